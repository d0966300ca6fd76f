//! The content read again as the build reads it, with the examples and expectations that are not packed.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::expect_used, reason = "a test stops where it stands")]

pub use engagement_planner::date;

#[path = "../../src/guidance/entries.rs"]
mod entries;
#[path = "../../src/guidance/model.rs"]
pub mod model;
#[path = "../../src/guidance/prose.rs"]
pub mod prose;
#[path = "../../src/guidance/reading.rs"]
pub mod reading;

use std::path::Path;

/// Every file of content, by name and text.
pub fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guidance/content");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the content folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a file of text"))
        })
        .collect();
    files.sort();
    files
}

/// All of the content.
pub fn content() -> reading::Content {
    reading::read(&files()).expect("the build has read it already")
}
