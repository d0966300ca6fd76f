//! Draws a view, and changes what is drawn when the view changes.
//!
//! A part keeps its place among its siblings, so that what has focus keeps it: an element that stays the same tag in the
//! same place is changed and not made again.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::RenderEffect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, window};

use crate::node::{Element, Event, Listener, Node, Shape, Words};

/// A view that is drawn. It goes when this is dropped.
pub struct Drawn {
    _effect: RenderEffect<Vec<Part>>,
    container: web_sys::Element,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.container.set_text_content(None);
    }
}

/// Draws what `view` says into an empty container, and again whenever what it read has changed.
#[must_use]
pub fn draw(container: &web_sys::Element, view: impl Fn() -> Node + 'static) -> Drawn {
    let inside = container.clone();
    let effect = RenderEffect::new(move |before: Option<Vec<Part>>| {
        let mut parts = before.unwrap_or_default();
        let mut nodes = Vec::new();
        flatten(view(), &mut nodes);
        if let Some(document) = window().and_then(|window| window.document()) {
            update(&document, &inside, &mut parts, nodes);
        }
        parts
    });
    Drawn { _effect: effect, container: container.clone() }
}

/// One part as it is drawn.
struct Part {
    node: web_sys::Node,
    kind: Kind,
}

enum Kind {
    Nothing,
    Text(Words),
    Element {
        tag: &'static str,
        attributes: Vec<(&'static str, Words)>,
        width: Option<String>,
        listeners: Vec<Heard>,
        children: Vec<Part>,
    },
}

/// A listener that is attached; what it does can change.
struct Heard {
    event: &'static str,
    does: Rc<RefCell<Listener>>,
    closure: Closure<dyn FnMut(web_sys::Event)>,
}

fn flatten(mut node: Node, into: &mut Vec<Node>) {
    match node.shape_mut() {
        Some(Shape::List(parts)) => std::mem::take(parts).into_iter().for_each(|part| flatten(part, into)),
        _ => into.push(node),
    }
}

fn update(document: &Document, parent: &web_sys::Node, parts: &mut Vec<Part>, nodes: Vec<Node>) {
    let count = nodes.len();
    for (place, node) in nodes.into_iter().enumerate() {
        match parts.get_mut(place) {
            Some(part) => {
                if let Err(node) = change(document, part, node)
                    && let Some(fresh) = make(document, node)
                {
                    let _ = parent.replace_child(&fresh.node, &part.node);
                    *part = fresh;
                }
            }
            None => {
                if let Some(fresh) = make(document, node) {
                    let _ = parent.append_child(&fresh.node);
                    parts.push(fresh);
                }
            }
        }
    }
    for part in parts.drain(count.min(parts.len())..) {
        let _ = parent.remove_child(&part.node);
    }
}

/// Changes a part into what the node says, or gives the node back where it has to be made afresh.
fn change(document: &Document, part: &mut Part, mut node: Node) -> Result<(), Node> {
    match (&mut part.kind, node.shape_mut()) {
        (Kind::Nothing, None) => Ok(()),
        (Kind::Text(now), Some(Shape::Text(text))) => {
            if now != text {
                part.node.set_text_content(Some(text));
                *now = std::mem::take(text);
            }
            Ok(())
        }
        (Kind::Element { tag, attributes, width, listeners, children }, Some(Shape::Element(element)))
            if *tag == element.tag =>
        {
            let drawn: &web_sys::Element = part.node.unchecked_ref();
            let element = std::mem::take(element);
            set_attributes(drawn, attributes, &element.attributes);
            *attributes = element.attributes;
            if *width != element.width {
                set_width(drawn, element.width.as_deref());
                *width = element.width;
            }
            set_listeners(drawn, listeners, element.listeners);
            let mut nodes = Vec::new();
            element.children.into_iter().for_each(|child| flatten(child, &mut nodes));
            update(document, drawn, children, nodes);
            set_properties(drawn, element.value.as_deref(), element.checked);
            Ok(())
        }
        _ => Err(node),
    }
}

fn make(document: &Document, node: Node) -> Option<Part> {
    match node.shape() {
        None | Some(Shape::List(_)) => {
            Some(Part { node: document.create_comment("").unchecked_into(), kind: Kind::Nothing })
        }
        Some(Shape::Text(text)) => {
            Some(Part { node: document.create_text_node(&text).unchecked_into(), kind: Kind::Text(text) })
        }
        Some(Shape::Element(element)) => make_element(document, element),
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";
const SVG_TAGS: [&str; 5] = ["svg", "path", "circle", "rect", "text"];

fn make_element(document: &Document, element: Element) -> Option<Part> {
    let drawn = if SVG_TAGS.contains(&element.tag) {
        document.create_element_ns(Some(SVG), element.tag).ok()?
    } else {
        document.create_element(element.tag).ok()?
    };
    set_attributes(&drawn, &[], &element.attributes);
    set_width(&drawn, element.width.as_deref());
    let mut listeners = Vec::new();
    set_listeners(&drawn, &mut listeners, element.listeners);
    let mut nodes = Vec::new();
    element.children.into_iter().for_each(|child| flatten(child, &mut nodes));
    let mut children = Vec::new();
    update(document, &drawn, &mut children, nodes);
    set_properties(&drawn, element.value.as_deref(), element.checked);
    let kind =
        Kind::Element { tag: element.tag, attributes: element.attributes, width: element.width, listeners, children };
    Some(Part { node: drawn.unchecked_into(), kind })
}

fn set_attributes(drawn: &web_sys::Element, before: &[(&'static str, Words)], now: &[(&'static str, Words)]) {
    for (name, value) in now {
        if !before.iter().any(|(other, was)| other == name && was == value) {
            let _ = drawn.set_attribute(name, value);
        }
    }
    for (name, _) in before {
        if !now.iter().any(|(other, _)| other == name) {
            let _ = drawn.remove_attribute(name);
        }
    }
}

fn set_width(drawn: &web_sys::Element, width: Option<&str>) {
    if let (Some(width), Some(drawn)) = (width, drawn.dyn_ref::<HtmlElement>()) {
        let _ = drawn.style().set_property("width", width);
    }
}

fn set_properties(drawn: &web_sys::Element, value: Option<&str>, checked: Option<bool>) {
    if let Some(input) = drawn.dyn_ref::<HtmlInputElement>() {
        if let Some(checked) = checked
            && input.checked() != checked
        {
            input.set_checked(checked);
        }
        if let Some(value) = value
            && input.value() != value
        {
            input.set_value(value);
        }
    } else if let Some(area) = drawn.dyn_ref::<HtmlTextAreaElement>()
        && let Some(value) = value
        && area.value() != value
    {
        area.set_value(value);
    } else if let Some(list) = drawn.dyn_ref::<HtmlSelectElement>()
        && let Some(value) = value
        && list.value() != value
    {
        list.set_value(value);
    }
}

fn set_listeners(drawn: &web_sys::Element, heard: &mut Vec<Heard>, now: Vec<(&'static str, Listener)>) {
    for (place, (event, does)) in now.into_iter().enumerate() {
        match heard.get_mut(place) {
            Some(one) if one.event == event => *one.does.borrow_mut() = does,
            Some(one) => {
                let _ = drawn.remove_event_listener_with_callback(one.event, one.closure.as_ref().unchecked_ref());
                *one = attach(drawn, event, does);
            }
            None => heard.push(attach(drawn, event, does)),
        }
    }
}

fn attach(drawn: &web_sys::Element, event: &'static str, does: Listener) -> Heard {
    let does = Rc::new(RefCell::new(does));
    let held = Rc::clone(&does);
    let closure: Closure<dyn FnMut(web_sys::Event)> = Closure::new(move |heard: web_sys::Event| {
        // Taken out first: what it does may draw this very element again.
        let does = Rc::clone(&held.borrow());
        does(read(&heard));
    });
    let _ = drawn.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    Heard { event, does, closure }
}

thread_local! {
    /// The last few fields that events came from.
    static FIELDS: RefCell<Vec<HtmlInputElement>> = const { RefCell::new(Vec::new()) };
}

/// The field that an event came from.
pub(super) fn field(no: usize) -> Option<HtmlInputElement> {
    FIELDS.with(|fields| fields.borrow().get(no).cloned())
}

fn read(heard: &web_sys::Event) -> Event {
    let Some(target) = heard.current_target() else { return Event::default() };
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return Event { value: area.value(), ..Event::default() };
    }
    if let Some(list) = target.dyn_ref::<HtmlSelectElement>() {
        return Event { value: list.value(), ..Event::default() };
    }
    let Some(input) = target.dyn_ref::<HtmlInputElement>() else { return Event::default() };
    // Only a field of files is needed again.
    let field = (input.type_() == "file").then(|| {
        FIELDS.with(|fields| {
            let mut fields = fields.borrow_mut();
            fields.clear();
            fields.push(input.clone());
            0
        })
    });
    Event { value: input.value(), checked: input.checked(), field }
}
