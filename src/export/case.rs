//! The file of a case for training.
//!
//! In: a [`Checked`] case, and the day.
//! Out: its [`File`].
//! Never: a case with words in it that nobody was asked about; its type forbids it.

use super::File;
use crate::cases::Checked;
use crate::date::Date;
use crate::document::name_of;

/// The file of a case.
#[must_use]
pub fn case_file(checked: &Checked, today: Date) -> File {
    File {
        name: name_of(&checked.case().title, "case", today) + ".json",
        media_type: "application/json",
        bytes: checked.to_text().into_bytes(),
    }
}
