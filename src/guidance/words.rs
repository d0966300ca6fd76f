//! Which words of the glossary stand in a text.

use super::Term;

/// The terms that stand in a text by their own name or another, in the order of the glossary. A term counts as a whole
/// word, in capitals or not, in the singular or with an `s`. Only letters of the alphabet are told apart: the glossary has
/// no others, and tables of the world's letters weigh more than the glossary.
#[must_use]
pub fn terms_in<'t>(terms: &'t [Term], text: &str) -> Vec<&'t Term> {
    let text = text.to_ascii_lowercase();
    let names = |term: &'t Term| core::iter::once(&term.term).chain(&term.also_called);
    let said =
        |term: &&'t Term| names(term).any(|name| stands_in(text.as_bytes(), name.to_ascii_lowercase().as_bytes()));
    terms.iter().filter(said).collect()
}

/// Whether a name stands in a text as a whole word; both in small letters.
fn stands_in(text: &[u8], name: &[u8]) -> bool {
    let letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    text.windows(name.len().max(1)).enumerate().any(|(at, here)| {
        let end = at + name.len();
        let ends = !letter(end) || text[end] == b's' && !letter(end + 1);
        here == name && ends && !at.checked_sub(1).is_some_and(letter)
    })
}
