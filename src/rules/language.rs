//! Which language a text is in that is not English, told by its script or its
//! commonest words: enough to say to whom the message should be shown.

/// A text must have this many words to be judged.
const LEAST_WORDS: usize = 5;

/// This share of the words, in percent, must be common ones of the language.
const LEAST_SHARE: usize = 18;

/// Scripts of one language or a few, by the first and last letter.
const SCRIPTS: &[(char, char, &str)] = &[
    ('\u{0600}', '\u{06ff}', "Arabic, Urdu or Persian"),
    ('\u{0980}', '\u{09ff}', "Bengali"),
    ('\u{0900}', '\u{097f}', "Hindi or Nepali"),
    ('\u{0a00}', '\u{0a7f}', "Punjabi"),
    ('\u{0a80}', '\u{0aff}', "Gujarati"),
    ('\u{0b80}', '\u{0bff}', "Tamil"),
    ('\u{0d80}', '\u{0dff}', "Sinhala"),
    ('\u{0e00}', '\u{0e7f}', "Thai"),
    ('\u{1200}', '\u{137f}', "Amharic or Tigrinya"),
    ('\u{3040}', '\u{30ff}', "Japanese"),
    ('\u{4e00}', '\u{9fff}', "Chinese"),
    ('\u{ac00}', '\u{d7af}', "Korean"),
    ('\u{0590}', '\u{05ff}', "Hebrew"),
    ('\u{0370}', '\u{03ff}', "Greek"),
    ('\u{0400}', '\u{04ff}', "Ukrainian, Russian or Bulgarian"),
];

/// The commonest words of languages in Latin script, without accents, that
/// English does not have as well.
const COMMON: &[(&str, &str)] = &[
    (
        "Polish",
        "nie jest sie na w z do to ze od jak co po dla moj moja moje mam juz jestem prosze \
         dziekuje dzien dobry pan pani czy ale przez tak tylko bardzo mieszkanie bo dwa dwie trzy \
         panstwo pozdrawiam",
    ),
    (
        "Romanian",
        "nu este sunt si in la cu din pe ca pentru am de un o va rog multumesc buna ziua care mai \
         dar foarte noastra mea meu ati fost avem trei doua apartament",
    ),
    (
        "Spanish",
        "el la los las de que y en un una es no por con para mi me se su lo muy pero hay esta \
         gracias buenos dias favor casa tengo hace nadie senor",
    ),
    (
        "Portuguese",
        "o os as de que e em um uma nao por com para meu minha se mas muito esta obrigado obrigada \
         favor casa tenho ha ninguem bom dia voces",
    ),
    (
        "French",
        "le les des et est que qui je ne pas une un dans pour sur avec mon ma mes vous nous il \
         elle depuis bonjour merci mais plus cette sont tres ai chez",
    ),
    (
        "Italian",
        "il lo gli di che e un una per non con mi mio mia sono ho la le da del della ma molto \
         questo grazie buongiorno casa anche siamo",
    ),
    (
        "German",
        "der die das und ist nicht ich ein eine mein meine mit auf fur von zu den dem es wir sie \
         aber seit sehr habe haben bitte danke wohnung noch",
    ),
    (
        "Turkish",
        "ve bir bu icin ama cok benim evim evde var yok degil ile da de ben bana lutfen tesekkurler \
         merhaba kadar sonra daha",
    ),
    (
        "Welsh",
        "yn y yr a mae ar i o wedi ei fy ni nid ddim gan am eich chi bod os gwelwch dda diolch \
         rwyf rydym hefyd ond cyngor tai",
    ),
    (
        "Somali",
        "waa iyo in ka ku u la oo ma waxaan waxa aan ayaa guriga gurigayga mahadsanid fadlan \
         carruurta wuxuu leh",
    ),
    (
        "Lithuanian",
        "ir yra ne kad su mano as mes jus labas aciu prasome bet nuo iki labai namas butas per \
         jau tai kaip",
    ),
    (
        "Albanian",
        "nuk eshte dhe ne te per me nje kam shtepia ju lutem faleminderit shume qe si jam por tani",
    ),
    (
        "Hungarian",
        "nem a az es hogy van egy meg mert de is kerem koszonom jo napot lakas mar csak nagyon \
         vagyok nincs",
    ),
    (
        "Tagalog",
        "ang ng sa na ay mga po ko namin kami hindi para may wala salamat bahay ito kung aming",
    ),
];

/// The language of a text with hardly a word of English.
pub fn of(text: &str) -> Option<&'static str> {
    by_script(text).or_else(|| by_words(text))
}

fn by_script(text: &str) -> Option<&'static str> {
    let mut counts = vec![0usize; SCRIPTS.len()];
    let mut letters = 0usize;
    for c in text.chars().filter(|c| c.is_alphabetic()).take(2000) {
        letters += 1;
        let at = SCRIPTS.iter().position(|(first, last, _)| (*first..=*last).contains(&c));
        if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    // Kana tell Japanese even among many Chinese signs.
    let script = |name: &str| SCRIPTS.iter().position(|(_, _, other)| *other == name);
    if script("Japanese").and_then(|at| counts.get(at)).is_some_and(|count| *count * 10 > letters) {
        return Some("Japanese");
    }
    let (at, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*most >= 10 && most * 2 > letters).then(|| SCRIPTS.get(at).map(|(_, _, name)| *name)).flatten()
}

fn by_words(text: &str) -> Option<&'static str> {
    let words = super::text::words(text);
    let words = words.get(..words.len().min(400)).unwrap_or_default();
    if words.len() < LEAST_WORDS {
        return None;
    }
    let shared = |common: &str| {
        let common: Vec<&str> = common.split_whitespace().collect();
        words.iter().filter(|word| common.contains(&word.as_str())).count()
    };
    let (language, most) = COMMON
        .iter()
        .map(|(language, common)| (*language, shared(common)))
        .max_by_key(|(_, count)| *count)?;
    (most >= 2 && most * 100 >= words.len() * LEAST_SHARE).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_script_or_words() {
        let told = [
            ("Dzień dobry, od trzech tygodni nie mam ogrzewania, proszę o pomoc.", "Polish"),
            ("Bună ziua, nu avem apă caldă de două săptămâni, vă rog.", "Romanian"),
            ("Hola, hace tres semanas que no tengo calefacción en mi casa.", "Spanish"),
            ("Bonjour, je n'ai pas de chauffage depuis trois semaines, merci.", "French"),
            ("Mae'r golau ar y stryd wedi torri, os gwelwch yn dda.", "Welsh"),
            ("У нас третій тиждень немає опалення, допоможіть", "Ukrainian, Russian or Bulgarian"),
            ("আমার ঘরে তিন সপ্তাহ ধরে গরম নেই", "Bengali"),
            ("میرے گھر میں تین ہفتوں سے ہیٹنگ نہیں ہے", "Arabic, Urdu or Persian"),
        ];
        for (text, language) in told {
            assert_eq!(of(text), Some(language), "{text}");
        }
        assert_eq!(of("14 Oct rang. 15 Oct rang. 3 Nov engineer, no parts. 9 Nov no show."), None);
        assert_eq!(of("pothole outside number fourteen Weaver Street Kingston"), None);
        assert_eq!(of(""), None);
    }
}
