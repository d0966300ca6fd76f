//! The keys by which a person undoes a step, and the field that is being typed into.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlInputElement, KeyboardEvent, ShadowRoot};

/// Whether an element is one into which text is typed: there the browser undoes the typing itself.
fn takes_text(element: &Element) -> bool {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !["checkbox", "radio", "button", "file"].contains(&input.type_().as_str()),
        None => element.tag_name().eq_ignore_ascii_case("textarea"),
    }
}

/// The field inside `within` that is being typed into, by its id.
#[must_use]
pub fn typing_in(within: &Element) -> Option<String> {
    let root = within.get_root_node();
    let active = match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.active_element(),
        None => within.owner_document().and_then(|document| document.active_element()),
    };
    active.filter(takes_text).map(|active| active.id())
}

/// Keys that are listened to, until this is dropped.
pub struct Keys {
    inside: Element,
    heard: Closure<dyn FnMut(KeyboardEvent)>,
}

impl Drop for Keys {
    fn drop(&mut self) {
        let _ = self.inside.remove_event_listener_with_callback("keydown", self.heard.as_ref().unchecked_ref());
    }
}

/// Calls back when the keys for undo (true) or redo (false) are pressed inside an element, and not in a field of text.
#[must_use]
pub fn undo_keys(inside: &Element, then: impl Fn(bool) + 'static) -> Keys {
    let heard: Closure<dyn FnMut(KeyboardEvent)> = Closure::new(move |event: KeyboardEvent| {
        let in_text =
            event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|it| takes_text(&it));
        if in_text || event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        let back = match event.key().to_ascii_lowercase().as_str() {
            "z" => !event.shift_key(),
            "y" if !event.shift_key() => false,
            _ => return,
        };
        event.prevent_default();
        then(back);
    });
    let _ = inside.add_event_listener_with_callback("keydown", heard.as_ref().unchecked_ref());
    Keys { inside: inside.clone(), heard }
}
