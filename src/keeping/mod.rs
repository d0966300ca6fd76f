//! What is decided about keeping the work safe, and nothing that does it.
//!
//! In: what stands in the browser's storage, what this tab last wrote or read there, the text of the saved file, the time.
//! Out: what to write and whether to; the shelf of kept plans; the steps that can be undone.
//! Never: reads a clock, touches storage, reads a plan.
//!
//! Each plan stands under a key of its own, made by chance. The list of plans is read from the keys, so no second list can
//! disagree with it. Who wrote last is told by a counter and never by a clock, which may be set back.

mod history;

pub use history::History;

/// How the key of each kept plan begins; its id follows.
pub const PLANS: &str = "engagement-planner/2/plan/";
/// How the key begins that says which plan an element has open; the element's own key follows.
pub const OPEN: &str = "engagement-planner/2/open/";
/// How the key of the one plan of an element began, before there were several.
pub const BEFORE: &str = "engagement-planner/1/";

/// The word by which a value of ours is known.
const FORMAT: &str = "engagement-planner-kept";
/// The newest shape of a value that this program writes.
const SCHEMA: u32 = 1;

/// How the work is kept, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keeping {
    /// In this browser, on this computer.
    Here,
    /// In this browser, for this page alone: it stands in a frame of another site.
    Framed,
    /// In this tab alone: it goes with the tab.
    Tab,
    /// Nowhere: the host page turned it off.
    #[default]
    Off,
    /// Nowhere: the browser forbids it.
    Denied,
    /// The latest is not: there is no room.
    Full,
    /// The latest is not: what was read back is not what was written.
    Differs,
    /// Another tab changed the same plan.
    Theirs(Mine),
    /// What was kept has gone: another tab removed it, or somebody cleared it.
    Gone,
}

/// Where this tab's own work is while another tab has the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mine {
    /// The other tab had it, and went on from it.
    Older,
    /// It is kept beside the other, as a copy.
    Beside,
    /// It is in this tab alone.
    Here,
}

impl Keeping {
    /// Whether all of the work is kept, so that another plan may take its place on the page.
    #[must_use]
    pub fn safe(self) -> bool {
        matches!(self, Keeping::Here | Keeping::Framed | Keeping::Tab | Keeping::Theirs(Mine::Older | Mine::Beside))
    }
}

/// A kept plan, as its value says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept<'a> {
    /// Its sum, by which the value after it knows it.
    pub sum: &'a str,
    /// The sum of the value that it took the place of.
    pub after: &'a str,
    /// How many times a plan had been kept in this browser when this was.
    pub revision: u32,
    /// When, as the computer's clock had it: "2026-11-25T10:42".
    pub when: &'a str,
    /// What the plan is called.
    pub title: &'a str,
    /// The text of the saved file.
    pub text: &'a str,
    /// It is as it was written: not cut short, and not changed by anybody else.
    pub whole: bool,
}

/// Why a value under a key of ours is not a kept plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// A newer planner wrote it.
    Newer,
    /// Something else did.
    NotOurs,
}

impl Unread {
    /// What to say to the person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Unread::Newer => {
                "The plan that was kept here was made by a newer planner. It is still in this browser, as it was. Ask the intranet’s owner for the newer planner."
            }
            Unread::NotOurs => {
                "What was kept here is not a plan. It is still in this browser, as it was. If you saved a file, open that."
            }
        }
    }
}

/// The value that is kept: a line that says what it is, then the text of the saved file. `last` is the value that it takes
/// the place of.
#[must_use]
pub fn seal(revision: u32, last: Option<&str>, when: &str, title: &str, text: &str) -> String {
    // A line of its own holds a title: what breaks lines does not.
    let title: String = title.chars().take(200).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let (schema, revision) = (SCHEMA.to_string(), revision.to_string());
    let after = last.and_then(|last| unseal(last).ok()).map_or("-", |last| last.sum);
    let head = [&revision, " ", after, " ", when, " ", &title, "\n", text].concat();
    [FORMAT, " ", &schema, " ", &check(&head), " ", &head].concat()
}

/// Reads a value back.
///
/// # Errors
/// [`Unread`] where it is not a kept plan that this program knows.
pub fn unseal(value: &str) -> Result<Kept<'_>, Unread> {
    let (format, rest) = value.split_once(' ').ok_or(Unread::NotOurs)?;
    let (schema, rest) = rest.split_once(' ').ok_or(Unread::NotOurs)?;
    let schema: u32 = schema.parse().map_err(|_| Unread::NotOurs)?;
    if format != FORMAT || schema == 0 {
        return Err(Unread::NotOurs);
    }
    if schema > SCHEMA {
        return Err(Unread::Newer);
    }
    let (sum, head) = rest.split_once(' ').ok_or(Unread::NotOurs)?;
    let (line, text) = head.split_once('\n').ok_or(Unread::NotOurs)?;
    let mut words = line.splitn(4, ' ');
    let revision = words.next().and_then(|word| word.parse().ok()).ok_or(Unread::NotOurs)?;
    let mut word = || words.next().unwrap_or_default();
    let (after, when, title) = (word(), word(), word());
    Ok(Kept { sum, after, revision, when, title, text, whole: sum == check(head) })
}

/// A sum over a text (FNV-1a), to tell whether it is whole. It guards against accidents, not against people.
fn check(text: &str) -> String {
    let sum = text.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hexadecimal(sum)
}

fn hexadecimal(number: u32) -> String {
    (0..8).rev().filter_map(|place| char::from_digit((number >> (place * 4)) & 15, 16)).collect()
}

/// An id for a plan, from two numbers made by chance. It says nothing of the plan.
#[must_use]
pub fn id(chance: [u32; 2]) -> String {
    [hexadecimal(chance[0]), hexadecimal(chance[1])].concat()
}

/// What to do with work that is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is kept already.
    Nothing,
    /// Write it, with this revision.
    Write(u32),
    /// Another tab has written the very same work: what stands there is taken as read.
    Same,
    /// Another tab, or something else, has written since this tab last did: nothing may be overwritten.
    Theirs,
    /// What this tab wrote has gone: it is not brought back unasked.
    Gone,
    /// Something stands under a key that this tab has never used: take another key.
    Taken,
}

/// Decides what to do, given what stands under the key now, what this tab last wrote or read there, the text of the
/// work, and the highest revision that this tab has seen.
///
/// Whole values are compared, and not their revisions alone: two tabs that write at the very same time make the same
/// revision of two texts.
#[must_use]
pub fn next(stored: Option<&str>, last: Option<&str>, text: &str, highest: u32) -> Next {
    match (stored, last) {
        (None, None) => Next::Write(highest.saturating_add(1)),
        (Some(_), None) => Next::Taken,
        (None, Some(_)) => Next::Gone,
        (Some(stored), Some(last)) if stored != last => match unseal(stored) {
            Ok(kept) if kept.whole && kept.text == text => Next::Same,
            _ => Next::Theirs,
        },
        (Some(stored), Some(_)) => match unseal(stored) {
            Ok(kept) if kept.whole && kept.text == text => Next::Nothing,
            Ok(kept) => Next::Write(kept.revision.max(highest).saturating_add(1)),
            // What this tab wrote was not kept as it was written.
            Err(_) => Next::Write(highest.saturating_add(1)),
        },
    }
}

/// Whether what stands there took the place of this tab's own work knowingly, and this tab has nothing newer: then
/// nothing is to be kept beside it.
#[must_use]
pub fn went_on(stored: &str, last: Option<&str>, text: &str) -> bool {
    match (unseal(stored), last.map(unseal)) {
        (Ok(stored), Some(Ok(last))) => stored.whole && stored.after == last.sum && last.text == text,
        _ => false,
    }
}

/// A plan on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Its id.
    pub id: String,
    /// What it is called; empty where it has no name yet.
    pub title: String,
    /// When it was last kept: "2026-11-25T10:42".
    pub when: String,
    /// Its revision.
    pub revision: u32,
    /// Why it cannot be opened, where it cannot.
    pub unread: Option<Unread>,
}

/// The shelf: every kept plan, the one that was kept last first. It takes each key with its value.
#[must_use]
pub fn shelf(kept: &[(String, String)]) -> Vec<Shelved> {
    let one = |(key, value): &(String, String)| {
        let id = key.strip_prefix(PLANS)?.to_owned();
        Some(match unseal(value) {
            Ok(Kept { revision, when, title, .. }) => {
                Shelved { id, title: title.to_owned(), when: when.to_owned(), revision, unread: None }
            }
            Err(unread) => Shelved { id, title: String::new(), when: String::new(), revision: 0, unread: Some(unread) },
        })
    };
    let mut list: Vec<Shelved> = kept.iter().filter_map(one).collect();
    crate::order::sort_by_key(&mut list, |one| (u32::MAX - one.revision, one.id.clone()));
    list
}
