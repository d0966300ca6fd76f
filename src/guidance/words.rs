//! Which words of the glossary stand in a text.

use super::Term;

/// The terms that stand in a text by their own name or another, in the order of the glossary. A term counts as a whole
/// word, in capitals or not, in the singular or with an `s`.
#[must_use]
pub fn terms_in<'t>(terms: &'t [Term], text: &str) -> Vec<&'t Term> {
    let text = text.to_lowercase();
    let names = |term: &'t Term| core::iter::once(&term.term).chain(&term.also_called);
    terms.iter().filter(|term| names(term).any(|name| stands_in(&text, &name.to_lowercase()))).collect()
}

/// Whether a name stands in a text as a whole word; both in small letters.
fn stands_in(text: &str, name: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name).any(|(at, _)| {
        let rest = &text[at + name.len()..];
        !letter(text[..at].chars().next_back()) && (!letter(rest.chars().next()) || ends_after_s(rest))
    })
}

fn ends_after_s(rest: &str) -> bool {
    rest.strip_prefix('s').is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphanumeric))
}
