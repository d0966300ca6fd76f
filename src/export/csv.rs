//! A table for a spreadsheet, as RFC 4180 has it.
//!
//! In: a [`Table`].
//! Out: its bytes: UTF-8, marked as such for Excel, each cell in quotation marks, each line ended by both its marks.
//! Never: lets a text become a formula.

use super::fit;
use crate::document::Table;

/// The bytes of the file.
pub(super) fn file(table: &Table) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    line(&mut out, &mut table.head.iter().copied());
    for row in &table.rows {
        line(&mut out, &mut row.iter().map(String::as_str));
    }
    out.into_bytes()
}

fn line(out: &mut String, cells: &mut dyn Iterator<Item = &str>) {
    for (at, cell) in cells.enumerate() {
        out.push_str(if at == 0 { "\"" } else { ",\"" });
        if is_formula(cell) {
            out.push('\'');
        }
        for letter in fit(cell) {
            if letter == '"' {
                out.push('"');
            }
            out.push(letter);
        }
        out.push('"');
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet could take a text for a formula: by the sign that it begins with, also in its wide form, and
/// after spaces and letters that nobody sees.
fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\0']) {
        return true;
    }
    let unseen = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let first = fit(text).find(|letter| !unseen(*letter));
    matches!(
        first,
        Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫')
    )
}

#[cfg(test)]
mod tests {
    use super::{file, is_formula};
    use crate::document::Table;

    #[test]
    fn cells_are_quoted_and_formulas_are_text() {
        let rows = vec![
            vec!["a \"b\", c".to_owned(), "=1+1".to_owned()],
            vec!["two\nlines".to_owned(), "\u{200b} ＝1".to_owned()],
        ];
        let bytes = file(&Table { name: "tasks", head: vec!["One", "Two"], rows });
        let text = "\u{feff}\"One\",\"Two\"\r\n\"a \"\"b\"\", c\",\"'=1+1\"\r\n\"two lines\",\"'\u{200b} ＝1\"\r\n";
        assert_eq!(String::from_utf8_lossy(&bytes), text);
    }

    #[test]
    fn only_what_could_be_a_formula_is_marked() {
        for text in ["", "a", "3 December", "(b)", "1-2", "a=b", "é", "‘quoted’"] {
            assert!(!is_formula(text), "{text:?}");
        }
        for text in ["=a", " =a", "\t", "\ra", "\0a", "\u{7}=a", "\u{feff}+a", "\u{202e}-a", "\u{a0}@a", "－1"] {
            assert!(is_formula(text), "{text:?}");
        }
    }
}
