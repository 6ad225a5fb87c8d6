//! How mail programs mark quoted mail and signatures in HTML: by element, class,
//! id and style. Only what a program writes by itself is taken for a mark;
//! a block that a person indents looks nearly the same.

/// What a mail program says of a line by its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hint {
    /// Nothing.
    #[default]
    Plain,
    /// It stands in a `blockquote` that a program made.
    Cited,
    /// It stands in a block that holds quoted mail without a `blockquote`.
    Quoted,
    /// It may be the line above quoted mail.
    Header,
    /// Quoted mail begins here, with its header fields.
    Begins,
    /// It stands in a signature.
    Signature,
}

/// The attributes that marks are known by.
#[derive(Debug, Clone, Copy)]
pub struct Element<'t> {
    /// Element name, in lower case.
    pub name: &'t str,
    /// `id`.
    pub id: &'t str,
    /// `class`.
    pub class: &'t str,
    /// `name` attribute.
    pub named: &'t str,
    /// `type` attribute.
    pub kind: &'t str,
    /// `style`, without blanks, in lower case.
    pub style: &'t str,
}

/// How far a mark reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The next line only.
    Line(Hint),
    /// Every line of the element.
    Whole(Hint),
}

impl Element<'_> {
    fn has_class(&self, name: &str) -> bool {
        self.class.split_ascii_whitespace().any(|class| {
            // Hotmail puts `ecx`, Outlook `x_` before the classes of others.
            let class = class.strip_prefix("ecx").unwrap_or(class);
            let class = class.strip_prefix("x_").unwrap_or(class);
            class.eq_ignore_ascii_case(name)
        })
    }

    fn has_id(&self, name: &str) -> bool {
        self.id.strip_prefix("x_").unwrap_or(self.id).eq_ignore_ascii_case(name)
    }

    /// What the element marks, if it marks anything.
    pub fn mark(&self) -> Option<Mark> {
        match self.name {
            "div" | "span" | "table" | "section" | "p" => self.mark_of_block(),
            // Hotmail and Zimbra.
            "hr" if self.has_id("stopSpelling") || self.has_id("zwchr") => {
                Some(Mark::Line(Hint::Begins))
            }
            _ => None,
        }
    }

    fn mark_of_block(&self) -> Option<Mark> {
        // Gmail, Thunderbird, Apple Mail, Outlook for phones, Outlook on the web, Proton.
        let is_signature = self.has_class("gmail_signature")
            || self.has_class("moz-signature")
            || self.has_class("protonmail_signature_block")
            || self.has_id("AppleMailSignature")
            || self.has_id("ms-outlook-mobile-signature")
            || self.has_id("Signature");
        if is_signature {
            return Some(Mark::Whole(Hint::Signature));
        }
        if self.name == "span" || self.name == "p" {
            return None;
        }
        // Outlook's desktop and web programs draw a line above the header.
        let begins = self.id.ends_with("divRplyFwdMsg")
            || self.style.contains("border-top:solid#e1e1e1")
            || self.style.contains("border-top:solid#b5c4df");
        if begins {
            return Some(Mark::Line(Hint::Begins));
        }
        // Yahoo, GMX and WEB.DE, AOL.
        let holds_quote = self.has_class("yahoo_quoted")
            || self.named.eq_ignore_ascii_case("quote")
            || self.has_class("aolReplacedBody_quoted");
        if holds_quote {
            return Some(Mark::Whole(Hint::Quoted));
        }
        if self.has_class("gmail_attr") || self.has_class("moz-cite-prefix") {
            return Some(Mark::Whole(Hint::Header));
        }
        // Gmail, Proton, Zoho: the attribution is the first line of the block.
        let begins_with_header = self.has_class("gmail_quote")
            || self.has_class("protonmail_quote")
            || self.has_class("zmail_extra");
        begins_with_header.then_some(Mark::Line(Hint::Header))
    }

    /// Whether a `blockquote` only indents what its sender wrote: Gmail and
    /// Apple Mail write the indent button so.
    pub fn is_indent(&self) -> bool {
        !self.is_cite() && self.style.contains("border:none")
    }

    /// Whether a `blockquote` was made by a program that quotes.
    pub fn is_cite(&self) -> bool {
        self.kind.eq_ignore_ascii_case("cite")
            || self.has_class("gmail_quote")
            || self.has_class("protonmail_quote")
            || self.id.contains("isReplyContent")
            || self.style.contains("border-left:")
    }
}
