//! What of a message's parts is its text, and what are its files.

use std::borrow::Cow;

use super::files::{Content, File, file_name, given_name, name};
use super::mime::{Part, Parts};
use super::{charset, enclosed, html, plain, tnef};

/// No more text than this is read of a message: what a person wrote lies at its
/// start.
pub const MAX_TEXT: usize = 2 << 20;
/// Messages inside messages are looked into so deep for a text.
const MAX_INSIDE: usize = 3;
/// More files are not listed.
const MAX_FILES: usize = 2_000;

/// The text and the files of a message.
#[derive(Debug, Default)]
pub struct Body<'m> {
    /// The whole text as plain text.
    pub text: String,
    /// The HTML, where there is any: its marks tell what quotes.
    pub markup: Option<String>,
    /// Files, in order.
    pub files: Vec<File<'m>>,
    /// What was wrong and how it was read all the same.
    pub problems: Vec<String>,
}

/// A text that was found.
struct Text {
    text: String,
    from_html: bool,
}

impl Text {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Reads a message's text, up to so many bytes of it, and its files.
pub fn read<'m>(parts: &Parts<'m>, room: usize) -> Body<'m> {
    read_at(parts, room, 0)
}

fn read_at<'m>(parts: &Parts<'m>, room: usize, inside: usize) -> Body<'m> {
    let mut gathering = Gathering { parts, room, body: Body::default() };
    gathering.body.problems.extend(parts.problems.iter().map(|problem| (*problem).to_owned()));
    let mut texts = gathering.gather(0, false);
    texts.retain(|text| !text.is_blank());
    if texts.is_empty() {
        texts.extend(gathering.elsewhere(inside));
    }
    let mut body = gathering.body;
    body.text = texts.into_iter().map(|text| text.text).collect::<Vec<_>>().join("\n");
    let mut told: Vec<String> = Vec::new();
    for problem in body.problems.drain(..) {
        if !told.contains(&problem) {
            told.push(problem);
        }
    }
    body.problems = told;
    body
}

struct Gathering<'p, 'm> {
    parts: &'p Parts<'m>,
    /// So many bytes of text may still be read.
    room: usize,
    body: Body<'m>,
}

impl<'m> Gathering<'_, 'm> {
    fn problem(&mut self, problem: impl Into<String>) {
        self.body.problems.push(problem.into());
    }

    /// The texts of a part and what is in it; its files are kept. It goes no
    /// deeper than the budget's levels.
    fn gather(&mut self, index: usize, is_choice: bool) -> Vec<Text> {
        let parts = self.parts;
        let Some(part) = parts.list.get(index) else { return Vec::new() };
        if part.is("multipart") {
            if part.children.is_empty() {
                self.problem("a multipart has no parts; its body was read as text");
                return self.text(part).into_iter().collect();
            }
            if part.kind.value == "multipart/encrypted" {
                self.problem(plain::ENCRYPTED);
            }
            let is_choice = part.kind.value == "multipart/alternative";
            let texts = part.children.iter().map(|child| self.gather(*child, is_choice));
            if is_choice {
                let choices = texts.collect();
                return self.best(choices);
            }
            return texts.flatten().collect();
        }
        if is_text(part) && part.disposition.value != "attachment" {
            // A message that is one single text is its text, whatever it is
            // called; so is one of several renderings.
            if given_name(part).is_none() || index == 0 || is_choice {
                return self.text(part).into_iter().collect();
            }
            if part.disposition.value == "inline" && part.kind.value == "text/plain" {
                let text = self.text(part);
                self.file(part);
                return text.into_iter().collect();
            }
        }
        // Another rendering of the same text for clients that know it, and the
        // proof of a signature: neither is a file that the sender attached.
        if matches!(
            part.kind.value.as_str(),
            "text/x-amp-html"
                | "text/watch-html"
                | "application/pgp-signature"
                | "application/pkcs7-signature"
                | "application/x-pkcs7-signature"
        ) {
            return Vec::new();
        }
        self.file(part)
    }

    /// One of several renderings of the same (RFC 2046, 5.1.4): plain text, but
    /// HTML where the plain text is empty or only says that there is HTML.
    fn best(&mut self, choices: Vec<Vec<Text>>) -> Vec<Text> {
        let words = |texts: &[Text]| texts.iter().map(|t| t.text.split_whitespace().count()).sum();
        let (html, mut plain): (Vec<_>, Vec<_>) = choices
            .into_iter()
            .filter(|texts| texts.iter().any(|text| !text.is_blank()))
            .partition(|texts: &Vec<Text>| texts.iter().all(|text| text.from_html));
        let last = html.into_iter().next_back();
        let Some(last) =
            last.filter(|_| !plain.iter().any(|texts| texts.iter().any(|t| t.from_html)))
        else {
            return plain.into_iter().flatten().collect();
        };
        let many: usize = words(&last);
        let few: usize = plain.iter().map(|texts| -> usize { words(texts) }).sum();
        let stub = plain.iter().flatten().any(|text| says_see_html(&text.text));
        if plain.is_empty() || (stub && few < 60 && many > 2 * few) {
            if !plain.is_empty() {
                self.problem("the plain text only refers to the HTML, which was read instead");
            }
            return last;
        }
        plain.dedup_by(|b, a| b.iter().map(|t| &t.text).eq(a.iter().map(|t| &t.text)));
        plain.into_iter().flatten().collect()
    }

    /// A text part as text; files that stand in it are kept.
    fn text(&mut self, part: &Part<'m>) -> Option<Text> {
        let (bytes, wrong) = part.transfer.decode(part.body);
        self.body.problems.extend(wrong.map(str::to_owned));
        let mut bytes = bytes;
        let mut from_html = part.kind.value == "text/html";
        if !from_html && let Some((left, files)) = enclosed::take_out(&bytes) {
            for file in files {
                if !file.whole {
                    self.problem(format!(
                        "the file \"{}\" in the text is cut off",
                        name(&file.name)
                    ));
                }
                self.enclosed(name(&file.name), file.content);
            }
            bytes = Cow::Owned(left);
        }
        if bytes.len() > self.room {
            self.problem("the text is longer than 2 MiB; only its beginning was read");
        }
        let bytes = bytes.get(..self.room).unwrap_or(&bytes);
        self.room -= bytes.len();
        let declared = part.kind.get("charset").map(str::to_owned);
        let label = declared.or_else(|| from_html.then(|| meta_charset(bytes)).flatten());
        let read = charset::read(bytes, label.as_deref());
        self.body.problems.extend(read.problem);
        let mut text = read.text;
        if !from_html && looks_like_html(&text) {
            from_html = true;
            self.problem("the text is HTML though it says that it is plain; it was read as HTML");
        }
        text = if from_html {
            let shown = plain::clean(&html::to_text(&text));
            match &mut self.body.markup {
                Some(markup) => markup.extend(["\n", &text]),
                None => self.body.markup = Some(text),
            }
            shown
        } else {
            let mut text = plain::clean(&text);
            if plain::is_flowed(&part.kind) {
                text = plain::unflow(&text, &part.kind);
            }
            match part.kind.value.as_str() {
                "text/enriched" | "text/richtext" => without_tags(&text),
                _ => plain::without_armour(text, &mut self.body.problems),
            }
        };
        Some(Text { text, from_html })
    }

    fn enclosed(&mut self, name: String, content: Vec<u8>) {
        let number = self.body.files.len() + 1;
        let name = if name.is_empty() { format!("attachment-{number}.bin") } else { name };
        if number <= MAX_FILES {
            let media_type = "application/octet-stream".to_owned();
            self.body.files.push(File { name, media_type, content: Content::Own(content) });
        }
    }

    /// Keeps a part as a file. A `winmail.dat` is taken apart instead, and its
    /// text is given back.
    fn file(&mut self, part: &Part<'m>) -> Vec<Text> {
        let media_type = match part.kind.value.as_str() {
            "" => "application/octet-stream".to_owned(),
            kind => kind.to_owned(),
        };
        let name = file_name(part, self.body.files.len() + 1);
        let mut texts = Vec::new();
        if matches!(media_type.as_str(), "application/pkcs7-mime" | "application/x-pkcs7-mime") {
            self.problem(match part.kind.get("smime-type") {
                Some("signed-data") => "the text is sealed by S/MIME; an officer must open it",
                _ => plain::ENCRYPTED,
            });
        }
        if media_type.ends_with("/ms-tnef") || name.eq_ignore_ascii_case("winmail.dat") {
            let decoded = part.transfer.decode(part.body).0;
            match tnef::read(&decoded) {
                // What an officer must open is listed as well.
                Some(found) if !found.only_rtf && !found.damaged => return self.tnef(found),
                Some(found) => texts = self.tnef(found),
                None => self.problem("winmail.dat can't be taken apart; an officer must open it"),
            }
        }
        if self.body.files.len() < MAX_FILES {
            let content = Content::Part(part.body, part.transfer);
            self.body.files.push(File { name, media_type, content });
        }
        texts
    }

    fn tnef(&mut self, found: tnef::Tnef) -> Vec<Text> {
        if found.damaged {
            self.problem("winmail.dat is damaged; what could be read of it was");
        }
        if found.only_rtf {
            self.problem(
                "winmail.dat holds its text as Outlook rich text; an officer must open it",
            );
        }
        for (file, content) in found.files {
            self.enclosed(name(&file), content);
        }
        let plain = found.text.map(|text| Text { text: plain::clean(&text), from_html: false });
        let html = found.html.map(|markup| plain::clean(&html::to_text(&markup)));
        let html = html.map(|text| Text { text, from_html: true });
        plain.filter(|text| !text.is_blank()).or(html).into_iter().collect()
    }

    /// There is no text where it should be: a text part that was set aside,
    /// what stands above the first part, an attached text or message.
    fn elsewhere(&mut self, inside: usize) -> Option<Text> {
        let parts = self.parts;
        let set_aside =
            |part: &&Part<'m>| given_name(part).is_none() || part.disposition.value != "attachment";
        let found = self.first_text(parts.list.iter().filter(set_aside));
        if found.is_some() {
            self.problem("the text was found outside its place");
            return found;
        }
        let preamble = parts.list.iter().map(|part| part.preamble.trim_ascii()).find(|preamble| {
            let start = preamble.get(..preamble.len().min(200)).unwrap_or(preamble);
            let start = start.to_ascii_lowercase();
            let notice = [b"multi".as_slice(), b"mime"]
                .iter()
                .any(|word| start.windows(word.len()).any(|window| window == *word));
            !preamble.is_empty() && !notice
        });
        if let Some(preamble) = preamble {
            self.problem("the text was found above the first part");
            let text = charset::read(preamble.get(..self.room).unwrap_or(preamble), None).text;
            return Some(Text { text: plain::clean(&text), from_html: false });
        }
        let found = self.first_text(parts.list.iter());
        if found.is_some() {
            self.problem("there is no text but that of an attached file");
            return found;
        }
        let attached = parts.list.iter().find(|part| part.is_message());
        if inside < MAX_INSIDE
            && let Some(attached) = attached
        {
            let raw = attached.transfer.decode(attached.body).0;
            let within = Parts::read(&raw, &super::budget::Budget::default()).ok()?;
            let text = read_at(&within, self.room, inside + 1).text;
            if !text.trim().is_empty() {
                self.problem("there is no text but that of the attached message");
                return Some(Text { text, from_html: false });
            }
        }
        None
    }
}

impl<'m> Gathering<'_, 'm> {
    fn first_text<'p>(&mut self, mut parts: impl Iterator<Item = &'p Part<'m>>) -> Option<Text>
    where
        'm: 'p,
    {
        let part = parts.find(|part| is_text(part) && !part.body.trim_ascii().is_empty())?;
        self.text(part).filter(|text| !text.is_blank())
    }
}

fn is_text(part: &Part<'_>) -> bool {
    matches!(
        part.kind.value.as_str(),
        "text/plain" | "text/html" | "text/enriched" | "text/richtext" | "text/markdown"
    )
}

fn says_see_html(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("html") || text.contains("browser") || text.contains("cannot display")
}

fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or("").to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || start.starts_with("<html>")
        || start.starts_with("<html ")
}

/// The charset that HTML names in itself.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
    label.get(..end.unwrap_or(label.len())).filter(|label| !label.is_empty()).map(str::to_owned)
}

/// RFC 1896: formatting in angle brackets, `<<` for one of them.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = match after.strip_prefix('<') {
            Some(after) => {
                out.push('<');
                after
            }
            None => after.split_once('>').map_or("", |(_, after)| after),
        };
    }
    out.push_str(rest);
    out
}
