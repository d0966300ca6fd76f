//! The documentation as web pages: plain HTML that a file manager can open, with no script.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// One page of documentation.
pub struct Page {
    /// Its first heading.
    pub title: String,
    /// Its content, as HTML.
    body: String,
    /// Where its links go, as they stand in its source.
    pub links: Vec<String>,
    /// The names its headings can be reached by.
    pub anchors: Vec<String>,
}

/// Reads a page. A link to another page's Markdown becomes one to its HTML.
pub fn read(markdown: &str) -> Page {
    let mut page = Page { title: String::new(), body: String::new(), links: Vec::new(), anchors: Vec::new() };
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut tables = 0;
    // The words of the heading that is being read, and where it began.
    let mut heading: Option<(usize, String)> = None;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                heading = Some((events.len(), String::new()));
                events.push(event);
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some((at, words)) = heading.take() {
                    let anchor = fresh(&anchor(&words), &page.anchors);
                    if page.title.is_empty() {
                        page.title = words;
                    }
                    let id = Some(CowStr::from(anchor.clone()));
                    events[at] = Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() });
                    page.anchors.push(anchor);
                }
                events.push(event);
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                page.links.push(dest_url.to_string());
                let dest_url = CowStr::from(as_html(&dest_url));
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            // A wide table scrolls by itself, also by keyboard, and not the page with it.
            Event::Start(Tag::Table(_)) => {
                tables += 1;
                let open = format!("<section class=\"wide\" aria-label=\"Table {tables}\" tabindex=\"0\">");
                events.push(Event::Html(open.into()));
                events.push(event);
            }
            Event::End(TagEnd::Table) => {
                events.push(event);
                events.push(Event::Html("</section>\n".into()));
            }
            Event::Text(ref text) | Event::Code(ref text) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(text);
                }
                events.push(event);
            }
            other => events.push(other),
        }
    }
    html::push_html(&mut page.body, events.into_iter());
    page.body = page.body.replace("<th>", "<th scope=\"col\">").replace(" />", ">");
    page
}

/// A heading's words as the end of an address, as code forges write it.
fn anchor(words: &str) -> String {
    let kept = words.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c.to_ascii_lowercase()),
        _ => None,
    });
    let kept: String = kept.collect();
    // A name begins with a letter.
    if kept.starts_with(char::is_alphabetic) { kept } else { format!("at-{kept}") }
}

/// `anchor`, or the same with a number where it is taken.
fn fresh(anchor: &str, taken: &[String]) -> String {
    let mut name = anchor.to_owned();
    let mut nth = 0;
    while taken.contains(&name) {
        nth += 1;
        name = format!("{anchor}-{nth}");
    }
    name
}

/// Where a link goes once every page is HTML.
fn as_html(link: &str) -> String {
    let (path, end) = link.split_once('#').map_or((link, String::new()), |(path, end)| (path, format!("#{end}")));
    match path.strip_suffix(".md") {
        Some(stem) if !path.contains("://") => format!("{stem}.html{end}"),
        _ => link.to_owned(),
    }
}

/// The whole of a page. `place` is its own name from the top of the release, such as `docs/element.html`.
pub fn page(page: &Page, place: &str, foot: &str) -> String {
    let up = "../".repeat(place.matches('/').count());
    let ways = [("START-HERE.html", "Start here"), ("docs/index.html", "All pages")];
    let ways: String = ways
        .iter()
        .map(|(to, words)| {
            let here = if *to == place { " aria-current=\"page\"" } else { "" };
            format!("<li><a href=\"{up}{to}\"{here}>{words}</a></li>\n")
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} – Engagement Planner</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{up}docs/page.css\">\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the content</a>\n\
         <header>\n<p>Engagement Planner</p>\n<nav aria-label=\"Documentation\">\n<ul>\n{ways}</ul>\n</nav>\n</header>\n\
         <main id=\"main\" tabindex=\"-1\">\n{body}</main>\n<footer>\n<p>{foot}</p>\n</footer>\n</body>\n</html>\n",
        title = escaped(&page.title),
        body = page.body,
    )
}

/// The page that lists all pages, with those at its end that it has no link to. `others` are the other pages, by their
/// places from that page.
pub fn with_the_rest(list: &str, others: &BTreeMap<String, String>) -> String {
    let linked = read(list).links;
    let rest: String = others
        .iter()
        .filter(|(place, _)| !linked.contains(place))
        .map(|(place, source)| format!("- [{}]({place})\n", read(source).title))
        .collect();
    if rest.is_empty() { list.to_owned() } else { format!("{}\n\n## More\n\n{rest}", list.trim_end()) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
