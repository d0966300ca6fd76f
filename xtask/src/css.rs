//! Makes the style sheet independent of the page it stands on.
//!
//! In a shadow root `rem` follows the host page's root, which an intranet may have set to 62.5%. So every length in
//! `rem` becomes a multiple of `--ep-rem`, which a host may set and which is 16px otherwise. The condition of a query
//! cannot read a custom property. In a container's, `rem` becomes `em`: there that is the size of text of the container,
//! which is `--ep-rem`, so large text gets the layout of a narrow page. In a window's it becomes px, at 16 to one.

/// Whose width a condition is about.
#[derive(Clone, Copy)]
enum Query {
    Container,
    Window,
}

/// Rewrites `rem`; comments, strings and addresses pass through untouched.
pub fn free_of_host_rem(source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut rest = source;
    let mut in_condition = None;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let taken = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '"' || c == '\'' {
            end_of_string(rest, c)
        } else if rest.starts_with("url(") {
            rest.find(')').map_or(rest.len(), |end| end + 1)
        } else if c == '@' {
            let word = rest[1..].find(|c: char| !c.is_ascii_alphabetic() && c != '-').map_or(rest.len(), |end| end + 1);
            in_condition = match &rest[..word] {
                "@container" => Some(Query::Container),
                "@media" => Some(Query::Window),
                _ => None,
            };
            word
        } else if let Some((number, taken)) = length_in_rem(rest, before) {
            out.push_str(&match in_condition {
                Some(Query::Container) => format!("{number}em"),
                Some(Query::Window) => px(number),
                None => format!("calc(var(--ep-rem, 16px) * {number})"),
            });
            rest = &rest[taken..];
            before = 'm';
            continue;
        } else {
            if c == '{' || c == ';' {
                in_condition = None;
            }
            c.len_utf8()
        };
        out.push_str(&rest[..taken]);
        before = rest[..taken].chars().next_back().unwrap_or(' ');
        rest = &rest[taken..];
    }
    out
}

/// Where a string that opens with `quote` ends, its closing quote included.
fn end_of_string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return at + 1;
        }
    }
    text.len()
}

/// The number of a length such as `-1.5rem` at the head of `text`, and how many bytes the length takes.
fn length_in_rem(text: &str, before: char) -> Option<(&str, usize)> {
    if before.is_ascii_alphanumeric() || matches!(before, '-' | '_' | '.' | '#') {
        return None;
    }
    let sign = usize::from(text.starts_with(['-', '+']));
    let digits = text[sign..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len() - sign);
    let number = &text[..sign + digits];
    let after = &text[sign + digits..];
    let unit_ends = after
        .strip_prefix("rem")
        .is_some_and(|next| !next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    (unit_ends && number.parse::<f64>().is_ok()).then_some((number, number.len() + 3))
}

fn px(number: &str) -> String {
    format!("{}px", number.parse::<f64>().unwrap_or_default() * 16.0)
}

#[cfg(test)]
mod tests {
    use super::free_of_host_rem;

    #[test]
    fn a_length_follows_the_planners_own_rem() {
        assert_eq!(free_of_host_rem("p{margin:1.5rem}"), "p{margin:calc(var(--ep-rem, 16px) * 1.5)}");
        assert_eq!(free_of_host_rem("p{margin:-.5rem auto}"), "p{margin:calc(var(--ep-rem, 16px) * -.5) auto}");
        assert_eq!(
            free_of_host_rem("p{--s1:.25rem;gap:0 2rem}"),
            "p{--s1:calc(var(--ep-rem, 16px) * .25);gap:0 calc(var(--ep-rem, 16px) * 2)}"
        );
        assert_eq!(
            free_of_host_rem("p{width:calc(100% - 2rem)}"),
            "p{width:calc(100% - calc(var(--ep-rem, 16px) * 2))}"
        );
    }

    #[test]
    fn a_condition_is_in_the_text_of_its_container_or_in_px() {
        assert_eq!(
            free_of_host_rem("@container ep (min-width: 40rem) { p { margin: 1rem } }"),
            "@container ep (min-width: 40em) { p { margin: calc(var(--ep-rem, 16px) * 1) } }"
        );
        assert_eq!(free_of_host_rem("@media (max-width:.5rem){}"), "@media (max-width:8px){}");
    }

    #[test]
    fn what_only_looks_like_a_length_is_left() {
        for same in [
            "/* 2rem */",
            "p::after{content:\"2rem\"}",
            ".w-2rem{}",
            "p{--x-2rem:0}",
            "p{width:2remx}",
            ".2remx{}",
            "p{background:url(a2rem.png)}",
        ] {
            assert_eq!(free_of_host_rem(same), same);
        }
    }
}
