//! Every word that a rule knows, with what it stands for: one look-up a word is
//! all that reading a text costs, however many rules there are.

use foldhash::HashMap;

use super::inflect;
use super::pattern::{Kind, Matcher};

/// A set of words that phrases ask for, by number.
pub type Symbol = u32;

/// A word or a beginning of words in the dictionary; [`UNKNOWN`] is none.
pub type WordId = u32;

/// The word of no rule.
pub const UNKNOWN: WordId = 0;

/// The symbol of any word at all.
pub const ANY: Symbol = 0;

/// What a word does to those around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Role {
    /// It denies what follows: not, never, without.
    pub denies: bool,
    /// After a denying word it takes the denial back: not only.
    pub lifts: bool,
    /// It opens a clause: but, although.
    pub opens_clause: bool,
    /// It makes its sentence a condition: if, unless.
    pub conditional: bool,
    /// One of the commonest words of English.
    pub english: bool,
}

#[derive(Debug, Clone)]
enum Entry {
    Word(WordId),
    /// Written otherwise, it would be these words: dont, plz.
    Instead(Vec<WordId>),
}

/// Collects words while rules are loaded.
#[derive(Debug, Default)]
pub struct Builder {
    symbols: HashMap<Matcher, Symbol>,
    words: HashMap<String, Vec<Symbol>>,
    prefixes: HashMap<String, Vec<Symbol>>,
    spellings: HashMap<String, Vec<String>>,
}

/// Every word, ready for look-up.
#[derive(Debug, Default)]
pub struct Dictionary {
    entries: HashMap<Box<str>, Entry>,
    prefixes: Vec<(Box<str>, WordId)>,
    /// Where in `prefixes` those with these first two bytes stand.
    starts: HashMap<[u8; 2], (usize, usize)>,
    kinds: Vec<(Kind, WordId)>,
    symbols: Vec<Box<[Symbol]>>,
    roles: Vec<Role>,
}

impl Builder {
    /// The words that are to be read as others, besides the built-in
    /// contractions.
    pub fn new(spellings: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        let built_in = CONTRACTIONS.iter().map(|(short, long)| ((*short).to_owned(), words(long)));
        Self { spellings: built_in.chain(spellings).collect(), ..Self::default() }
    }

    /// The words that a word of a phrase is read as.
    pub fn respelled(&self, word: &str) -> Option<&[String]> {
        self.spellings.get(word).map(Vec::as_slice)
    }

    /// The symbol of a matcher. For [`Matcher::OneOf`], `members` are the
    /// list's single words.
    pub fn symbol(&mut self, matcher: &Matcher, members: &[&Matcher]) -> Symbol {
        if *matcher == Matcher::Any {
            return ANY;
        }
        if let Some(symbol) = self.symbols.get(matcher) {
            return *symbol;
        }
        let symbol = Symbol::try_from(self.symbols.len() + 1).unwrap_or(Symbol::MAX);
        self.symbols.insert(matcher.clone(), symbol);
        self.give(matcher, symbol);
        for member in members {
            self.give(member, symbol);
        }
        symbol
    }

    fn give(&mut self, matcher: &Matcher, symbol: Symbol) {
        let mut add = |word: String| {
            let symbols = self.words.entry(word).or_default();
            if !symbols.contains(&symbol) {
                symbols.push(symbol);
            }
        };
        match matcher {
            Matcher::Plain(word) => inflect::plain(word).into_iter().for_each(add),
            Matcher::Forms(word) => inflect::all(word).into_iter().for_each(add),
            Matcher::Exact(word) => add(word.to_string()),
            Matcher::Prefix(prefix) => {
                self.prefixes.entry(prefix.to_string()).or_default().push(symbol);
            }
            Matcher::Kind(kind) => {
                for (_, words) in Kind::WORDS.iter().filter(|(of, _)| of == kind) {
                    words.split(' ').for_each(|word| add(word.to_owned()));
                }
                // Digits are found by their letters, under this name.
                add(kind_key(*kind).to_owned());
            }
            Matcher::Among(words) => words.iter().for_each(|word| self.give(word, symbol)),
            Matcher::OneOf(_) | Matcher::Any => {}
        }
    }

    /// The number of symbols, [`ANY`] included.
    pub fn symbols(&self) -> usize {
        self.symbols.len() + 1
    }

    /// Ready for look-up. `denying` are the words that deny what follows.
    pub fn finish(mut self, denying: &[String]) -> Dictionary {
        for words in self.spellings.values().flatten() {
            self.words.entry(words.clone()).or_default();
        }
        for word in BUILT_IN.iter().flat_map(|(words, _)| words.split(' ')) {
            self.words.entry(word.to_owned()).or_default();
        }
        for word in denying {
            self.words.entry(word.clone()).or_default();
        }
        let mut dictionary = Dictionary::default();
        dictionary.symbols.push(Box::default());
        dictionary.roles.push(Role::default());
        let words = std::mem::take(&mut self.words);
        for (word, mut symbols) in words {
            symbols.extend(self.of_prefixes(&word));
            if let Some(key) = Kind::of(&word).map(kind_key) {
                symbols.extend(dictionary_symbols(&self.symbols, key));
            }
            symbols.sort_unstable();
            symbols.dedup();
            let id = dictionary.add(symbols, role(&word, denying));
            match Kind::ALL.iter().find(|(_, kind)| kind_key(*kind) == word) {
                Some((_, kind)) => dictionary.kinds.push((*kind, id)),
                None => drop(dictionary.entries.insert(word.into(), Entry::Word(id))),
            }
        }
        let prefixes: Vec<String> = self.prefixes.keys().cloned().collect();
        for prefix in prefixes {
            let symbols = self.of_prefixes(&prefix);
            let id = dictionary.add(symbols, Role::default());
            dictionary.prefixes.push((prefix.into(), id));
        }
        dictionary.sort_prefixes();
        for (word, instead) in self.spellings {
            let ids: Vec<WordId> = instead.iter().map(|word| dictionary.plain(word)).collect();
            dictionary.entries.insert(word.into(), Entry::Instead(ids));
        }
        dictionary
    }

    /// The symbols of every prefix that a word begins with.
    fn of_prefixes(&self, word: &str) -> Vec<Symbol> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut symbols: Vec<Symbol> =
            ends.filter_map(|end| self.prefixes.get(word.get(..end)?)).flatten().copied().collect();
        symbols.sort_unstable();
        symbols.dedup();
        symbols
    }
}

fn dictionary_symbols(symbols: &HashMap<Matcher, Symbol>, key: &str) -> Vec<Symbol> {
    let of_kind = |(matcher, _): &(&Matcher, &Symbol)| matches!(matcher, Matcher::Kind(kind) if kind_key(*kind) == key);
    symbols.iter().filter(of_kind).map(|(_, symbol)| *symbol).collect()
}

/// A name that no word of a text can have.
fn kind_key(kind: Kind) -> &'static str {
    Kind::ALL.iter().find(|(_, other)| *other == kind).map_or("<>", |(name, _)| name)
}

impl Dictionary {
    fn add(&mut self, symbols: Vec<Symbol>, role: Role) -> WordId {
        self.symbols.push(symbols.into());
        self.roles.push(role);
        WordId::try_from(self.symbols.len() - 1).unwrap_or(UNKNOWN)
    }

    fn sort_prefixes(&mut self) {
        // Longer ones first: the longest knows the symbols of all shorter ones.
        self.prefixes.sort_by(|(a, _), (b, _)| {
            first_two(a).cmp(&first_two(b)).then(b.len().cmp(&a.len())).then(a.cmp(b))
        });
        for (at, (prefix, _)) in self.prefixes.iter().enumerate() {
            let Some(key) = first_two(prefix) else { continue };
            self.starts.entry(key).or_insert((at, at)).1 = at + 1;
        }
    }

    /// What a word of a text is; several when it is written otherwise.
    pub fn look_up(&self, word: &str, mut found: impl FnMut(WordId)) {
        match self.entries.get(word) {
            Some(Entry::Word(id)) => found(*id),
            Some(Entry::Instead(ids)) => ids.iter().for_each(|id| found(*id)),
            None => found(self.by_letters(word)),
        }
    }

    fn plain(&self, word: &str) -> WordId {
        match self.entries.get(word) {
            Some(Entry::Word(id)) => *id,
            _ => self.by_letters(word),
        }
    }

    fn by_letters(&self, word: &str) -> WordId {
        if let Some(kind) = Kind::of(word) {
            let known = self.kinds.iter().find(|(of, _)| *of == kind);
            if let Some((_, id)) = known {
                return *id;
            }
        }
        let range = first_two(word).and_then(|key| self.starts.get(&key)).copied();
        let (from, to) = range.unwrap_or_default();
        let prefixes = self.prefixes.get(from..to).unwrap_or_default();
        let found = prefixes.iter().find(|(prefix, _)| word.starts_with(prefix.as_ref()));
        found.map_or(UNKNOWN, |(_, id)| *id)
    }

    /// The symbols that a word stands for.
    pub fn symbols(&self, word: WordId) -> &[Symbol] {
        self.symbols.get(word as usize).map_or(&[], |symbols| symbols)
    }

    /// What a word does to those around it.
    pub fn role(&self, word: WordId) -> Role {
        self.roles.get(word as usize).copied().unwrap_or_default()
    }
}

fn first_two(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().first_chunk().copied()
}

/// The words that deny what follows, unless `[lists] denying` says otherwise.
pub const DENYING: &str = "not no never without nor neither hardly barely scarcely nobody none \
                           nothing stopped refuse refused refuses failed fails lack lacks \
                           lacking";

fn role(word: &str, denying: &[String]) -> Role {
    let is = |group: &str| {
        BUILT_IN.iter().any(|(words, name)| *name == group && words.split(' ').any(|w| w == word))
    };
    Role {
        denies: denying.iter().any(|other| other == word),
        lifts: is("lifts"),
        opens_clause: is("opens"),
        conditional: is("conditional"),
        english: is("english"),
    }
}

const BUILT_IN: [(&str, &str); 4] = [
    ("only just merely simply doubt", "lifts"),
    ("but although though however because yet whereas while whilst until", "opens"),
    ("if unless otherwise", "conditional"),
    (
        "the be to of and a in that have i it for not on with he as you do at this but his by from \
         they we say her she or an will my one all would there their what so up out if about who \
         get which go me when make can like time no just him know take into your some could them \
         see other than then now only come its over also back after use how our work first well \
         way even new want because any these give us is are was were been has had did does am \
         please thank thanks hello hi dear sorry yes very still more off again being since before \
         every nothing dont",
        "english",
    ),
];

/// Contractions, with the apostrophe already gone; those whose short form is a
/// word of its own ("ill", "well", "were") are told by their apostrophe.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("dont", "do not"),
    ("doesnt", "does not"),
    ("didnt", "did not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    ("aint", "is not"),
    ("wasnt", "was not"),
    ("werent", "were not"),
    ("hasnt", "has not"),
    ("havent", "have not"),
    ("hadnt", "had not"),
    ("cant", "can not"),
    ("cannot", "can not"),
    ("couldnt", "could not"),
    ("shouldnt", "should not"),
    ("wouldnt", "would not"),
    ("wont", "will not"),
    ("mustnt", "must not"),
    ("neednt", "need not"),
    ("im", "i am"),
    ("ive", "i have"),
    ("weve", "we have"),
    ("youve", "you have"),
    ("theyve", "they have"),
    ("youre", "you are"),
    ("theyre", "they are"),
    ("youll", "you will"),
    ("theyll", "they will"),
    ("noone", "no one"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(dictionary: &Dictionary, word: &str) -> Vec<Vec<Symbol>> {
        let mut all = Vec::new();
        dictionary.look_up(word, |id| all.push(dictionary.symbols(id).to_vec()));
        all
    }

    #[test]
    fn a_word_stands_for_all_that_ask_for_it() {
        let mut builder = Builder::new([("plz".to_owned(), vec!["please".to_owned()])]);
        let bin = builder.symbol(&Matcher::Plain("bin".into()), &[]);
        let report = builder.symbol(&Matcher::Forms("report".into()), &[]);
        let rep = builder.symbol(&Matcher::Prefix("rep".into()), &[]);
        let repair = builder.symbol(&Matcher::Prefix("repair".into()), &[]);
        let number = builder.symbol(&Matcher::Kind(Kind::Number), &[]);
        let please = builder.symbol(&Matcher::Plain("please".into()), &[]);
        let either = builder.symbol(
            &Matcher::OneOf("either".into()),
            &[&Matcher::Plain("bin".into()), &Matcher::Prefix("repair".into())],
        );
        let dictionary = builder.finish(&[]);
        assert_eq!(found(&dictionary, "bins"), [vec![bin, either]]);
        assert_eq!(found(&dictionary, "reported"), [vec![report, rep]]);
        assert_eq!(found(&dictionary, "repairman"), [vec![rep, repair, either]]);
        assert_eq!(found(&dictionary, "12"), [vec![number]]);
        assert_eq!(found(&dictionary, "three"), [vec![number]]);
        assert_eq!(found(&dictionary, "plz"), [vec![please]]);
        assert_eq!(found(&dictionary, "didnt").len(), 2);
        assert_eq!(found(&dictionary, "xyzzy"), [Vec::<Symbol>::new()]);
    }
}
