//! What stands below a person's words and is none of them: signatures, what
//! phones add, the closing with a name. A closing with an address, a reference
//! or a further sentence stays: the council needs it.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::Part;
use super::lines::Line;
use crate::message::html_quotes::Hint;

/// No closing has more lines.
const MOST_CLOSING_LINES: usize = 9;
/// No signature has more.
const MOST_SIGNATURE_LINES: usize = 30;

/// Marks the signatures in a run of the sender's own lines.
pub(super) fn mark(lines: &[Line<'_>], parts: &mut [Part]) {
    by_markup(lines, parts);
    // A signature stands at the end; looking no further keeps time linear.
    let shown: Vec<usize> = (0..lines.len())
        .rev()
        .filter(|at| parts.get(*at).is_some_and(|part| *part == Part::Own))
        .filter(|at| lines.get(*at).is_some_and(|line| !line.is_blank()))
        .take(2 * MOST_SIGNATURE_LINES)
        .collect();
    let tail: Vec<usize> = shown.into_iter().rev().collect();
    let line = |at: &usize| lines.get(*at);
    let delimiter = tail.iter().enumerate().find(|(number, at)| {
        let below: Vec<&Line<'_>> = tail.iter().skip(number + 1).filter_map(line).collect();
        line(at).is_some_and(|line| {
            is_delimiter(line.raw) && is_signature(&below, line.raw) || is_list_footer(line, &below)
        })
    });
    if let Some((_, at)) = delimiter {
        (*at..lines.len()).for_each(|at| set(parts, at));
    }
    for at in tail {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        if lines.get(at).is_some_and(|line| is_mobile_footer(line, above)) {
            set(parts, at);
            name_above(lines, parts, at);
        }
    }
    closing(lines, parts);
    contact_block(lines, parts);
}

fn set(parts: &mut [Part], at: usize) {
    if let Some(part) = parts.get_mut(at)
        && *part == Part::Own
    {
        *part = Part::Signature;
    }
}

fn by_markup(lines: &[Line<'_>], parts: &mut [Part]) {
    let marked = lines.iter().filter(|line| line.hint == Hint::Signature && !line.is_blank());
    if marked.count() > MOST_SIGNATURE_LINES {
        return;
    }
    for (at, line) in lines.iter().enumerate() {
        if line.hint == Hint::Signature {
            set(parts, at);
        }
    }
}

/// `-- ` (RFC 3676, 4.3) and what programs and people make of it.
pub(super) fn is_delimiter(raw: &str) -> bool {
    matches!(raw.trim_start(), "-- " | "--\u{a0}" | "\u{2014} ")
        || matches!(raw.trim(), "--" | "\u{2014}" | "__" | "- --")
}

/// Whether what is below a delimiter is a signature: the standard's own
/// delimiter is believed further than two dashes.
fn is_signature(below: &[&Line<'_>], delimiter: &str) -> bool {
    let exact = delimiter == "-- ";
    let told = below.iter().filter(|line| is_sentence(line.bare)).count();
    exact || below.len() <= 12 && told <= 2
}

/// The line of underscores above a mailing list's footer.
fn is_list_footer(line: &Line<'_>, below: &[&Line<'_>]) -> bool {
    if line.bare.len() < 2 || line.bare.chars().any(|c| c != '_') {
        return false;
    }
    (1..=6).contains(&below.len())
        && below.iter().any(|line| line.bare.contains("http") || line.bare.contains('@'))
        && below.iter().all(|line| !is_sentence(line.bare))
}

/// A sentence is something that a person says.
fn is_sentence(bare: &str) -> bool {
    let words = bare.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let count = words.count();
    count >= 4 && bare.ends_with(['.', '?', '!']) || count >= 9
}

/// "Sent from my iPhone" in the languages of phones.
fn is_mobile_footer(line: &Line<'_>, above: Option<&Line<'_>>) -> bool {
    static FOOTERS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
        RegexSet::new([
            r"^Sent (?:from|via|using|by|with) (?:my|the all[- ]new|an?|your|Mail|Outlook|Yahoo|AOL|Samsung|Galaxy|Gmail|Proton|Windows|BlueMail|Nine|Spark|iPhone|iPad|Android|BlackBerry|BT|Sky|Virgin|TypeApp|K-9|Huawei|Xiaomi|HUAWEI|Fairphone|Tutanota|Tuta|Superhuman|Mailspring|Vodafone|EE|Three|O2|Xperia|Sony|HTC|Nokia|Motorola|smartphone|mobile)\b.{0,60}$",
            r"^Get (?:Outlook|BlueMail|TypeApp|Spark) for .{2,60}$",
            r"^(?i:via mobile|sent on the move|sent on the go|sent from mobile)\.?$",
            r"^(?:Gesendet von|Von meinem|Von meiner|Gesendet mit|Diese Nachricht wurde von meinem) .{2,70}$",
            r"^(?:Envoyé (?:de mon|de ma|depuis|à partir)|Télécharger Outlook|Obtenir Outlook|Obtenez Outlook) ?.{2,70}$",
            r"^(?:Enviado (?:desde|do|de|a partir)|Obtener Outlook|Obter o Outlook|Enviada do) .{2,70}$",
            r"^(?:Inviato (?:da|dal)|Ottieni Outlook|Scarica Outlook) .{2,70}$",
            r"^(?:Verzonden (?:vanaf|met|via|vanuit)|Verstuurd (?:vanaf|vanuit)|Outlook voor|Outlook downloaden) .{2,70}$",
            r"^(?:Skickat från|Hämta Outlook|Sendt fra|Sendt med|Hent Outlook|Få Outlook|Skaff deg Outlook|Lähetetty|Hanki Outlook) .{2,70}$",
            r"^(?:Wysłane z|Wysłano z|Pobierz program Outlook|Odesláno z|Odoslané z|Získat Outlook|Poslano (?:iz|z|s)|Poslato sa|Trimis de|Obțineți Outlook|Elküldve) .{2,70}$",
            r"^(?:Отправлено (?:с|из)|Скачать Outlook|Надіслано з|Відправлено з|Изпратено от) .{2,70}$",
            r"^.{0,30}(?:iPhone['’]?(?:umdan|dan) gönderildi|iPadimden gönderildi|telefonumdan gönderildi|için Outlook['’]u edinin)$",
            r"^(?:أُ?رسلت من|تم الإرسال من|مرسل من|الحصول على Outlook|نשלח מ|נשלח מ|قبل Outlook).{2,70}$",
            r"^.{0,30}(?:から送信|を入手|에서 보냄|나의 iPhone에서 보냄|থেকে পাঠানো|سے بھیجا گیا)$",
            r"^(?:发自我的|發自我的|发自|從我的|从我的|获取 Outlook|取得 Outlook).{1,40}$",
            r"^(?:Anfonwyd o(?:'m| fy| m)?|Cael Outlook|Wedi'i anfon o) .{2,70}$",
            r"^(?:Được gửi từ|Gửi từ|Στάλθηκε από) .{2,60}$",
        ])
        .ok()
    });
    let bare = line.bare.trim_matches(['*', '_', '[', ']', '(', ')']);
    // The address of the shop behind the words.
    let words = bare.split(['<', '(']).next().unwrap_or(bare).trim_end().trim_end_matches('[');
    if words.len() < 6 || words.len() > 120 {
        return false;
    }
    // "… my letter was\nSent from my old address." is a folded sentence.
    let folded = above.is_some_and(|above| {
        above.bare.ends_with(|c: char| c.is_lowercase() || c == ',') && above.bare.len() > 55
    });
    let place = ["address", "house", "flat", "home", "account"];
    let is_place = place.iter().any(|word| words.trim_end_matches('.').ends_with(word));
    !folded && !is_place && FOOTERS.as_ref().is_some_and(|set| set.is_match(words.trim_end()))
}

/// A name right above what the phone added, where it can be nothing else:
/// "-Lev." or "Ada Lovelace", a paragraph of its own below other words.
fn name_above(lines: &[Line<'_>], parts: &mut [Part], footer: usize) {
    let mut above = (0..footer).rev().skip_while(|at| lines.get(*at).is_some_and(Line::is_blank));
    let Some(at) = above.next() else { return };
    let Some(name) = lines.get(at) else { return };
    let gap = at.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(Line::is_blank);
    let before = lines.iter().take(at).rev().find(|line| !line.is_blank());
    let Some(before) = before else { return };
    let adjoins = at + 1 == footer;
    let stripped = name.bare.strip_prefix(['-', '\u{2013}', '\u{2014}']);
    let words = stripped.unwrap_or(name.bare).trim();
    let is_list = before.bare.starts_with(['-', '*', '\u{2022}']) || before.bare.ends_with(':');
    let signs = stripped.is_some() || adjoins && words.split_whitespace().count() >= 2;
    if gap && signs && !is_list && is_name(words) {
        set(parts, at);
    }
}

/// One to four words, each with a capital, no digits.
fn is_name(text: &str) -> bool {
    let count = text.split_whitespace().count();
    (1..=4).contains(&count)
        && text.chars().count() <= 40
        && text.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && text
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '-' | '\u{2019}'))
}

/// "Kind regards" and a name, where nothing else follows.
fn closing(lines: &[Line<'_>], parts: &mut [Part]) {
    let shown: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            !line.is_blank() && parts.get(*at).is_some_and(|part| *part == Part::Own)
        })
        .map(|(at, _)| at)
        .collect();
    let from = shown.len().saturating_sub(MOST_CLOSING_LINES + 1);
    let tail: Vec<usize> = shown.iter().skip(from.max(1)).copied().collect();
    let begins =
        tail.iter().position(|at| lines.get(*at).is_some_and(|line| is_closing(line.bare)));
    let Some(begins) = begins else { return };
    let rest: Vec<&Line<'_>> =
        tail.iter().skip(begins + 1).filter_map(|at| lines.get(*at)).collect();
    let plain = rest.iter().all(|line| {
        line.bare.chars().count() <= 70 && !is_sentence(line.bare) && !is_needed(line.bare)
    });
    if !rest.is_empty() && plain {
        let Some(start) = tail.get(begins) else { return };
        for at in *start..lines.len() {
            set(parts, at);
        }
    }
}

/// The words that a mail program puts above a name. "Yours sincerely" ends a
/// letter that a person writes, with the address they write from: it stays.
fn is_closing(bare: &str) -> bool {
    static CLOSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^(?:(?:many thanks|thanks|thank you|with thanks|diolch)(?: and|,|/| &| a)? ?(?:kind|best|warm)? ?regards",
            r"|(?:with )?(?:my |our )?(?:very )?(?:kind|best|warm|warmest|kindest)?(?: and best)? ?regards|rgds|kr|br",
            r"|(?:with )?(?:all )?(?:good|best) wishes",
            r"|mit (?:freundlichen|besten|herzlichen|vielen) gr(?:ü|ue)(?:ß|ss)en|(?:viele|freundliche|beste|liebe|herzliche) gr(?:ü|ue)(?:ß|ss)e|mfg|lg",
            r"|(?:bien )?cordialement|cdlt|(?:sincères|meilleures) salutations|bien à vous",
            r"|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente",
            r"|(?:cordiali|distinti) saluti|saluti|atenciosamente|(?:melhores |com os melhores )?cumprimentos",
            r"|met (?:vriendelijke|hartelijke) groet(?:en)?|mvg|(?:hartelijke )?groeten",
            r"|(?:serdecznie )?pozdrawiam(?: serdecznie)?|z (?:poważaniem|powazaniem|wyrazami szacunku)",
            r"|med (?:vänliga?|vennlig|venlig|de bedste|beste) (?:hälsning(?:ar)?|hilsen(?:er)?)|(?:venlig|vennlig|bedste|beste) hilsen|mvh|vänligen|hälsningar",
            r"|ystävällisin terveisin|terveisin|s pozdravem|s úctou|s přátelským pozdravem|с уважением|с наилучшими пожеланиями|з повагою|cu (?:stimă|respect)",
            r"|saygılarımla|saygılarımızla|iyi çalışmalar|cofion(?: cynnes| gorau)?|dymuniadau gorau|مع (?:خالص )?(?:التحية|تحياتي)|تحياتي|والسلام|শুভেচ্ছান্তে|敬具|此致|üdvözlettel|trân trọng|με εκτίμηση|בברכה)[,.!–—-]{0,2}$",
        ))
        .ok()
    });
    bare.len() <= 80 && CLOSING.as_ref().is_some_and(|closing| closing.is_match(bare))
}

/// What the council needs to know where it is: an address, a reference, a note.
fn is_needed(bare: &str) -> bool {
    static NEEDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)(?:\b[a-z]{1,2}[0-9][0-9a-z]?\s*[0-9][a-z]{2}\b",
            r"|\b(?:flat|apartment|apt|room|unit|house)\s+[0-9]+[a-z]?\b",
            r"|^[0-9]+[a-z]?,?\s+[a-z]{3,}",
            r"|\b(?:ref|reference|case|account|tenancy|tenant|property|address|complaint|urgent|uprn)\b",
            r"|^(?:p\.?\s?s\b|n\.?b\b|p\.?t\.?o|enc(?:l|s)?\b|attach|<<|\[))",
        ))
        .ok()
    });
    NEEDED.as_ref().is_some_and(|needed| needed.is_match(bare))
}

/// The last paragraph: a name, then nothing but ways to reach it.
fn contact_block(lines: &[Line<'_>], parts: &mut [Part]) {
    static CONTACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^(?:(?:e|m|t|f|w|tel|phone|mobile|mob|cell|fax|email|e-mail|web|office|direct)?\s*[.:|]?\s*)",
            r"(?:<?(?:mailto:)?[^\s@<>]+@[^\s@<>]+>?|\+?[0-9(][0-9() ./-]{6,22}|(?:https?://|www\.)\S+)$",
        ))
        .ok()
    });
    let own = |at: usize| parts.get(at).is_some_and(|part| *part == Part::Own);
    let last = (0..lines.len())
        .rev()
        .find(|at| own(*at) && lines.get(*at).is_some_and(|line| !line.is_blank()));
    let Some(last) = last else { return };
    let mut first = last;
    while let Some(above) = first.checked_sub(1) {
        if !own(above) || lines.get(above).is_none_or(Line::is_blank) || last - above > 8 {
            break;
        }
        first = above;
    }
    let before = lines.iter().take(first).rev().find(|line| !line.is_blank());
    let introduces = before.is_none_or(|before| before.bare.ends_with([':', ',']));
    let name = lines.get(first).is_some_and(|line| is_name(line.bare));
    let mut contacts = lines.iter().take(last + 1).skip(first + 1);
    let all = contacts.all(|line| CONTACT.as_ref().is_some_and(|one| one.is_match(line.bare)));
    if !introduces && name && all && last - first >= 2 {
        for at in first..=last {
            set(parts, at);
        }
    }
}
