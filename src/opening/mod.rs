//! What comes back: a file that once left, read as the plan that it is or that it carries.
//!
//! In: the bytes of a plan file, of a Word file or of a web page.
//! Out: the [`Saved`] plan, and what carried it; or a plain reason why not.
//! Never: reads what was written around a plan; unpacks more than a plan may hold; stops on any bytes.

use crate::archive::parts;
use crate::export::{PLAN_ID, PLAN_NAMESPACE};
use crate::plan::{MOST_BYTES, MOST_FILE_BYTES, OpenError, Saved};

/// What a plan came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// The plan file itself.
    PlanFile,
    /// A Word file, which carries the plan as a part of its own.
    Word,
    /// A web page, which carries the plan as a block of data.
    WebPage,
}

impl Carrier {
    /// What it is called within a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Carrier::PlanFile => "plan file",
            Carrier::Word => "Word file",
            Carrier::WebPage => "web page",
        }
    }

    /// What a person must know of a plan that came in it; empty where that is nothing.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Carrier::PlanFile => "",
            Carrier::Word => {
                "This is the plan that the Word file carries. Changes that were made in Word are not read: make them here too."
            }
            Carrier::WebPage => {
                "This is the plan that the web page carries. Changes that were made to the page itself are not read."
            }
        }
    }
}

/// What reads a file: [`open`], for who is given it and does not hold it.
pub type Open = fn(&[u8]) -> Result<(Saved, Carrier), OpenError>;

/// Reads a file: its first bytes tell what it is, and its name is not asked.
///
/// # Errors
/// [`OpenError`], each in words that say what to do.
pub fn open(bytes: &[u8]) -> Result<(Saved, Carrier), OpenError> {
    if bytes.len() > MOST_FILE_BYTES {
        return Err(OpenError::TooLarge);
    }
    let begins = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let (carrier, inside) = if bytes.starts_with(b"PK\x03\x04") {
        (Carrier::Word, in_word(bytes)?)
    } else if begins.starts_with(b"<") {
        (Carrier::WebPage, in_page(bytes))
    } else {
        return of_text(bytes).map(|saved| (saved, Carrier::PlanFile));
    };
    let inside = inside.ok_or(OpenError::NoPlan(carrier.name()))?;
    Ok((Saved::from_text(&inside)?, carrier))
}

/// A plan file. One that is too long, or whose bytes are no text, is refused as itself.
fn of_text(bytes: &[u8]) -> Result<Saved, OpenError> {
    match core::str::from_utf8(bytes) {
        Ok(text) => Saved::from_text(text),
        Err(fault) if bytes.len() <= MOST_BYTES => {
            // What stands before the fault tells whose file it is, as far as it goes.
            let (before, _) = bytes.split_at(fault.valid_up_to());
            Err(match Saved::from_text(core::str::from_utf8(before).unwrap_or_default()) {
                Err(OpenError::Damaged(_)) => OpenError::Damaged("it holds a letter that is none".to_owned()),
                _ => OpenError::NotAPlan,
            })
        }
        Err(_) => Err(OpenError::TooLarge),
    }
}

/// The plan in a Word file. Whoever has saved the file since may have given its part another name.
fn in_word(bytes: &[u8]) -> Result<Option<String>, OpenError> {
    let broken = || OpenError::Broken(Carrier::Word.name());
    // So that many parts, each as large as it may be, are not unpacked one after another.
    let mut left = 4 * MOST_BYTES;
    let mut is_word = false;
    for part in parts(bytes).ok_or_else(broken)? {
        is_word |= part.name.starts_with("word/");
        let may_be = part.name.starts_with("customXml/") && part.name.ends_with(".xml") && part.size <= left;
        if !may_be {
            continue;
        }
        left -= part.size;
        let xml = part.open(MOST_BYTES).ok_or_else(broken)?;
        if let Some(inside) = after(&xml, PLAN_NAMESPACE.as_bytes()) {
            return Ok(Some(inside));
        }
    }
    // Many kinds of file are an archive.
    if is_word { Ok(None) } else { Err(OpenError::NotAPlan) }
}

/// The plan in a web page.
fn in_page(mut bytes: &[u8]) -> Option<String> {
    loop {
        let at = find(bytes, b"<script")?;
        bytes = bytes.get(at + 1..)?;
        let tag = bytes.get(..find(bytes, b">")?)?;
        if find(tag, PLAN_ID.as_bytes()).is_some() {
            return after(bytes, PLAN_ID.as_bytes());
        }
    }
}

/// The text of the element whose tag has this mark. A plan is written there in plain letters, with no mark of XML or
/// HTML in it; only its quotation marks may have been changed by whoever has saved the file since.
fn after(bytes: &[u8], mark: &[u8]) -> Option<String> {
    let rest = bytes.get(find(bytes, mark)?..)?;
    let rest = rest.get(find(rest, b">")? + 1..)?;
    let inside = core::str::from_utf8(rest.get(..find(rest, b"<")?)?).ok()?.trim();
    let mut text = inside.to_owned();
    for (written, letter) in [("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&#39;", "'")] {
        if text.contains(written) {
            text = text.replace(written, letter);
        }
    }
    (!text.is_empty()).then_some(text)
}

/// Where some bytes first stand within others.
fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window.eq_ignore_ascii_case(what))
}
