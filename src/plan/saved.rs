//! The file a person keeps: the source of a plan, never the derived plan.

use std::fmt;

use serde::Serialize;

use super::{Edits, reading};
use crate::answers::Answers;
use crate::json::{Fault, Json, Read};

/// The word by which a file of ours is known.
pub const FORMAT: &str = "engagement-plan";
/// The word by which a case for training is known. It is no plan, and is told from other files.
const CASE: &str = "engagement-case";
/// The newest shape of a saved file that this program writes. The second holds how far each group is affected, groups of
/// the person's own, measures and the record of the impact assessment; a file of the first is a file of the second. The
/// third holds registers, risks, prices and what goes with a sign-off; a file of the second is a file of the third. The
/// fourth names the edition of the local policy; a file of the third is a file of the fourth.
pub const SCHEMA: u32 = 4;
/// The largest text of a plan that is read, in bytes: far more than any plan, far less than a slip of the hand.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The largest file that is read, in bytes: a Word file that carries a plan may have been given pictures since.
pub const MOST_FILE_BYTES: usize = 32 * 1024 * 1024;

/// Answers and edits, with the edition of the rules they were made under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// Always [`FORMAT`].
    pub format: String,
    /// The shape of the file: at most [`SCHEMA`].
    pub schema: u32,
    /// The edition of the rules.
    pub edition: String,
    /// The answers.
    pub answers: Answers,
    /// The edits.
    pub edits: Edits,
}

/// Why a file cannot be opened: what happened, and what to do. The work in hand is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// The part that reads files has not come yet.
    TooEarly,
    /// It is empty.
    Empty,
    /// It could not be read at all.
    Unreadable,
    /// It is larger than any plan.
    TooLarge,
    /// It is not a plan file of ours.
    NotAPlan,
    /// It is a file that could carry a plan, and carries none; what kind of file.
    NoPlan(&'static str),
    /// It is a file that could carry a plan, and is cut short or changed; what kind of file.
    Broken(&'static str),
    /// It is ours, but part of it cannot be read; the place of the fault.
    Damaged(String),
    /// It was made by a newer planner.
    Newer(u32),
    /// It is a case for training, which opens on a page of its own.
    Case,
}

/// What to choose instead.
const CHOOSE: &str = "Choose a file that you saved from the planner: a plan file, whose name ends in .json, or the full plan as a Word file or a web page.";

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::TooEarly => f.write_str("The part that reads plans has not come yet. Check your connection, then try again. Nothing is lost."),
            OpenError::Empty => f.write_str(&["The file is empty. ", CHOOSE].concat()),
            OpenError::Unreadable => f.write_str("The file could not be read. Choose it again, or try a copy of it."),
            OpenError::TooLarge => f.write_str(&["The file is too large to be a plan. ", CHOOSE].concat()),
            OpenError::NotAPlan => f.write_str(&["This is not a plan file. ", CHOOSE].concat()),
            OpenError::NoPlan(kind) => f.write_str(&["This ", kind, " carries no plan: only the full plan does, as the planner made it. ", CHOOSE].concat()),
            OpenError::Broken(kind) => f.write_str(&["The ", kind, " is cut short or changed, and the plan in it cannot be read. Try an earlier copy, or your plan file. Nothing you have now is lost."].concat()),
            OpenError::Damaged(at) => write!(f, "The file is a plan, but part of it cannot be read ({at}). Try an earlier copy, or start a new plan. Nothing you have now is lost."),
            OpenError::Case => f.write_str("This is a case for training. Choose “Open a saved plan” on the first page to see it."),
            OpenError::Newer(schema) => write!(f, "The file was made by a newer planner (shape {schema}; this one reads up to {SCHEMA}). Ask the intranet's owner for the newer planner, or open the file where it was made."),
        }
    }
}

impl Saved {
    /// Answers and edits, ready to be kept.
    #[must_use]
    pub fn new(edition: &str, answers: Answers, edits: Edits) -> Self {
        Self { format: FORMAT.to_owned(), schema: SCHEMA, edition: edition.to_owned(), answers, edits }
    }

    /// The text of the file: JSON, indented, so that a person can read it.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// [`OpenError`], each in words that say what to do.
    pub fn from_text(text: &str) -> Result<Self, OpenError> {
        if text.len() > MOST_BYTES {
            return Err(OpenError::TooLarge);
        }
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(OpenError::Empty);
        }
        let ours = |at: String| if text.contains(FORMAT) { OpenError::Damaged(at) } else { OpenError::NotAPlan };
        let json = Json::of(text).map_err(|at| ours(["it is cut short or changed: ", &at].concat()))?;
        // The head of a file is enough to tell whose it is and how new.
        let (Some(Json::Text(format)), Some(&Json::Number(Some(schema)))) = (json.only("format"), json.only("schema"))
        else {
            return Err(ours("it is cut short or changed".to_owned()));
        };
        if format != FORMAT {
            return Err(if format == CASE { OpenError::Case } else { OpenError::NotAPlan });
        }
        if schema > SCHEMA {
            return Err(OpenError::Newer(schema));
        }
        if schema == 0 {
            return Err(OpenError::Damaged("its shape has no number".to_owned()));
        }
        Self::of(json)
            .map_err(|fault| OpenError::Damaged(fault.place().unwrap_or_else(|| "a part that is not ours".to_owned())))
    }

    fn of(json: Json) -> Read<Self> {
        let (mut edition, mut answers, mut edits) = (None, Answers::default(), Edits::default());
        json.fields(&mut |name, part| {
            match name {
                "format" | "schema" => {}
                "edition" => edition = Some(part.text()?),
                "answers" => answers = Answers::of(part)?,
                "edits" => edits = reading::edits(part)?,
                _ => return Err(Fault::default()),
            }
            Ok(())
        })?;
        Ok(Self::new(&edition.ok_or_else(|| Fault::missing("edition"))?, answers, edits))
    }
}
