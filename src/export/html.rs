//! A document as a web page in one file, and in the parts that a frame prints from.
//!
//! In: a [`Document`]; the plan that the page is to carry, where it carries one.
//! Out: a page that stands alone; or its title, language, style and body as JSON.
//! Never: lets a text become a mark; fetches anything.

use serde::Serialize;

use super::{PLAN_ID, escape, leads_to_the_web};
use crate::document::{Block, Document, Section, Span};
use crate::plan::{Bar, Chart, KEY, day_words};

/// How the page looks on a screen, at any width, and on paper.
const CSS: &str = include_str!("html/page.css");

/// The bytes of the page.
pub(super) fn file(document: &Document, carried: Option<&str>) -> Vec<u8> {
    let mut out = String::from("<!doctype html>\n<html lang=\"");
    escape(&mut out, &document.language);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape(&mut out, &document.title);
    out.push_str("</title>\n<style>\n");
    out.push_str(CSS);
    out.push_str("</style>\n</head>\n<body>\n");
    body(&mut out, document);
    if let Some(plan) = carried {
        // Data, which no browser runs; there is no mark in it that could end it.
        push(&mut out, &["<script type=\"application/json\" id=\"", PLAN_ID, "\">", plan, "</script>\n"]);
    }
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

/// What a frame is filled with.
#[derive(Serialize)]
struct Parts<'d> {
    title: &'d str,
    language: &'d str,
    css: &'static str,
    body: String,
}

/// The parts of the page as JSON.
pub(super) fn parts(document: &Document) -> serde_json::Result<Vec<u8>> {
    let mut inside = String::new();
    body(&mut inside, document);
    serde_json::to_vec(&Parts { title: &document.title, language: &document.language, css: CSS, body: inside })
}

/// The notes marked so far: a note's first mark is the one that it leads back to.
struct Page<'o> {
    out: &'o mut String,
    marked: Vec<u16>,
}

fn body(out: &mut String, document: &Document) {
    let mut page = Page { out, marked: Vec::new() };
    page.out.push_str("<main>\n<h1>");
    escape(page.out, &document.title);
    page.out.push_str("</h1>\n<p class=\"sub\">");
    escape(page.out, &document.subtitle);
    page.out.push_str("</p>\n");
    for section in &document.sections {
        page.part(section, 2);
    }
    if !document.notes.is_empty() {
        page.out.push_str("<section class=\"notes\">\n<h2>Notes</h2>\n<ol>\n");
        for (at, note) in document.notes.iter().enumerate() {
            let no = (at + 1).to_string();
            push(page.out, &["<li id=\"note-", &no, "\">"]);
            page.spans(note);
            push(
                page.out,
                &[
                    " <a class=\"back\" href=\"#mark-",
                    &no,
                    "\">Back<span class=\"hidden\"> to where note ",
                    &no,
                    " is first cited</span></a></li>\n",
                ],
            );
        }
        page.out.push_str("</ol>\n</section>\n");
    }
    page.out.push_str("</main>\n<footer><p>");
    escape(page.out, &document.foot);
    page.out.push_str("</p></footer>\n");
}

impl Page<'_> {
    fn part(&mut self, section: &Section, level: u8) {
        let level = [b'h', b'0' + level.min(6)];
        let tag = core::str::from_utf8(&level).unwrap_or("h6");
        push(self.out, &["<section>\n<", tag, ">"]);
        escape(self.out, &section.heading);
        push(self.out, &["</", tag, ">\n"]);
        for block in &section.blocks {
            match block {
                // A paragraph that is all strong leads to what stands after it.
                Block::Paragraph(line) => {
                    self.out.push_str(if matches!(line.as_slice(), [Span::Strong(_)]) {
                        "<p class=\"lead\">"
                    } else {
                        "<p>"
                    });
                    self.spans(line);
                    self.out.push_str("</p>\n");
                }
                Block::List { numbered, items } => {
                    let tag = if *numbered { "ol" } else { "ul" };
                    push(self.out, &["<", tag, ">\n"]);
                    for item in items {
                        self.out.push_str("<li>");
                        self.spans(item);
                        self.out.push_str("</li>\n");
                    }
                    push(self.out, &["</", tag, ">\n"]);
                }
                Block::Table { caption, head, rows } => self.table(caption, head, rows),
                Block::Chart(chart) => self.chart(chart),
            }
        }
        for section in &section.sections {
            self.part(section, level[1] - b'0' + 1);
        }
        self.out.push_str("</section>\n");
    }

    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<Vec<Span>>]) {
        push(self.out, &["<table class=\"of-", &head.len().to_string(), "\">\n<caption>"]);
        escape(self.out, caption);
        self.out.push_str("</caption>\n<thead><tr>");
        for cell in head {
            self.out.push_str("<th scope=\"col\">");
            escape(self.out, cell);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                self.out.push_str(if at == 0 { "<th scope=\"row\" data-of=\"" } else { "<td data-of=\"" });
                escape(self.out, head.get(at).map_or("", String::as_str));
                self.out.push_str("\">");
                self.spans(cell);
                self.out.push_str(if at == 0 { "</th>" } else { "</td>" });
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    /// A picture of time: a line for each row, in words, with its bar.
    fn chart(&mut self, chart: &Chart) {
        let about = ["Timeline from ", &day_words(chart.from), " to ", &day_words(chart.to)].concat();
        push(
            self.out,
            &["<div class=\"chart\" role=\"img\" aria-label=\"", &about, ". The table after it says the same.\">\n"],
        );
        push(self.out, &["<p>", &about, "</p>\n"]);
        for row in &chart.rows {
            self.out.push_str("<p class=\"row\">");
            escape(self.out, &row.label);
            self.out.push_str("<span>");
            escape(self.out, &row.when);
            self.out.push_str(
                "</span></p>\n<svg viewBox=\"0 0 1000 14\" preserveAspectRatio=\"none\" width=\"100%\" height=\"14\">",
            );
            for bar in chart.bars(row) {
                self.bar(bar);
            }
            self.out.push_str("</svg>\n");
        }
        push(self.out, &["</div>\n<p>", KEY, "</p>\n"]);
    }

    fn bar(&mut self, Bar { look, across: (x, width), down: (y, height) }: Bar) {
        let (x, width, y, height) = (x.to_string(), width.to_string(), y.to_string(), height.to_string());
        let parts = [
            "<rect class=\"",
            look,
            "\" x=\"",
            &x,
            "\" width=\"",
            &width,
            "\" y=\"",
            &y,
            "\" height=\"",
            &height,
            "\"/>",
        ];
        push(self.out, &parts);
    }

    fn spans(&mut self, list: &[Span]) {
        let mut after_mark = false;
        for span in list {
            match span {
                Span::Text(text) => escape(self.out, text),
                Span::Strong(text) => {
                    self.out.push_str("<strong>");
                    escape(self.out, text);
                    self.out.push_str("</strong>");
                }
                Span::Link { text, to } if leads_to_the_web(to) => {
                    self.out.push_str("<a href=\"");
                    escape(self.out, to);
                    self.out.push_str("\">");
                    escape(self.out, text);
                    self.out.push_str("</a>");
                }
                Span::Link { text, .. } => escape(self.out, text),
                Span::Note(no) => self.mark(*no, after_mark),
            }
            after_mark = matches!(span, Span::Note(_));
        }
    }

    fn mark(&mut self, note: u16, after_mark: bool) {
        let no = note.to_string();
        self.out.push_str(if after_mark { "<sup>,<a" } else { "<sup><a" });
        if !self.marked.contains(&note) {
            self.marked.push(note);
            push(self.out, &[" id=\"mark-", &no, "\""]);
        }
        push(self.out, &[" href=\"#note-", &no, "\"><span class=\"hidden\">Note </span>", &no, "</a></sup>"]);
    }
}

fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}
