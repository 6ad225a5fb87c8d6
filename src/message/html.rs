//! HTML to plain text, as a reader would see it: blocks on lines of their own,
//! table cells parted, quoted mail marked with `>`, with what the markup says of
//! each line. It works on tags as they come, so time is linear however deep a
//! message nests them.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// No more markup than this is read; what a person wrote lies at its start.
const MAX_MARKUP: usize = 2 << 20;

/// The marker that Outlook draws above the mail it quotes, as its plain text
/// has it.
pub const QUOTE_RULE: &str = "________________________________";

use super::html_quotes::{Element, Hint, Mark};

/// HTML as lines of text.
#[derive(Debug, Default)]
pub struct Page {
    /// The text; the same as [`to_text`] gives.
    pub text: String,
    /// What the markup says of each line of the text.
    pub hints: Vec<Hint>,
}

/// Converts HTML to plain text.
pub fn to_text(markup: &str) -> String {
    read(markup).text
}

/// Converts HTML to plain text and tells what its markup says of each line.
pub fn read(markup: &str) -> Page {
    let mut end = markup.len().min(MAX_MARKUP);
    while !markup.is_char_boundary(end) {
        end -= 1;
    }
    let sink = Sink { writer: RefCell::new(Writer::default()) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(markup.get(..end).unwrap_or(markup)));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.writer.into_inner().finish()
}

/// html5ever hands tokens to a shared reference, hence the cell.
struct Sink {
    writer: RefCell<Writer>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut writer = self.writer.borrow_mut();
        match token {
            Token::CharacterTokens(text) => writer.text(&text),
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag => writer.start(&tag),
                TagKind::EndTag => writer.end(&tag.name),
            },
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// A `blockquote`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Indent,
    Quote,
    Cite,
}

#[derive(Default)]
struct Writer {
    out: String,
    line: String,
    space: bool,
    hints: Vec<Hint>,
    /// The open `blockquote`s.
    blocks: Vec<Block>,
    /// How many of them quote, and how many of these a program made.
    quotes: usize,
    cites: usize,
    preformatted: usize,
    /// What is said of the next line only.
    next: Hint,
    /// What is said of every line in an element, and how many of its name are
    /// open inside it.
    region: Option<(Hint, String, usize)>,
    /// The element whose content is not shown, and how many of its name are
    /// open inside it.
    hidden: Option<(String, usize)>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 => self.break_line(),
                // Nothing that a terminal would obey.
                c if c.is_control() && !c.is_whitespace() => {}
                c if self.preformatted > 0 => self.line.push(c),
                // A non-breaking space is a space to a reader.
                c if c.is_whitespace() => self.space = true,
                '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' => {}
                c => {
                    if self.space && !self.line.is_empty() {
                        self.line.push(' ');
                    }
                    self.space = false;
                    self.line.push(c);
                }
            }
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden == name && !tag.self_closing);
            return;
        }
        if hides(tag) {
            self.hidden = Some((name.to_owned(), 1));
            return;
        }
        if let Some((_, element, depth)) = &mut self.region {
            *depth += usize::from(element == name && !tag.self_closing);
        }
        let style = attribute(tag, "style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
        let element = Element {
            name,
            id: attribute(tag, "id").unwrap_or(""),
            class: attribute(tag, "class").unwrap_or(""),
            named: attribute(tag, "name").unwrap_or(""),
            kind: attribute(tag, "type").unwrap_or(""),
            style: &style,
        };
        match name {
            "br" => self.break_line(),
            "blockquote" => {
                self.end_block(true);
                let block = match (element.is_cite(), element.is_indent()) {
                    (true, _) => Block::Cite,
                    (false, true) => Block::Indent,
                    (false, false) => Block::Quote,
                };
                self.quotes += usize::from(block != Block::Indent);
                self.cites += usize::from(block == Block::Cite);
                self.blocks.push(block);
            }
            "pre" | "textarea" => {
                self.end_block(false);
                self.preformatted += 1;
            }
            "td" | "th" => self.space = true,
            "li" => {
                self.end_block(false);
                self.line.push_str("- ");
            }
            "hr" => {
                self.end_block(false);
                let begins = matches!(element.mark(), Some(Mark::Line(Hint::Begins)));
                self.next = if begins { Hint::Begins } else { self.next };
                self.line.push_str(QUOTE_RULE);
                self.break_line();
            }
            _ if is_block(name) => self.end_block(is_paragraph(name)),
            _ => {}
        }
        self.obey(element.mark(), name);
    }

    fn obey(&mut self, mark: Option<Mark>, name: &str) {
        match mark {
            Some(Mark::Line(Hint::Begins)) => {
                self.end_block(true);
                self.next = Hint::Begins;
                if name != "hr" {
                    self.line.push_str(QUOTE_RULE);
                    self.break_line();
                }
            }
            Some(Mark::Line(hint)) if self.region.is_none() => self.next = hint,
            Some(Mark::Whole(hint)) if self.region.is_none() => {
                self.end_block(false);
                self.region = Some((hint, name.to_owned(), 1));
            }
            Some(Mark::Line(_) | Mark::Whole(_)) | None => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match name {
            "blockquote" => {
                self.end_block(true);
                if let Some(block) = self.blocks.pop() {
                    self.quotes -= usize::from(block != Block::Indent);
                    self.cites -= usize::from(block == Block::Cite);
                }
            }
            "pre" | "textarea" => {
                self.end_block(false);
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            _ if is_block(name) => self.end_block(is_paragraph(name)),
            _ => {}
        }
        if let Some((_, element, depth)) = &mut self.region
            && element == name
        {
            *depth -= 1;
            if *depth == 0 {
                self.end_block(false);
                self.region = None;
            }
        }
    }

    /// What the markup says of the line that ends now.
    fn hint(&mut self) -> Hint {
        let cited = if self.cites > 0 { Hint::Cited } else { Hint::Plain };
        let shown = !self.line.trim().is_empty();
        let next = if shown { std::mem::take(&mut self.next) } else { Hint::Plain };
        match (next, &self.region) {
            (Hint::Plain, Some((hint, _, _))) => *hint,
            (Hint::Plain, None) => cited,
            (next, _) => next,
        }
    }

    fn break_line(&mut self) {
        for _ in 0..self.quotes.min(10) {
            self.out.push('>');
        }
        if self.quotes > 0 && !self.line.trim().is_empty() {
            self.out.push(' ');
        }
        self.out.push_str(self.line.trim_end());
        self.out.push('\n');
        let hint = self.hint();
        self.hints.push(hint);
        self.line.clear();
        self.space = false;
    }

    fn end_block(&mut self, paragraph: bool) {
        if !self.line.trim().is_empty() {
            self.break_line();
        }
        self.line.clear();
        self.space = false;
        let wants_gap = paragraph && !self.out.is_empty() && !self.out.ends_with("\n\n");
        if wants_gap && self.quotes == 0 {
            self.out.push('\n');
            self.hints.push(Hint::Plain);
        }
    }

    fn finish(mut self) -> Page {
        self.end_block(false);
        let trimmed = self.out.trim_end();
        let text = trimmed.trim_start_matches('\n');
        let above = trimmed.len() - text.len();
        let hints = self.hints.iter().skip(above).copied().take(text.lines().count()).collect();
        Page { text: text.to_owned(), hints }
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
}

fn hides(tag: &Tag) -> bool {
    if matches!(&*tag.name, "head" | "style" | "script" | "title" | "template" | "noscript") {
        return !tag.self_closing;
    }
    let void = matches!(&*tag.name, "img" | "br" | "hr" | "input" | "meta" | "link" | "col");
    let style = attribute(tag, "style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
    !void && (style.contains("display:none") || style.contains("mso-hide:all"))
}

fn is_block(name: &str) -> bool {
    is_paragraph(name)
        || matches!(
            name,
            "div"
                | "tr"
                | "ul"
                | "ol"
                | "dl"
                | "dt"
                | "dd"
                | "section"
                | "article"
                | "header"
                | "footer"
                | "address"
                | "body"
                | "form"
                | "center"
                | "fieldset"
                | "caption"
                | "li"
        )
}

fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cells_and_items_are_parted() {
        let text = to_text(
            "<p>Case&nbsp;WM-123</p><ul><li>1st Nov<li>8th Nov</ul>\
             <table><tr><td>Name</td><td>Ada</td></tr><tr><td>Postcode</td><td>AB1 2CD</td></tr></table>",
        );
        assert_eq!(text, "Case WM-123\n\n- 1st Nov\n- 8th Nov\n\nName Ada\nPostcode AB1 2CD");
    }

    #[test]
    fn quotes_are_marked_and_hidden_text_left_out() {
        let text = to_text(
            "<head><title>x</title></head><style>p{}</style><div style='display: none'>pre<div>x</div></div>\
             Yes<br>please<blockquote>You wrote<blockquote>older</blockquote></blockquote>",
        );
        assert_eq!(text, "Yes\nplease\n\n> You wrote\n>> older");
    }

    #[test]
    fn ten_thousand_open_tags_cost_no_more_than_their_length() {
        let text = to_text(&format!("{}deep", "<div>".repeat(200_000)));
        assert_eq!(text, "deep");
    }
}
