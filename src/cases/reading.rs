//! A case, made from the text of its file. Nothing is half read.

use core::fmt;

use super::{Case, MOST};
use crate::answers::{Answer, Answers};
use crate::json::{Fault, Json, Read};

/// The word by which a case file is known.
pub const FORMAT: &str = "engagement-case";
/// The newest shape of a case file that this program writes.
pub const SCHEMA: u32 = 1;
/// The largest case file that is read, in bytes.
pub const MOST_BYTES: usize = 256 * 1024;

/// Why a case cannot be opened: what happened, and what to do. The work in hand is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseError {
    /// It is larger than any case.
    TooLarge,
    /// It is no case file of ours.
    NotACase,
    /// It is ours, but part of it cannot be read; the place of the fault.
    Damaged(String),
    /// It was made by a newer planner.
    Newer(u32),
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CaseError::TooLarge => {
                f.write_str("The file is too large to be a case. Choose a case file, as the planner made it.")
            }
            CaseError::NotACase => f.write_str("This is not a case file. Choose a case file, as the planner made it."),
            CaseError::Damaged(at) => write!(
                f,
                "The file is a case, but part of it cannot be read ({at}). Try an earlier copy. Nothing you have now is lost."
            ),
            CaseError::Newer(schema) => write!(
                f,
                "The case was made by a newer planner (shape {schema}; this one reads up to {SCHEMA}). Ask the intranet’s owner for the newer planner."
            ),
        }
    }
}

/// Whether a file says of itself that it is a case, by its first letters.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    let begins = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let letters = begins.iter().filter(|byte| !byte.is_ascii_whitespace()).take(64).copied().collect::<Vec<u8>>();
    letters.starts_with(b"{\"format\":\"engagement-case\"")
}

impl Case {
    /// Reads the bytes of a case file.
    ///
    /// # Errors
    /// [`CaseError`], each in words that say what to do.
    pub fn open(bytes: &[u8]) -> Result<Self, CaseError> {
        if bytes.len() > MOST_BYTES {
            return Err(CaseError::TooLarge);
        }
        let ours = |at: String| if looks_like(bytes) { CaseError::Damaged(at) } else { CaseError::NotACase };
        let text = core::str::from_utf8(bytes).map_err(|_| ours("it holds a letter that is none".to_owned()))?;
        let text = text.trim_start_matches('\u{feff}').trim();
        let json = Json::of(text).map_err(|at| ours(["it is cut short or changed: ", &at].concat()))?;
        let (Some(Json::Text(format)), Some(&Json::Number(Some(schema)))) = (json.only("format"), json.only("schema"))
        else {
            return Err(ours("it is cut short or changed".to_owned()));
        };
        if format != FORMAT {
            return Err(CaseError::NotACase);
        }
        if schema > SCHEMA {
            return Err(CaseError::Newer(schema));
        }
        if schema == 0 {
            return Err(CaseError::Damaged("its shape has no number".to_owned()));
        }
        let case = Self::read(json).map_err(|fault| {
            CaseError::Damaged(fault.place().unwrap_or_else(|| "a part that is not ours".to_owned()))
        })?;
        match case.lacks() {
            Some(what) => Err(CaseError::Damaged(what.to_owned())),
            None => Ok(case),
        }
    }

    fn read(json: Json) -> Read<Self> {
        let (mut edition, mut title, mut story, mut answers) = (None, None, None, None);
        let mut prompts = Vec::new();
        json.fields(&mut |name, part| {
            match name {
                "format" | "schema" => {}
                "edition" => edition = Some(part.text()?).filter(|name| plain(name)),
                "title" => title = Some(part.text()?),
                "story" => story = Some(part.text()?),
                "prompts" => part.list(&mut |one| {
                    prompts.push(one.text()?);
                    if prompts.len() > MOST.3 { Err(Fault::default()) } else { Ok(()) }
                })?,
                "answers" => {
                    let read = Answers::of(part)?;
                    if let Some((id, _)) = read.iter().find(|(id, answer)| !plain(id) || !is_closed(answer)) {
                        return Err(Fault::missing(if plain(id) { id } else { "" }));
                    }
                    answers = Some(read);
                }
                _ => return Err(Fault::default()),
            }
            Ok(())
        })?;
        Ok(Self {
            edition: edition.ok_or_else(|| Fault::missing("edition"))?,
            title: title.ok_or_else(|| Fault::missing("title"))?,
            story: story.ok_or_else(|| Fault::missing("story"))?,
            prompts,
            answers: answers.ok_or_else(|| Fault::missing("answers"))?,
        })
    }
}

/// Whether a word is made as our names are: it can hold nothing that somebody typed.
fn plain(id: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    !id.is_empty() && id.len() <= 60 && id.bytes().all(letter)
}

/// Whether an answer is made of options alone.
fn is_closed(answer: &Answer) -> bool {
    match answer {
        Answer::On(_) => false,
        Answer::NotSure => true,
        Answer::One(id) => plain(id),
        Answer::Many(ids) => ids.iter().all(|id| plain(id)),
        Answer::Each(degrees) => degrees.iter().all(|(id, _)| plain(id)),
    }
}
