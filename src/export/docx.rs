//! A document as a Word file: our own parts of Office Open XML.
//!
//! In: a [`Document`] and the day it was made; the plan that the file is to carry, where it carries one.
//! Out: the bytes of the file, the same for the same document.
//! Never: lets a text become a mark; writes a character that XML forbids; paints a table.

use super::{PLAN_NAMESPACE, escape, leads_to_the_web};
use crate::archive::Archive;
use crate::date::Date;
use crate::document::{Block, Document, Section, Span};

/// The parts that are the same in every file.
const FIXED: [(&str, &str); 4] = [
    ("_rels/.rels", include_str!("docx/rels.xml")),
    ("docProps/app.xml", include_str!("docx/app.xml")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
];
const TYPES: &str = include_str!("docx/content_types.xml");
/// What a file that carries a plan has besides: who the part is, and that it belongs to the document. Word and LibreOffice
/// keep such a part when they save the file.
const CARRIES: [(&str, &str); 2] = [
    ("customXml/itemProps1.xml", include_str!("docx/item_props.xml")),
    ("customXml/_rels/item1.xml.rels", include_str!("docx/item_rels.xml")),
];
const CARRIES_TYPE: &str = "<Override PartName=\"/customXml/itemProps1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/></Types>";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The names that a part declares: words and links.
const NAMES: &str = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">";
/// A kind of relationship between parts, without its last word.
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// A mark of a note, in its own style.
const MARK: &str = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
/// The mark of a note cited before. It says of itself that it is raised, for readers that know no styles.
const MARK_AGAIN: &str = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/><w:vertAlign w:val=\"superscript\"/></w:rPr>";
/// The width of the text of an A4 page between its margins, in twentieths of a point.
const WIDTH: usize = 9638;
const MARGIN: &str = "1134";

/// The bytes of the file.
pub(super) fn file(document: &Document, made_on: Date, carried: Option<&str>) -> Vec<u8> {
    let mut body = Part { out: String::new(), links: Vec::new(), noted: Vec::new(), numbered: 1 };
    body.document(document);
    let mut notes = Part { out: String::new(), links: Vec::new(), noted: Vec::new(), numbered: 0 };
    notes.footnotes(document);

    let mut archive = Archive::default();
    let mut types = TYPES.trim_end().to_owned();
    let mut leads_to = PARTS.to_vec();
    if carried.is_some() {
        types.truncate(types.len() - "</Types>".len());
        types.push_str(CARRIES_TYPE);
        leads_to.push(CARRIED_PART);
    }
    archive.add("[Content_Types].xml", &types);
    for (name, text) in FIXED {
        archive.add(name, text);
    }
    if let Some(plan) = carried {
        archive.add("customXml/item1.xml", &[XML, "<plan xmlns=\"", PLAN_NAMESPACE, "\">", plan, "</plan>"].concat());
        for (name, text) in CARRIES {
            archive.add(name, text);
        }
    }
    archive.add("docProps/core.xml", &core_properties(document, made_on));
    archive.add("word/document.xml", &body.out);
    archive.add("word/_rels/document.xml.rels", &relationships(&leads_to, &body.links));
    archive.add("word/numbering.xml", &numbering(body.numbered));
    archive.add("word/footnotes.xml", &notes.out);
    if !notes.links.is_empty() {
        archive.add("word/_rels/footnotes.xml.rels", &relationships(&[], &notes.links));
    }
    archive.add("word/footer1.xml", &footer(document));
    archive.finish()
}

/// The parts that the main part leads to, with the kind of each.
const PARTS: [(&str, &str); 5] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("footnotes", "footnotes.xml"),
    ("settings", "settings.xml"),
    ("footer", "footer1.xml"),
];

/// And the one that carries a plan.
const CARRIED_PART: (&str, &str) = ("customXml", "../customXml/item1.xml");

fn relationships(parts: &[(&str, &str)], links: &[String]) -> String {
    let mut out = String::from(XML);
    out.push_str("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (kind, target) in parts {
        push(&mut out, &["<Relationship Id=\"", kind, "\" Type=\"", KIND, kind, "\" Target=\"", target, "\"/>"]);
    }
    for (at, link) in links.iter().enumerate() {
        push(&mut out, &["<Relationship Id=\"link", &at.to_string(), "\" Type=\"", KIND, "hyperlink\" Target=\""]);
        escape(&mut out, link);
        out.push_str("\" TargetMode=\"External\"/>");
    }
    out.push_str("</Relationships>");
    out
}

fn core_properties(document: &Document, made_on: Date) -> String {
    let mut out = String::from(XML);
    out.push_str("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    escape(&mut out, &document.title);
    out.push_str("</dc:title><dc:subject>");
    escape(&mut out, &document.subtitle);
    out.push_str("</dc:subject><dc:creator>Engagement Planner</dc:creator><dc:language>");
    escape(&mut out, &document.language);
    out.push_str("</dc:language>");
    let day = made_on.to_string();
    for name in ["created", "modified"] {
        push(&mut out, &["<dcterms:", name, " xsi:type=\"dcterms:W3CDTF\">", &day, "T00:00:00Z</dcterms:", name, ">"]);
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// List 1 has bullets. Each numbered list is a number of its own, so that each begins at one.
fn numbering(numbered: usize) -> String {
    let mut out = String::from(XML);
    push(&mut out, &["<w:numbering", NAMES]);
    for (id, format, text) in [("0", "bullet", "•"), ("1", "decimal", "%1.")] {
        push(
            &mut out,
            &[
                "<w:abstractNum w:abstractNumId=\"",
                id,
                "\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"",
                format,
                "\"/><w:lvlText w:val=\"",
                text,
                "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"397\" w:hanging=\"397\"/></w:pPr></w:lvl></w:abstractNum>",
            ],
        );
    }
    out.push_str("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
    // Number 2 stands for the style itself, so it is there even where no list is numbered.
    for no in 2..=numbered.max(2) {
        push(
            &mut out,
            &[
                "<w:num w:numId=\"",
                &no.to_string(),
                "\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            ],
        );
    }
    out.push_str("</w:numbering>");
    out
}

fn footer(document: &Document) -> String {
    let mut out = String::from(XML);
    push(
        &mut out,
        &[
            "<w:ftr",
            NAMES,
            "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"AEB7BD\"/></w:pBdr></w:pPr>",
        ],
    );
    run(&mut out, "", &document.foot);
    // The style has a tab at the right.
    out.push_str("<w:r><w:tab/></w:r>");
    run(&mut out, "", "Page ");
    field(&mut out, "PAGE", "", "1");
    run(&mut out, "", " of ");
    field(&mut out, "NUMPAGES", "", "1");
    out.push_str("</w:p></w:ftr>");
    out
}

/// A part with text in it.
struct Part {
    out: String,
    /// The places its links lead to.
    links: Vec<String>,
    /// The notes marked so far.
    noted: Vec<u16>,
    /// The number of the last numbered list; the first has number 2.
    numbered: usize,
}

impl Part {
    fn document(&mut self, document: &Document) {
        push(&mut self.out, &[XML, "<w:document", NAMES, "<w:body>"]);
        self.paragraph("Title", "", &[Span::Text(document.title.clone())]);
        self.paragraph("Subtitle", "", &[Span::Text(document.subtitle.clone())]);
        for section in &document.sections {
            self.section(section, 1);
        }
        push(
            &mut self.out,
            &[
                "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"964\" w:right=\"",
                MARGIN,
                "\" w:bottom=\"964\" w:left=\"",
                MARGIN,
                "\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
            ],
        );
    }

    fn section(&mut self, section: &Section, level: usize) {
        let style = ["Heading1", "Heading2", "Heading3"][level.min(3) - 1];
        self.paragraph(style, "", &[Span::Text(section.heading.clone())]);
        for (at, block) in section.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(line) => {
                    let leads = matches!(line.as_slice(), [Span::Strong(_)])
                        && matches!(section.blocks.get(at + 1), Some(Block::List { .. }));
                    self.paragraph(if leads { "LeadIn" } else { "Normal" }, "", line);
                }
                Block::List { numbered, items } => self.list(*numbered, items),
                Block::Table { caption, head, rows } => self.table(caption, head, rows),
                // The table after it says the same.
                Block::Chart(_) => {}
            }
        }
        for section in &section.sections {
            self.section(section, level + 1);
        }
    }

    fn list(&mut self, numbered: bool, items: &[Vec<Span>]) {
        self.numbered += usize::from(numbered);
        let (style, no) = if numbered { ("ListNumber", self.numbered) } else { ("ListBullet", 1) };
        let place = ["<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"", &no.to_string(), "\"/></w:numPr>"].concat();
        for (at, item) in items.iter().enumerate() {
            let after = if at + 1 == items.len() { "<w:spacing w:after=\"120\"/>" } else { "" };
            self.paragraph(style, &[&place, after].concat(), item);
        }
    }

    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<Vec<Span>>]) {
        self.paragraph("Caption", "", &[Span::Text(caption.to_owned())]);
        let widths = widths(head, rows);
        push(
            &mut self.out,
            &[
                "<w:tbl><w:tblPr><w:tblStyle w:val=\"PlanTable\"/><w:tblW w:w=\"",
                &WIDTH.to_string(),
                "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"",
            ],
        );
        escape(&mut self.out, caption);
        self.out.push_str("\"/><w:tblDescription w:val=\"");
        escape(
            &mut self.out,
            &["Columns: ", &head.join(", "), ". The first row and the first column are headers."].concat(),
        );
        self.out.push_str("\"/></w:tblPr><w:tblGrid>");
        for width in &widths {
            push(&mut self.out, &["<w:gridCol w:w=\"", &width.to_string(), "\"/>"]);
        }
        self.out.push_str("</w:tblGrid>");
        let first: Vec<Vec<Span>> = head.iter().map(|cell| vec![Span::Text(cell.clone())]).collect();
        self.row("<w:tblHeader/>", "TableHead", "", &widths, &first);
        // A short table stays on one page.
        let short = rows.len() <= 8;
        for (at, row) in rows.iter().enumerate() {
            let keep = if short && at + 1 < rows.len() { "<w:keepNext/>" } else { "" };
            self.row("", "TableText", keep, &widths, row);
        }
        // Word joins two tables that touch, so a short empty line stands after each.
        self.out.push_str("</w:tbl>");
        self.paragraph("TableEnd", "", &[]);
    }

    fn row(&mut self, property: &str, style: &str, keep: &str, widths: &[usize], cells: &[Vec<Span>]) {
        push(&mut self.out, &["<w:tr><w:trPr><w:cantSplit/>", property, "</w:trPr>"]);
        for (at, width) in widths.iter().enumerate() {
            push(&mut self.out, &["<w:tc><w:tcPr><w:tcW w:w=\"", &width.to_string(), "\" w:type=\"dxa\"/></w:tcPr>"]);
            let style = if at == 0 && style == "TableText" { "TableRowHead" } else { style };
            self.paragraph(style, keep, cells.get(at).map_or(&[], Vec::as_slice));
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    fn paragraph(&mut self, style: &str, properties: &str, line: &[Span]) {
        push(&mut self.out, &["<w:p><w:pPr><w:pStyle w:val=\"", style, "\"/>", properties, "</w:pPr>"]);
        self.spans(line);
        self.out.push_str("</w:p>");
    }

    fn spans(&mut self, line: &[Span]) {
        let mut after_mark = false;
        for span in line {
            match span {
                Span::Text(text) => run(&mut self.out, "", text),
                Span::Strong(text) => run(&mut self.out, "<w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr>", text),
                Span::Link { text, to } if leads_to_the_web(to) => {
                    let at = self.links.iter().position(|one| one == to).unwrap_or_else(|| {
                        self.links.push(to.clone());
                        self.links.len() - 1
                    });
                    push(&mut self.out, &["<w:hyperlink r:id=\"link", &at.to_string(), "\" w:history=\"1\">"]);
                    run(&mut self.out, "<w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr>", text);
                    self.out.push_str("</w:hyperlink>");
                }
                Span::Link { text, .. } => run(&mut self.out, "", text),
                Span::Note(no) => self.mark(*no, after_mark),
            }
            after_mark = matches!(span, Span::Note(_));
        }
    }

    /// The mark of a note. The first is the note itself, with a bookmark; a later one refers back to that bookmark,
    /// so that Word keeps its number right when notes move.
    fn mark(&mut self, note: u16, after_mark: bool) {
        let no = note.to_string();
        if after_mark {
            run(&mut self.out, MARK_AGAIN, ",");
        }
        if self.noted.contains(&note) {
            field(&mut self.out, &["NOTEREF _Note", &no, " \\f \\h"].concat(), MARK_AGAIN, &no);
        } else {
            self.noted.push(note);
            push(
                &mut self.out,
                &[
                    "<w:bookmarkStart w:id=\"",
                    &no,
                    "\" w:name=\"_Note",
                    &no,
                    "\"/><w:r>",
                    MARK,
                    "<w:footnoteReference w:id=\"",
                    &no,
                    "\"/></w:r><w:bookmarkEnd w:id=\"",
                    &no,
                    "\"/>",
                ],
            );
        }
    }

    fn footnotes(&mut self, document: &Document) {
        push(&mut self.out, &[XML, "<w:footnotes", NAMES]);
        for (id, kind, line) in
            [("-1", "separator", "separator"), ("0", "continuationSeparator", "continuationSeparator")]
        {
            push(
                &mut self.out,
                &[
                    "<w:footnote w:type=\"",
                    kind,
                    "\" w:id=\"",
                    id,
                    "\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:",
                    line,
                    "/></w:r></w:p></w:footnote>",
                ],
            );
        }
        for (at, note) in document.notes.iter().enumerate() {
            push(
                &mut self.out,
                &[
                    "<w:footnote w:id=\"",
                    &(at + 1).to_string(),
                    "\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r>",
                    MARK,
                    "<w:footnoteRef/></w:r>",
                ],
            );
            run(&mut self.out, "", " ");
            self.spans(note);
            self.out.push_str("</w:p></w:footnote>");
        }
        self.out.push_str("</w:footnotes>");
    }
}

/// A run of text with its properties.
fn run(out: &mut String, properties: &str, text: &str) {
    push(out, &["<w:r>", properties, "<w:t xml:space=\"preserve\">"]);
    escape(out, text);
    out.push_str("</w:t></w:r>");
}

/// A field: what Word works out, with what it shows until then.
fn field(out: &mut String, what: &str, properties: &str, shows: &str) {
    for (kind, inside) in [("begin", true), ("separate", false)] {
        push(out, &["<w:r>", properties, "<w:fldChar w:fldCharType=\"", kind, "\"/></w:r>"]);
        if inside {
            push(out, &["<w:r>", properties, "<w:instrText xml:space=\"preserve\"> ", what, " </w:instrText></w:r>"]);
        }
    }
    run(out, properties, shows);
    push(out, &["<w:r>", properties, "<w:fldChar w:fldCharType=\"end\"/></w:r>"]);
}

/// The widths of columns: each holds its longest word, a short column its longest cell, and what is left over is
/// shared by how much there is to read.
fn widths(head: &[String], rows: &[Vec<Vec<Span>>]) -> Vec<usize> {
    /// A letter of table text, and the space beside it, on average.
    const LETTER: usize = 106;
    const BESIDE: usize = 190;
    let count = head.len().max(1);
    if count == 2 {
        // Tables of two columns often follow one another, and read best where their columns stand in line.
        return vec![WIDTH * 2 / 5, WIDTH - WIDTH * 2 / 5];
    }
    let mut least = Vec::with_capacity(count);
    let mut reads = Vec::with_capacity(count);
    for (at, title) in head.iter().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.get(at)).map(|cell| letters(cell));
        let longest = cells().map(|(all, _)| all).max().unwrap_or(0);
        let word = cells().map(|(_, word)| word).max().unwrap_or(0).max(letters_of(title).1);
        let whole = longest.max(letters_of(title).0);
        let sum: usize = cells().map(|(all, _)| all.min(400)).sum();
        let mean = sum / rows.len().max(1);
        // A column that is mostly short, such as one of dates, keeps its short cells whole.
        let letters = if whole <= 18 { whole } else { word.clamp(if mean <= 18 && count <= 4 { 16 } else { 11 }, 18) };
        least.push((letters + 1) * LETTER + BESIDE);
        // A column never needs more than its longest cell.
        reads.push(if whole <= 18 { 0 } else { mean + longest / 4 + 1 });
    }
    let taken: usize = least.iter().sum();
    let (left, all) = (WIDTH.saturating_sub(taken), reads.iter().sum::<usize>());
    let mut widths: Vec<usize> = least
        .iter()
        .zip(&reads)
        .map(|(least, reads)| least + (left * reads).checked_div(all).unwrap_or(left / count))
        .collect();
    let sum: usize = widths.iter().sum();
    if sum > WIDTH {
        widths.iter_mut().for_each(|width| *width = *width * WIDTH / sum);
    }
    let sum: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += WIDTH - sum;
    }
    widths
}

/// The letters of a cell, and of its longest word.
fn letters(cell: &[Span]) -> (usize, usize) {
    cell.iter().fold((0, 0), |(all, word), span| match span {
        Span::Text(text) | Span::Strong(text) | Span::Link { text, .. } => {
            let (more, longest) = letters_of(text);
            (all + more, word.max(longest))
        }
        Span::Note(_) => (all + 2, word),
    })
}

fn letters_of(text: &str) -> (usize, usize) {
    (text.chars().count(), text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0))
}

fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}
