//! Controls after the NHS design system: props in, events out.
//!
//! In: words, values, callbacks.
//! Out: views.
//! Never: context, session, guidance types.

pub mod icons;

use crate::node::{Event, IntoNode, Node, el};

const TAGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// A heading of a level from 1 to 6, with the look of `look` ("h1" to "h4").
pub fn heading(level: u8, look: &'static str, words: impl IntoNode) -> Node {
    let level = usize::from(level.clamp(1, 6)) - 1;
    el(TAGS[level]).attr("class", look).child(words)
}

/// The heading of a page: focus goes to it when the page is turned.
pub fn page_heading(level: u8, words: impl IntoNode) -> Node {
    heading(level, "h1", words).attr("tabindex", "-1").attr("data-page", "")
}

/// The one green button of a page.
pub fn button(words: &'static str, on_click: impl Fn(Event) + 'static) -> Node {
    el("button").attr("type", "button").attr("class", "btn").on("click", on_click).child(words)
}

/// An action that looks like a link. `hidden` is read out after the words, so that each one makes sense alone.
pub fn link(words: &'static str, hidden: String, on_click: impl Fn(Event) + 'static) -> Node {
    let hidden = (!hidden.is_empty()).then(|| el("span").attr("class", "vh").child(" ").child(hidden));
    el("button").attr("type", "button").attr("class", "as-link").on("click", on_click).child(words).child(hidden)
}

/// A tag: a word in a box. `kind` is its look.
pub fn tag(kind: &'static str, words: String) -> Node {
    el("span").attr("class", ["tag ", kind].concat()).child(words)
}

/// A question that is asked before something is done that may not be undone, with its two answers.
pub fn sure(
    focus: String,
    question: Node,
    (yes, on_yes): (&'static str, impl Fn(Event) + 'static),
    (no, on_no): (&'static str, impl Fn(Event) + 'static),
) -> Node {
    let go = el("button").attr("type", "button").attr("class", "btn btn--2 btn--s").on("click", on_yes).child(yes);
    el("div")
        .attr("class", "warn")
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .attr("data-focus", focus)
        .child(question)
        .child(el("div").attr("class", "acts").child(go).child(link(no, String::new(), on_no)))
}

/// The error summary, to stand in an alert that is always there: focus goes to it, and its line leads to what it is about.
pub fn error_summary(words: String, to: impl Fn(Event) + 'static) -> Node {
    let line = el("button").attr("type", "button").attr("class", "as-link as-link--red").on("click", to).child(words);
    el("div")
        .attr("class", "err")
        .attr("tabindex", "-1")
        .attr("data-errors", "")
        // No heading: it stands before the page's own, which is the first.
        .child(el("p").attr("class", "h2 tight").child("There is a problem"))
        .child(el("p").child(line))
}

/// One choice among others.
pub struct Choice {
    /// Its value.
    pub value: String,
    /// Its words.
    pub label: String,
    /// More about it.
    pub hint: String,
}

/// A radio button or a check box with its label.
pub fn option(
    kind: &'static str,
    small: bool,
    name: &str,
    choice: Choice,
    checked: bool,
    on_change: impl Fn(bool) + 'static,
) -> Node {
    let id = [name, "-", &choice.value].concat();
    let hint_id = (!choice.hint.is_empty()).then(|| [&id, "-hint"].concat());
    let hint = hint_id.clone().map(|id| el("span").attr("class", "hint").attr("id", id).child(choice.hint));
    let input = el("input")
        .attr("type", kind)
        .attr("name", name.to_owned())
        .attr("id", id.clone())
        .attr("value", choice.value)
        .attr("data-focus", id.clone())
        .attr("aria-describedby", hint_id)
        .checked(checked)
        .on("change", move |event| on_change(event.checked));
    el("div")
        .attr("class", if small { "opt opt--s" } else { "opt" })
        .child(input)
        .child(el("label").attr("for", id).child(choice.label))
        .child(hint)
}

/// Several lines of text, with their label and hint.
pub fn text_area(id: String, label: String, hint: String, value: String, on_input: impl Fn(String) + 'static) -> Node {
    let hint_id = [&id, "-hint"].concat();
    let area = el("textarea")
        .attr("class", "field field--area")
        .attr("id", id.clone())
        .attr("data-focus", id.clone())
        .attr("aria-describedby", hint_id.clone())
        .value(value)
        .on("input", move |event| on_input(event.value));
    el("div")
        .attr("class", "group")
        .child(el("label").attr("class", "label").attr("for", id).child(label))
        .child(el("span").attr("class", "hint").attr("id", hint_id).child(hint))
        .child(area)
}

/// A line of text with its label.
pub fn text_input(id: String, label: String, value: String, on_input: impl Fn(String) + 'static) -> Node {
    let input = el("input")
        .attr("class", "field")
        .attr("type", "text")
        .attr("id", id.clone())
        .attr("data-focus", id.clone())
        .attr("autocomplete", "off")
        .value(value)
        .on("input", move |event| on_input(event.value));
    el("div").attr("class", "group").child(el("label").attr("class", "label").attr("for", id).child(label)).child(input)
}

/// One of a few words, chosen from a list, with its label.
pub fn select_field(
    id: String,
    label: String,
    options: Vec<(&'static str, &'static str)>,
    value: &str,
    on_change: impl Fn(String) + 'static,
) -> Node {
    el("div")
        .attr("class", "group")
        .child(el("label").attr("class", "label").attr("for", id.clone()).child(label))
        .child(select_list(id, options, value, on_change))
}

/// One of a few words, chosen from a list; `hidden` says what it is about, for those who do not see the row it stands in.
pub fn select(
    id: String,
    hidden: String,
    options: Vec<(&'static str, &'static str)>,
    value: &str,
    on_change: impl Fn(String) + 'static,
) -> Node {
    let label = el("label").attr("class", "vh").attr("for", id.clone()).child(hidden);
    el("div").child(label).child(select_list(id, options, value, on_change))
}

fn select_list(
    id: String,
    options: Vec<(&'static str, &'static str)>,
    value: &str,
    on_change: impl Fn(String) + 'static,
) -> Node {
    let option = |(value, words): (&'static str, &'static str)| el("option").attr("value", value).child(words);
    el("select")
        .attr("class", "field")
        .attr("id", id.clone())
        .attr("data-focus", id)
        .value(value.to_owned())
        .on("change", move |event| on_change(event.value))
        .child(options.into_iter().map(option).collect::<Vec<_>>())
}

/// What is wrong with a field.
pub fn error_message(words: String) -> Node {
    el("p").attr("class", "errmsg").child(el("span").attr("class", "vh").child("Error: ")).child(words)
}

/// Three boxes for a day: day, month and year. What is wrong with them belongs to them, and is said at once by a region of its own: an alert
/// would be a second one beside a page's error summary.
pub fn date_input(
    id: &str,
    legend: String,
    hint: String,
    value: &[String; 3],
    error: Option<String>,
    on_input: impl Fn(usize, String) + Clone + 'static,
) -> Node {
    let (hint_id, error_id) = ([id, "-hint"].concat(), [id, "-error"].concat());
    let wrong = error.is_some();
    let described = if wrong { [&hint_id, " ", &error_id].concat() } else { hint_id.clone() };
    let message = error.map(|words| error_message(words).attr("id", error_id));
    let part = |place: usize, label: &'static str| {
        let part_id = [id, "-", label].concat();
        let on_input = on_input.clone();
        let input = el("input")
            .attr("class", "field")
            .attr("id", part_id.clone())
            .attr("data-focus", part_id.clone())
            .attr("type", "text")
            .attr("inputmode", "numeric")
            .attr("aria-invalid", wrong.then_some("true"))
            .attr("autocomplete", "off")
            .value(value[place].clone())
            .on("input", move |event| on_input(place, event.value));
        el("div").child(el("label").attr("for", part_id).child(label)).child(input)
    };
    el("fieldset")
        .attr("class", "group")
        .attr("aria-describedby", described)
        .child(el("legend").attr("class", "label").child(legend))
        .child(el("span").attr("class", "hint").attr("id", hint_id).child(hint))
        .child(el("div").attr("aria-live", "assertive").child(message))
        .child(el("div").attr("class", "date").child(part(0, "Day")).child(part(1, "Month")).child(part(2, "Year")))
}

/// Words behind a control.
pub fn details(summary: impl IntoNode, inside: Node) -> Node {
    el("details").child(el("summary").child(summary)).child(el("div").attr("class", "in").child(inside))
}
