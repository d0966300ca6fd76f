//! What leaves.
//!
//! In: a [`Job`]: a plan, how much of it, in which format, and the file that opens again.
//! Out: a [`File`]: a name, a media type, bytes.
//! Never: decides content, calls another exporter, touches the network.

mod calendar;
mod carried;
mod case;
mod csv;
mod docx;
mod html;
mod json;
mod markdown;

pub use carried::{PLAN_ID, PLAN_NAMESPACE};
pub use case::case_file;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::{Kind, Sheet, events, file_name, sheet, write};
use crate::guidance::Term;
use crate::plan::{Plan, Saved};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Job<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The glossary, from which the words that stand in the plan are explained.
    pub terms: &'a [Term],
    /// How much of it.
    pub depth: Kind,
    /// In which format.
    pub format: Format,
    /// The answers and edits it was drafted from: the file that opens again.
    pub saved: &'a Saved,
}

/// A format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A Word file.
    Docx,
    /// A web page in one file.
    Html,
    /// Plain text with Markdown's marks.
    #[serde(rename = "md")]
    Markdown,
    /// A table for a spreadsheet, and which one.
    Csv(Sheet),
    /// The dates of the plan, for a calendar.
    Ics,
    /// The file that opens again in the planner.
    Json,
    /// The web page in parts, as JSON, for a frame that is printed from: title, language, css, body.
    Print,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 9] = [
        Format::Docx,
        Format::Html,
        Format::Markdown,
        Format::Csv(Sheet::Tasks),
        Format::Csv(Sheet::Groups),
        Format::Csv(Sheet::Budget),
        Format::Ics,
        Format::Json,
        Format::Print,
    ];
}

/// A file, ready to be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, with its ending.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why a file could not be made: what happened, and what to try instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportError {
    /// The page could not be made ready to print.
    Print,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ExportError::Print => "The plan could not be made ready to print. Save the web page instead, open it and print it from there. Your plan is kept.",
        })
    }
}

impl std::error::Error for ExportError {}

/// Makes a file. The same job gives the same bytes.
///
/// # Errors
/// [`ExportError`], in words that say what to try instead.
pub fn export(job: &Job<'_>) -> Result<File, ExportError> {
    let document = || write(job.plan, job.terms, job.depth);
    // Only the full plan carries the plan: a page for the public holds nothing that it does not show.
    let carried = || (job.depth == Kind::Full).then(|| carried::text(job.saved));
    let (name, ending, media_type, bytes) = match job.format {
        Format::Docx => {
            let document = document();
            let bytes = docx::file(&document, job.plan.made_on, carried().as_deref());
            let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            (document.name, ".docx", word, bytes)
        }
        Format::Html => {
            let document = document();
            let bytes = html::file(&document, carried().as_deref());
            (document.name, ".html", "text/html;charset=utf-8", bytes)
        }
        Format::Markdown => {
            let document = document();
            let bytes = markdown::file(&document);
            (document.name, ".md", "text/markdown;charset=utf-8", bytes)
        }
        Format::Csv(which) => {
            let sheet = sheet(job.plan, which);
            (file_name(job.plan, sheet.name), ".csv", "text/csv;charset=utf-8", csv::file(&sheet))
        }
        Format::Ics => {
            let bytes = calendar::file(job.plan, &events(job.plan));
            (file_name(job.plan, "dates"), ".ics", "text/calendar;charset=utf-8", bytes)
        }
        Format::Json => (file_name(job.plan, "plan-file"), ".json", "application/json", json::file(job.saved)),
        Format::Print => {
            let document = document();
            let bytes = html::parts(&document).map_err(|_| ExportError::Print)?;
            (document.name, ".print.json", "application/json", bytes)
        }
    };
    Ok(File { name: name + ending, media_type, bytes })
}

/// The characters of a text that may stand in any file: breaks and tabs become spaces; characters that XML forbids are
/// dropped, and so are those that turn the direction of what follows, so that no text reaches beyond its own place.
fn fit(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c => Some(c),
    })
}

/// Whether a link leads to a page on the web.
fn leads_to_the_web(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// Writes a text where marks are read: in XML, in HTML, in a quoted attribute of either.
fn escape(out: &mut String, text: &str) {
    for c in fit(text) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
