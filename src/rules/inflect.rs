//! The forms that one word of a rule stands for: plural, British and American
//! spelling, and with `~` every form of a verb. Worked out when the rules are
//! loaded; nothing is stemmed while mail is read.

/// A word's plural and its spellings; short words and names of function are
/// left as they are.
pub fn plain(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if is_plain_noun_or_verb(word) {
        forms.push(with_s(word));
    }
    with_spellings(forms)
}

/// Every form of a verb or noun: `report~` is report, reports, reported,
/// reporting, reporter is not. Irregular verbs are known: `come~` has came.
pub fn all(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned(), with_s(word)];
    let irregular = IRREGULAR.iter().find(|(base, _)| *base == word);
    match irregular {
        Some((_, others)) => forms.extend(others.split(' ').map(str::to_owned)),
        None => forms.push(with_ending(word, "ed")),
    }
    if !irregular.is_some_and(|(_, others)| others.contains("ing")) {
        forms.push(with_ending(word, "ing"));
    }
    with_spellings(forms)
}

fn is_plain_noun_or_verb(word: &str) -> bool {
    word.len() >= 3
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && !word.ends_with('s')
        && !UNCHANGING.contains(&word)
}

/// Words whose form with an s is another word.
const UNCHANGING: &[&str] = &[
    "the", "and", "her", "his", "him", "you", "our", "your", "they", "them", "not", "but", "was",
    "has", "had", "have", "are", "were", "been", "will", "would", "could", "should", "can", "may",
    "might", "must", "new", "who", "how", "for", "from", "with", "what", "that", "this", "there",
    "then", "than", "here", "very", "too", "any", "all", "one", "two", "now", "never", "did",
    "does", "done", "went", "came", "said", "told", "their", "thank", "mean",
];

fn with_s(word: &str) -> String {
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ies"),
        _ if hissing => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn ends_in_vowel(word: &str) -> bool {
    word.ends_with(['a', 'e', 'i', 'o', 'u'])
}

/// `ed` or `ing`, as English writes them.
fn with_ending(word: &str, ending: &str) -> String {
    if let Some(stem) = word.strip_suffix('e') {
        let keeps = ending == "ing" && (stem.ends_with('e') || stem.ends_with('o'));
        return if keeps { format!("{word}{ending}") } else { format!("{stem}{ending}") };
    }
    if let Some(stem) = word.strip_suffix('y')
        && ending == "ed"
        && !ends_in_vowel(stem)
    {
        return format!("{stem}ied");
    }
    match word.chars().last() {
        Some(last) if doubles(word) => format!("{word}{last}{ending}"),
        _ => format!("{word}{ending}"),
    }
}

/// One vowel before one last consonant: drop, plan, travel.
fn doubles(word: &str) -> bool {
    let mut last = word.chars().rev();
    let vowel = |c: char| "aeiou".contains(c);
    let (Some(a), Some(b), Some(c)) = (last.next(), last.next(), last.next()) else { return false };
    let shape = !vowel(a) && !"wxyhr".contains(a) && vowel(b) && !vowel(c);
    let short = word.chars().filter(|c| vowel(*c)).count() == 1;
    shape && (short || word.ends_with("el") || word.ends_with("mit"))
}

fn with_spellings(forms: Vec<String>) -> Vec<String> {
    let mut all = Vec::with_capacity(forms.len());
    for form in forms {
        for (british, american) in SPELLINGS {
            for (one, other) in [(british, american), (american, british)] {
                let Some(stem) = form.strip_suffix(one).filter(|stem| stem.len() >= 3) else {
                    continue;
                };
                let swapped = format!("{stem}{other}");
                if !all.contains(&swapped) {
                    all.push(swapped);
                }
            }
        }
        if !all.contains(&form) {
            all.push(form);
        }
    }
    all
}

/// Endings that are written in two ways.
const SPELLINGS: &[(&str, &str)] = &[
    ("ise", "ize"),
    ("ises", "izes"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("isation", "ization"),
    ("isations", "izations"),
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("tre", "ter"),
    ("tres", "ters"),
    ("elled", "eled"),
    ("elling", "eling"),
    ("ogue", "og"),
    ("yse", "yze"),
    ("ysed", "yzed"),
];

/// Forms besides the one with s; `ing` where it is irregular.
const IRREGULAR: &[(&str, &str)] = &[
    ("be", "am is are was were been being"),
    ("beat", "beaten beating"),
    ("become", "became"),
    ("begin", "began begun beginning"),
    ("break", "broke broken"),
    ("bring", "brought"),
    ("build", "built"),
    ("buy", "bought"),
    ("catch", "caught"),
    ("choose", "chose chosen"),
    ("come", "came"),
    ("cost", "cost costing"),
    ("cut", "cut cutting"),
    ("deal", "dealt"),
    ("die", "died dying"),
    ("do", "did done doing does"),
    ("drink", "drank drunk"),
    ("drive", "drove driven"),
    ("eat", "ate eaten"),
    ("fall", "fell fallen"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("find", "found"),
    ("forget", "forgot forgotten forgetting"),
    ("get", "got gotten getting"),
    ("give", "gave given"),
    ("go", "went gone going goes"),
    ("grow", "grew grown"),
    ("hang", "hung hanged"),
    ("have", "has had having"),
    ("hear", "heard"),
    ("hide", "hid hidden hiding"),
    ("hit", "hit hitting"),
    ("hold", "held"),
    ("hurt", "hurt hurting"),
    ("keep", "kept"),
    ("know", "knew known"),
    ("lead", "led"),
    ("leave", "left leaving"),
    ("let", "let letting"),
    ("lie", "lied lying"),
    ("lose", "lost losing"),
    ("make", "made making"),
    ("mean", "meant"),
    ("meet", "met"),
    ("pay", "paid paying"),
    ("put", "put putting"),
    ("read", "read"),
    ("ring", "rang rung"),
    ("rise", "rose risen"),
    ("run", "ran running"),
    ("say", "said"),
    ("see", "saw seen seeing"),
    ("sell", "sold"),
    ("send", "sent"),
    ("set", "set setting"),
    ("shake", "shook shaken"),
    ("shut", "shut shutting"),
    ("sit", "sat sitting"),
    ("sleep", "slept"),
    ("speak", "spoke spoken"),
    ("spend", "spent"),
    ("stand", "stood"),
    ("steal", "stole stolen"),
    ("stick", "stuck"),
    ("swear", "swore sworn"),
    ("sweep", "swept"),
    ("take", "took taken taking"),
    ("teach", "taught"),
    ("tear", "tore torn"),
    ("tell", "told"),
    ("think", "thought"),
    ("throw", "threw thrown"),
    ("try", "tried trying"),
    ("understand", "understood"),
    ("wake", "woke woken"),
    ("wear", "wore worn"),
    ("win", "won winning"),
    ("write", "wrote written writing"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn has(forms: &[String], wanted: &[&str]) {
        for word in wanted {
            assert!(forms.iter().any(|form| form == word), "{word} is not in {forms:?}");
        }
    }

    #[test]
    fn plurals_and_spellings_come_by_themselves() {
        has(&plain("neighbour"), &["neighbour", "neighbours", "neighbor", "neighbors"]);
        has(&plain("party"), &["parties"]);
        has(&plain("apologise"), &["apologize", "apologises", "apologizes"]);
        assert_eq!(plain("his"), ["his"]);
        assert_eq!(plain("news"), ["news"]);
        assert_eq!(plain("it"), ["it"]);
    }

    #[test]
    fn a_tilde_stands_for_every_form() {
        has(&all("report"), &["report", "reports", "reported", "reporting"]);
        has(&all("drop"), &["dropped", "dropping"]);
        has(&all("promise"), &["promised", "promising"]);
        has(&all("come"), &["came", "comes", "coming"]);
        has(&all("ring"), &["rang", "rung", "rings", "ringing"]);
        has(&all("reply"), &["replied", "replies", "replying"]);
        has(&all("repair"), &["repaired"]);
        has(&all("visit"), &["visited", "visiting"]);
    }
}
