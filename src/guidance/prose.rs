//! How plainly the content is written: the length of its sentences and the years of school they ask for.
//!
//! `build.rs` and the tests compile this file; the planner itself never reads TOML.

use super::reading::sentences;

/// Names of laws, standards and bodies: nobody can write them shorter, so each counts as one short word.
const NAMES: [&str; 33] = [
    "accessible information standard",
    "british sign language",
    "care quality commission",
    "clinical senate",
    "department of health and social care",
    "equality act 2010",
    "equality act",
    "equality delivery system",
    "foundation trusts",
    "foundation trust",
    "health and care act 2022",
    "health and wellbeing boards",
    "health and wellbeing board",
    "health equity assessment tool",
    "healthwatch england",
    "healthwatch",
    "integrated care boards",
    "integrated care board",
    "integrated care partnerships",
    "integrated care partnership",
    "integrated care systems",
    "integrated care system",
    "national health service act 2006",
    "nhs england",
    "nhs standard contract",
    "patient participation groups",
    "patient participation group",
    "primary care networks",
    "primary care network",
    "provider collaboratives",
    "provider collaborative",
    "provider selection regime",
    "secretary of state",
];

/// The words of some content, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prose {
    /// How many sentences there are.
    pub sentences: usize,
    /// How many words.
    pub words: usize,
    /// The words of the longest sentence.
    pub longest: usize,
    // With every name of a law or a body as one short word.
    plain_words: usize,
    syllables: usize,
}

impl Prose {
    /// Counts the sentences of files of content. What ends with no full stop is a label or a line of a list.
    #[must_use]
    pub fn of(files: &[(String, String)]) -> Self {
        let mut prose = Self::default();
        for (_, text) in files {
            if let Ok(table) = text.parse::<toml::Table>() {
                prose.walk("", &toml::Value::Table(table));
            }
        }
        prose
    }

    fn walk(&mut self, key: &str, value: &toml::Value) {
        match value {
            toml::Value::String(text) if key != "place" && text.ends_with(['.', '?', '!']) => self.add(text),
            toml::Value::Array(list) => list.iter().for_each(|value| self.walk(key, value)),
            toml::Value::Table(table) => table.iter().for_each(|(key, value)| self.walk(key, value)),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        for sentence in sentences(text) {
            let words = sentence.split_whitespace().count();
            self.sentences += 1;
            self.words += words;
            self.longest = self.longest.max(words);
        }
        let plain = NAMES.iter().fold(text.to_lowercase(), |text, name| text.replace(name, "it"));
        for word in plain.split_whitespace() {
            self.plain_words += 1;
            self.syllables += syllables(word);
        }
    }

    /// The mean number of words in a sentence.
    #[must_use]
    pub fn mean_sentence(&self) -> f64 {
        ratio(self.words, self.sentences)
    }

    /// The years of school that it asks for, after Flesch and Kincaid.
    #[must_use]
    pub fn grade(&self) -> f64 {
        0.39 * ratio(self.plain_words, self.sentences) + 11.8 * ratio(self.syllables, self.plain_words) - 15.59
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of words are far below what a float holds exactly")]
fn ratio(of: usize, to: usize) -> f64 {
    of as f64 / to.max(1) as f64
}

/// The syllables of a word, by its vowels: near enough in the mean, though not for each word.
#[must_use]
pub fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if digits > 0 {
        return digits;
    }
    let vowel = |c: char| "aeiouyéè".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        count += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    let mut last = word.chars().rev();
    let [end, second, third] = [last.next(), last.next(), last.next()].map(|c| c.unwrap_or(' '));
    let silent = match (third, second, end) {
        // "made" and "makes", but not "table", "places" or "changes".
        (before, 'l', 'e') => vowel(before),
        (_, before, 'e') => !vowel(before),
        (before, 'e', 's') => !vowel(before) && !"scgzx".contains(before) && !word.ends_with("hes"),
        (before, 'e', 'd') => !vowel(before) && !"td".contains(before),
        _ => false,
    };
    count.saturating_sub(usize::from(silent)).max(1)
}
