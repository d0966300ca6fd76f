//! A document as Markdown, in the dialect of GitHub: tables and footnotes.
//!
//! In: a [`Document`].
//! Out: its text.
//! Never: lets a text become a mark.

use super::{fit, leads_to_the_web};
use crate::document::{Block, Document, Section, Span};

/// The bytes of the file.
pub(super) fn file(document: &Document) -> Vec<u8> {
    let mut out = String::from("# ");
    words(&mut out, &document.title, false);
    out.push_str("\n\n");
    words(&mut out, &document.subtitle, true);
    out.push('\n');
    for section in &document.sections {
        part(&mut out, section, 2);
    }
    if !document.notes.is_empty() {
        out.push('\n');
    }
    for (at, note) in document.notes.iter().enumerate() {
        mark(&mut out, at + 1);
        out.push_str(": ");
        spans(&mut out, note, true);
        out.push('\n');
    }
    out.push_str("\n---\n\n");
    words(&mut out, &document.foot, true);
    out.push('\n');
    out.into_bytes()
}

fn part(out: &mut String, section: &Section, level: usize) {
    out.push('\n');
    for _ in 0..level.min(6) {
        out.push('#');
    }
    out.push(' ');
    words(out, &section.heading, false);
    out.push('\n');
    let mut after_list = false;
    for block in &section.blocks {
        // Two lists that touch would become one: a comment that shows nothing keeps them apart.
        let list_again = after_list && matches!(block, Block::List { .. });
        out.push_str(if list_again { "\n<!-- -->\n\n" } else { "\n" });
        after_list = matches!(block, Block::List { .. });
        match block {
            Block::Paragraph(line) => {
                spans(out, line, true);
                out.push('\n');
            }
            Block::List { numbered, items } => list(out, *numbered, items),
            Block::Table { caption, head, rows } => table(out, caption, head, rows),
            Block::Chart(_) => {}
        }
    }
    for section in &section.sections {
        part(out, section, level + 1);
    }
}

fn list(out: &mut String, numbered: bool, items: &[Vec<Span>]) {
    for (at, item) in items.iter().enumerate() {
        if numbered {
            out.push_str(&(at + 1).to_string());
            out.push_str(". ");
        } else {
            out.push_str("- ");
        }
        spans(out, item, true);
        out.push('\n');
    }
}

fn table(out: &mut String, caption: &str, head: &[String], rows: &[Vec<Vec<Span>>]) {
    strong(out, caption);
    out.push_str("\n\n|");
    for cell in head {
        out.push(' ');
        words(out, cell, true);
        out.push_str(" |");
    }
    out.push_str("\n|");
    for _ in head {
        out.push_str(" --- |");
    }
    out.push('\n');
    for row in rows {
        out.push('|');
        for cell in row {
            out.push(' ');
            spans(out, cell, true);
            out.push_str(" |");
        }
        out.push('\n');
    }
}

fn spans(out: &mut String, list: &[Span], mut opens: bool) {
    for span in list {
        match span {
            Span::Text(text) => words(out, text, opens),
            Span::Strong(text) => strong(out, text),
            Span::Link { text, to } if leads_to_the_web(to) => {
                out.push('[');
                words(out, text, false);
                out.push_str("](<");
                for c in fit(to) {
                    match c {
                        '<' => out.push_str("%3C"),
                        '>' => out.push_str("%3E"),
                        '\\' => out.push_str("%5C"),
                        '|' => out.push_str("%7C"),
                        ' ' => out.push_str("%20"),
                        c => out.push(c),
                    }
                }
                out.push_str(">)");
            }
            Span::Link { text, .. } => words(out, text, opens),
            Span::Note(no) => mark(out, usize::from(*no)),
        }
        opens = false;
    }
}

fn mark(out: &mut String, no: usize) {
    out.push_str("[^");
    out.push_str(&no.to_string());
    out.push(']');
}

/// Strong text; its marks must touch it.
fn strong(out: &mut String, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        out.push_str("**");
        words(out, text, false);
        out.push_str("**");
    }
}

/// Plain words. At the opening of a line, what would begin a heading, a list, a quotation or a rule is escaped too.
fn words(out: &mut String, text: &str, opens: bool) {
    let mut number = opens;
    let mut first = opens;
    let mut list = fit(text).peekable();
    if opens {
        while list.next_if_eq(&' ').is_some() {}
    }
    while let Some(c) = list.next() {
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '#' => true,
            '&' => list.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            '+' | '-' | '=' | ':' => first,
            '.' | ')' => number && !first,
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        number &= c.is_ascii_digit();
        first = false;
    }
}
