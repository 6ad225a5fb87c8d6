//! What of a message the rules look at: its fields, cut into words and searched
//! once, and what is known about it besides its words.

use serde::Serialize;

use super::RuleSet;
use super::phrase::{Hit, TermId, Words};

/// Which text a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What the sender wrote this time.
    Body,
    /// The subject.
    Subject,
    /// Subject or body.
    Text,
    /// The whole text, with the mail it quotes.
    Whole,
    /// The names of the attachments.
    Attachments,
    /// The sender's address.
    From,
    /// A recipient's address.
    To,
    /// A header field.
    Header,
    /// What is known besides the words.
    Message,
}

/// Which part of a field counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    All,
    /// The first sentence.
    Opening,
    /// The last two sentences.
    Closing,
}

/// The fields that are cut into words.
pub const SLOTS: [Field; 5] =
    [Field::Body, Field::Subject, Field::Whole, Field::Attachments, Field::From];

/// The slot of [`Field::Subject`].
const SUBJECT: Slot = 1;

/// How the subject of an answer begins.
const REPLY_MARKS: [&str; 3] = ["re:", "aw:", "sv:"];

/// The number of a field in [`SLOTS`].
pub type Slot = u8;

impl Field {
    /// The slots that a condition on the field looks at. The body first: it
    /// says more, and its words make the better reason.
    pub fn slots(self) -> &'static [Slot] {
        match self {
            Field::Body => &[0],
            Field::Subject => &[1],
            Field::Text => &[0, 1],
            Field::Whole => &[2, 1],
            Field::Attachments => &[3],
            Field::From => &[4],
            Field::To | Field::Header | Field::Message => &[],
        }
    }
}

/// Which of the rarer fields any rule looks at; the others are not searched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// The whole text.
    pub whole: bool,
    /// Names of attachments.
    pub attachments: bool,
    /// The sender's address as words.
    pub from: bool,
    /// What is known of the thread.
    pub thread: bool,
}

/// What the rules judge.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'a> {
    /// The subject as the sender wrote it.
    pub subject: &'a str,
    /// What the sender wrote this time.
    pub body: &'a str,
    /// The sender's address.
    pub from: &'a str,
    /// The whole text with the mail it quotes; empty where it is not known.
    pub whole: &'a str,
    /// The recipients' addresses.
    pub to: &'a [&'a str],
    /// The names of the attachments.
    pub attachments: &'a [&'a str],
    /// Header fields, name and value.
    pub headers: &'a [(&'a str, &'a str)],
    /// What is known of the thread.
    pub thread: Thread,
}

/// What is known of the thread that a message belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Thread {
    /// It answers a letter of ours.
    pub reply_to_us: bool,
    /// It belongs to a case that is not closed.
    pub open_case: bool,
    /// It belongs to a case whose stage 1 is answered.
    pub stage_1_answered: bool,
    /// An officer of the council wrote it.
    pub from_officer: bool,
}

/// What a condition `when` may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// [`Thread::reply_to_us`].
    ReplyToUs,
    /// [`Thread::open_case`].
    OpenCase,
    /// [`Thread::stage_1_answered`].
    Stage1Answered,
    /// [`Thread::from_officer`].
    FromOfficer,
    /// The subject begins with Re: or its like.
    Reply,
    /// The subject begins with Fwd: or its like.
    Forwarded,
    /// It quotes earlier mail.
    Quoting,
    /// The body has no words.
    NoBody,
    /// Neither subject nor body has words.
    NoText,
    /// It has an attachment.
    Attachment,
    /// The body has no words and there is an attachment.
    AttachmentOnly,
    /// It is in another language.
    NotEnglish,
    /// Nearly all words are in capitals.
    Capitals,
    /// One word of absurd length makes up most of it.
    NoSpaces,
}

impl State {
    /// All with the names that rules use.
    pub const ALL: [(&'static str, State); 14] = [
        ("reply_to_us", State::ReplyToUs),
        ("open_case", State::OpenCase),
        ("stage_1_answered", State::Stage1Answered),
        ("from_officer", State::FromOfficer),
        ("reply", State::Reply),
        ("forwarded", State::Forwarded),
        ("quoting", State::Quoting),
        ("no_body", State::NoBody),
        ("no_text", State::NoText),
        ("attachment", State::Attachment),
        ("attachment_only", State::AttachmentOnly),
        ("not_english", State::NotEnglish),
        ("capitals", State::Capitals),
        ("no_spaces", State::NoSpaces),
    ];

    /// Whether it is about the thread.
    pub fn of_thread(self) -> bool {
        matches!(
            self,
            State::ReplyToUs | State::OpenCase | State::Stage1Answered | State::FromOfficer
        )
    }
}

/// A field that was cut into words.
#[derive(Debug, Default)]
pub struct Searched<'a> {
    /// The field's text.
    pub text: &'a str,
    /// Its words.
    pub words: Words,
}

/// A message whose fields were searched once.
#[derive(Debug)]
pub struct Message<'a> {
    /// What was given.
    pub given: Text<'a>,
    /// The fields, by slot.
    pub slots: [Searched<'a>; 5],
    /// Every hit of every term, sorted.
    hits: Vec<(TermId, Slot, Hit)>,
    /// Terms in body or subject that only measured words ask for, sorted.
    spoken: Vec<TermId>,
    /// For each slot, which regular expressions match it.
    pub regexes: [Vec<usize>; 5],
    /// The language, where it is not English.
    pub language: Option<&'static str>,
    /// The subject is that of the mail which is answered: not the sender's words.
    pub(super) answers: bool,
    from: String,
}

impl<'a> Message<'a> {
    /// Cuts and searches. `attachments` is where the joined names are kept.
    pub fn of(set: &RuleSet, given: Text<'a>, attachments: &'a str) -> Self {
        let whole = if set.uses.whole { given.whole } else { "" };
        let from = if set.uses.from { given.from } else { "" };
        let texts = [given.body, given.subject, whole, attachments, from];
        let slots = texts.map(|text| Searched { text, words: set.book.words(text) });
        let mut hits = Vec::with_capacity(64);
        let mut spoken = Vec::new();
        let answers = begins_with(given.subject, &REPLY_MARKS);
        for (slot, searched) in (0..).zip(&slots) {
            let written = Field::Text.slots().contains(&slot) && !(answers && slot == SUBJECT);
            set.book.find(&searched.words, |term, hit| match term < set.measured.own {
                true => hits.push((term, slot, hit)),
                false if written => spoken.push(term),
                false => {}
            });
        }
        spoken.sort_unstable();
        spoken.dedup();
        hits.sort_unstable();
        hits.dedup();
        let regexes = texts.map(|text| {
            if text.is_empty() || set.regexes.is_empty() {
                return Vec::new();
            }
            set.prefilter.matches(clipped(text)).into_iter().collect()
        });
        let language = language_of(&slots);
        Self {
            given,
            slots,
            hits,
            spoken,
            regexes,
            language,
            answers,
            from: given.from.to_ascii_lowercase(),
        }
    }

    /// The hits of a term in a slot from a word on, in the order of the text.
    pub fn hits(&self, term: TermId, slot: Slot, from: u32) -> &[(TermId, Slot, Hit)] {
        let key = |t: TermId, s: Slot, hit: &Hit| (t, s, hit.first);
        let start = self.hits.partition_point(|(t, s, hit)| key(*t, *s, hit) < (term, slot, from));
        let end = self.hits.partition_point(|(t, s, _)| (*t, *s) <= (term, slot));
        self.hits.get(start..end).unwrap_or_default()
    }

    /// Every term with a hit, in order.
    pub fn terms(&self) -> impl Iterator<Item = TermId> {
        self.hits.iter().map(|(term, _, _)| *term)
    }

    /// Every term with a hit in the body or the subject, in order; not in a subject
    /// that was only answered.
    fn written_terms(&self) -> impl Iterator<Item = TermId> {
        let written = |(_, slot, _): &&(TermId, Slot, Hit)| {
            Field::Text.slots().contains(slot) && !(self.answers && *slot == SUBJECT)
        };
        self.hits.iter().filter(written).map(|(term, _, _)| *term)
    }

    /// What measured words look at: every term that the sender wrote, once, in order.
    pub fn measured_terms(&self) -> Vec<TermId> {
        let own = self.spoken.iter().copied();
        let mut terms: Vec<TermId> = self.written_terms().chain(own).collect();
        terms.dedup();
        terms
    }

    /// How many words body and subject have that the sender wrote.
    pub fn length(&self) -> usize {
        let [body, subject, ..] = &self.slots;
        let subject = if self.answers { 0 } else { subject.words.tokens.len() };
        body.words.tokens.len() + subject
    }

    /// A field's words.
    pub fn searched(&self, slot: Slot) -> Option<&Searched<'a>> {
        self.slots.get(usize::from(slot))
    }

    /// The sender's address in lower case.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// Whether something is so besides the words.
    pub fn is(&self, state: State) -> bool {
        let [body, subject, ..] = &self.slots;
        let words = |searched: &Searched<'_>| searched.words.tokens.len();
        let thread = self.given.thread;
        match state {
            State::ReplyToUs => thread.reply_to_us,
            State::OpenCase => thread.open_case,
            State::Stage1Answered => thread.stage_1_answered,
            State::FromOfficer => thread.from_officer,
            State::Reply => begins_with(self.given.subject, &REPLY_MARKS),
            State::Forwarded => begins_with(self.given.subject, &["fwd:", "fw:", "wg:"]),
            State::Quoting => {
                let whole = self.given.whole.trim().len();
                whole > self.given.body.trim().len() + 20
            }
            State::NoBody => words(body) == 0,
            State::NoText => words(body) + words(subject) == 0,
            State::Attachment => !self.given.attachments.is_empty(),
            State::AttachmentOnly => words(body) == 0 && !self.given.attachments.is_empty(),
            State::NotEnglish => self.language.is_some(),
            State::Capitals => {
                let tokens = &body.words.tokens;
                let capitals = tokens.iter().filter(|token| token.mark.capitals).count();
                tokens.len() >= 6 && capitals * 10 >= tokens.len() * 7
            }
            State::NoSpaces => {
                let longest = body.text.split_whitespace().map(str::len).max();
                longest.is_some_and(|longest| longest > 80 && longest * 2 > body.text.len())
            }
        }
    }
}

/// Asked only where hardly a word is among the commonest of English.
fn language_of(slots: &[Searched<'_>; 5]) -> Option<&'static str> {
    let [body, subject, ..] = slots;
    let told = if body.words.tokens.is_empty() { subject } else { body };
    let foreign = told.words.english * 7 < told.words.tokens.len();
    // Scripts without spaces may count as one word.
    let script = told.words.tokens.len() < 5 && !told.text.is_ascii();
    (foreign || script).then(|| super::language::of(told.text)).flatten()
}

fn begins_with(subject: &str, marks: &[&str]) -> bool {
    let subject = subject.trim_start();
    marks
        .iter()
        .any(|mark| subject.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
}

/// As much of a text as expressions look at.
pub fn clipped(text: &str) -> &str {
    let most = super::text::MAX_CHARS;
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}
