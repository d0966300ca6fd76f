//! What in a person's own words could tell who a case is about: what may point to one person, addresses, numbers, words
//! with a capital letter. It would rather ask once too often than miss one: this is asked once, before a room sees it.

use crate::guidance::{Guidance, Handbook};
use crate::personal::{Personal, found};

/// What stands where something was taken out.
pub const OUT: &str = "[left out]";

/// Something that is put to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// It, as it was typed.
    pub text: String,
    /// Why it is asked about.
    pub kind: Kind,
    /// The words around the first place where it stands.
    pub within: String,
    /// In how many places it stands.
    pub places: usize,
}

/// Why something is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It may point to one person.
    Personal(Personal),
    /// It is an address on the web, or a name there.
    Web,
    /// It is an address.
    Address,
    /// It is a day or a month.
    Day,
    /// It holds a figure.
    Number,
    /// It has a capital letter.
    Capital,
}

impl Kind {
    /// What it may be, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Kind::Personal(kind) => kind.name(),
            Kind::Web => "a web or e-mail address",
            Kind::Address => "an address",
            Kind::Day => "a day or a month",
            Kind::Number => "a number",
            Kind::Capital => "a name",
        }
    }
}

/// What the person said of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// It, as it was typed.
    pub text: String,
    /// It stays in; otherwise it is taken out.
    pub keep: bool,
}

/// Something found in a text: from here to there.
struct Span {
    from: usize,
    to: usize,
    kind: Kind,
}

/// Names that everybody knows, and that tell of nobody.
const KNOWN: &str = " I NHS GP GPs ICB ICBs NICE CQC UK England English British Gypsy Roma Traveller Travellers Deaf Healthwatch Equality Act Secretary State Parliament LGBT LGBTQ ";
/// Words that are names of people too: they are asked about even where a sentence begins with them.
const NAMES: &str = " Will Mark Grace Hope Joy Faith Dawn Rose Rosemary Bill Jack Pat Sue Rob Frank Grant Dean Young King Bishop Cook Baker Carter Hunt Hill Wood Woods Field Green Brown White Black Gray Grey Long Short Small Little Rich Price Pearl Ruby Amber Olive Iris Ivy Daisy Lily Violet Heather Holly Hazel Summer Autumn Winter Chase Miles Art Ray Guy Drew Jean Josh Chance Victor Earl Duke Abbey Bath Reading Hall Park Street Church Ward Marsh Moor Ford Bridges Walker Day Best Love Hand Head Foot Page Parish Parker Pope Potter Sharp Stone Swift Wise Cross Major Noble Power Speed Waters Wells West North East South Gardener Fisher Mason Miller Porter Shepherd Smith Taylor Turner Weaver ";
/// Words that end with a full stop and no sentence with it.
const TITLES: &str = " Mr Mrs Ms Miss Mx Dr Prof Rev St Sir ";
/// Common words that the content does not happen to hold.
const COMMON: &str = " a an and as at but by for from he her hers him his how if in is it its me my no nobody not now of on once one or our perhaps she so some somebody that the their them then there these they this those to today we what when where which while who why with yes you your yesterday tomorrow everybody everyone someone several last next last soon later meanwhile also after before since until during because although though however ";
const DAYS: &str = " january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday ";
const STREETS: &str = " street road lane avenue crescent terrace ";

fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Everything in these texts to be asked about, each once: what may point to one person first. What is kept is not asked.
pub(super) fn asks(texts: &mut dyn Iterator<Item = &String>, g: &Guidance, book: &Handbook, kept: &[&str]) -> Vec<Ask> {
    let mut list: Vec<Ask> = Vec::new();
    for text in texts {
        for span in spans(text, g, book, kept) {
            let word = &text[span.from..span.to];
            match list.iter_mut().find(|ask| ask.text == word) {
                Some(ask) => ask.places += 1,
                None => {
                    list.push(Ask { text: word.to_owned(), kind: span.kind, within: around(text, &span), places: 1 })
                }
            }
        }
    }
    let (mut first, rest): (Vec<Ask>, Vec<Ask>) =
        list.into_iter().partition(|ask| matches!(ask.kind, Kind::Personal(_)));
    first.extend(rest);
    first
}

/// A text without what was said to be taken out.
pub(super) fn without(text: &str, g: &Guidance, book: &Handbook, said: &[Said]) -> String {
    let kept: Vec<&str> = said.iter().filter(|one| one.keep).map(|one| one.text.as_str()).collect();
    let mut now = String::new();
    let mut at = 0;
    for span in spans(text, g, book, &kept) {
        if said.iter().any(|one| !one.keep && one.text == text[span.from..span.to]) {
            now.push_str(&text[at..span.from]);
            now.push_str(OUT);
            at = span.to;
        }
    }
    now.push_str(&text[at..]);
    now
}

/// Some words on both sides, so that a person knows the place.
fn around(text: &str, span: &Span) -> String {
    let mut from = span.from.saturating_sub(40);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (span.to + 40).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    if from > 0 {
        from += text[from..span.from].find(char::is_whitespace).unwrap_or(0);
    }
    if to < text.len() {
        to = span.to + text[span.to..to].rfind(char::is_whitespace).unwrap_or(to - span.to);
    }
    let dots = |cut: bool| if cut { "…" } else { "" };
    [dots(from > 0), text[from..to].trim(), dots(to < text.len())].concat()
}

/// What is found in a text, in order; nothing twice.
fn spans(text: &str, g: &Guidance, book: &Handbook, kept: &[&str]) -> Vec<Span> {
    let pieces = pieces(text);
    let mut list = Vec::new();
    if !found(text).is_empty() {
        personal(text, &pieces, &mut list);
    }
    for &(from, to) in &pieces {
        let piece = &text[from..to];
        if piece.contains('@') || piece.contains("://") || piece.to_ascii_lowercase().contains("www.") {
            add(&mut list, from, to, Kind::Web);
        }
    }
    let tokens = tokens(text);
    for (at, &(from, to)) in tokens.iter().enumerate() {
        if text[from..to].starts_with(char::is_numeric) {
            let street = tokens.iter().skip(at + 1).take(4);
            let street = street.take_while(|(next, _)| !text[to..*next].contains(['.', ';', '\n', '[']));
            let end = street.filter(|(from, to)| has(STREETS, &text[*from..*to].to_ascii_lowercase())).last();
            if let Some(&(_, end)) = end {
                add(&mut list, from, end, Kind::Address);
            }
        }
    }
    for (at, &(from, to)) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| tokens[before]);
        if let Some(kind) = kind_of(text, (from, to), before, g, book) {
            add(&mut list, from, to, kind);
        }
    }
    // What is kept has its place in the list until here, so that what stands inside it is not asked about.
    list.retain(|span| !kept.contains(&&text[span.from..span.to]));
    list
}

/// Adds what is found in its place, where nothing else was found there.
fn add(list: &mut Vec<Span>, from: usize, to: usize, kind: Kind) {
    if list.iter().all(|span| to <= span.from || span.to <= from) {
        let at = list.iter().take_while(|span| span.from < from).count();
        list.insert(at, Span { from, to, kind });
    }
}

/// What may point to one person: the fewest pieces side by side in which it is found.
fn personal(text: &str, pieces: &[(usize, usize)], list: &mut Vec<Span>) {
    let mut free = 0;
    for end in 0..pieces.len() {
        for begin in (free.max(end.saturating_sub(6))..=end).rev() {
            let (from, to) = (pieces[begin].0, pieces[end].1);
            if let Some(kind) = found(&text[from..to]).first() {
                add(list, from, to, Kind::Personal(*kind));
                free = end + 1;
                break;
            }
        }
    }
}

/// The pieces between blanks, without the marks around them.
fn pieces(text: &str) -> Vec<(usize, usize)> {
    let mut list = Vec::new();
    let mut at = 0;
    for raw in text.split_inclusive(char::is_whitespace) {
        let mark = |letter: char| !letter.is_alphanumeric() && letter != '+' && letter != '@';
        let begin = raw.trim_start_matches(mark);
        let inner = begin.trim_end_matches(mark);
        if !inner.is_empty() {
            let from = at + raw.len() - begin.len();
            list.push((from, from + inner.len()));
        }
        at += raw.len();
    }
    list
}

/// The words: letters and figures, with an apostrophe inside; the ending of a possessive is no part of one.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut list: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let joins = "'’".contains(letter) && open.is_some() && next.is_some_and(char::is_alphanumeric);
        if letter.is_alphanumeric() || is_mark_on_letter(letter) || joins {
            let from = *open.get_or_insert(at);
            if next.is_none_or(|next| !next.is_alphanumeric() && !is_mark_on_letter(next) && !"'’".contains(next)) {
                list.push((from, at + letter.len_utf8()));
                open = None;
            }
        } else if let Some(from) = open.take() {
            list.push((from, at));
        }
    }
    if let Some(from) = open {
        list.push((from, text.len()));
    }
    for (from, to) in &mut list {
        let word = &text[*from..*to];
        for end in ["'s", "’s", "'", "’"] {
            if let Some(base) = word.strip_suffix(end).filter(|base| !base.is_empty()) {
                *to = *from + base.len();
                break;
            }
        }
    }
    list
}

/// Accents that stand after their letter.
fn is_mark_on_letter(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Why a word is asked about, if it is.
fn kind_of(
    text: &str,
    (from, to): (usize, usize),
    before: Option<(usize, usize)>,
    g: &Guidance,
    book: &Handbook,
) -> Option<Kind> {
    let word = &text[from..to];
    // Letters beyond these stand in no list, and so are asked about.
    let low = word.to_ascii_lowercase();
    let last = before.map_or("", |(from, to)| &text[from..to]);
    if word.contains(char::is_numeric) {
        return Some(Kind::Number);
    }
    if has(DAYS, &low) {
        // In small letters, these two are words like others, but for their place in a date.
        let word_too = matches!(word, "may" | "march");
        let dated = last == "of" || last.contains(char::is_numeric);
        return (!word_too || dated).then_some(Kind::Day);
    }
    if !word.contains(char::is_uppercase) || has(KNOWN, word) {
        return None;
    }
    let rest_is_small = !word.chars().skip(1).any(char::is_uppercase);
    let begins = rest_is_small && begins_sentence(text, from, before);
    if begins && !has(NAMES, word) && (has(COMMON, &low) || is_of_content(&low, g, book)) {
        return None;
    }
    Some(Kind::Capital)
}

/// Whether a sentence, or what is said in quotation marks, begins with the word at this place.
fn begins_sentence(text: &str, from: usize, before: Option<(usize, usize)>) -> bool {
    let Some((word, end)) = before else { return true };
    let between = &text[end..from];
    // "Dr. Young", "J. Young".
    let word = &text[word..end];
    let shortened = between.trim() == "." && (word.chars().count() == 1 || has(TITLES, word));
    !shortened && between.contains(['.', '!', '?', ':', '\n', '“', '"', '‘', '•'])
}

/// Whether the content holds a word, in small letters.
fn is_of_content(word: &str, g: &Guidance, book: &Handbook) -> bool {
    let holds = |text: &String| {
        text.match_indices(word).any(|(at, _)| {
            let letter = |letter: char| letter.is_alphanumeric();
            !text[..at].ends_with(letter) && !text[at + word.len()..].starts_with(letter)
        })
    };
    g.questions.iter().any(|one| holds(&one.ask) || holds(&one.hint) || holds(&one.why))
        || g.questions.iter().flat_map(|one| &one.options).any(|one| holds(&one.label))
        || g.approaches.iter().any(|one| holds(&one.name) || holds(&one.what))
        || book.terms.iter().any(|one| holds(&one.term) || holds(&one.means))
        || book.scenarios.iter().any(|one| holds(&one.story) || holds(&one.teaches))
        || book.rules.iter().any(|one| holds(&one.because))
}
