//! The only room with side effects.
//!
//! In: a [`Saved`] plan's text to keep, a [`File`] to hand over, a place to bring into view.
//! Out: what was kept, what was chosen, the day; or a plain reason why not.
//! Never: decides, panics when something is denied.

mod draw;
mod keys;
mod storage;

pub use draw::{Drawn, draw};
pub use keys::{Keys, typing_in, undo_keys};
pub use storage::{Area, NotKept, area, forget, framed, keep, kept, kept_under};

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Element, FocusOptions, HtmlElement, Url, window};

use crate::date::Date;
#[cfg(doc)]
use crate::{export::File, plan::Saved};

/// The browser forbids it, or has no room. The words say what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denied(pub &'static str);

const NO_DOWNLOAD: Denied = Denied("This page forbids downloads. Copy the text instead.");
const NO_COPY: Denied =
    Denied("This page forbids copying. The text stands below: select it there and copy it yourself.");

/// Hands a file over as a download.
///
/// # Errors
/// [`Denied`] where the page forbids downloads in a way that can be told.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), Denied> {
    save(name, media_type, bytes).ok_or(NO_DOWNLOAD)
}

fn save(name: &str, media_type: &str, bytes: &[u8]) -> Option<()> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let document = window()?.document()?;
    let anchor: web_sys::HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser needs the address for a moment after the click.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}

/// What is done when a promise is kept or broken.
pub type Came = Box<dyn FnOnce(Result<JsValue, JsValue>)>;

/// Calls back when a promise is kept or broken. What is no promise counts as broken.
pub fn when(promise: &JsValue, done: Came) {
    let kept = Rc::new(Cell::new(Some(done)));
    let broken = Rc::clone(&kept);
    let tell = |held: &Cell<Option<Came>>, came| {
        if let Some(done) = held.take() {
            done(came);
        }
    };
    let Some(promise) = promise.dyn_ref::<js_sys::Promise>() else { return tell(&kept, Err(JsValue::UNDEFINED)) };
    let kept = Closure::once_into_js(move |value: JsValue| tell(&kept, Ok(value)));
    let broken = Closure::once_into_js(move |error: JsValue| tell(&broken, Err(error)));
    let then = js_sys::Reflect::get(promise, &JsValue::from_str("then"));
    if let Some(then) = then.ok().and_then(|then| then.dyn_into::<js_sys::Function>().ok()) {
        let _ = then.call2(promise, &kept, &broken);
    }
}

/// Copies a text, and says whether that came about.
pub fn copy(text: &str, done: impl FnOnce(Result<(), Denied>) + 'static) {
    let Some(window) = window() else { return done(Err(NO_COPY)) };
    let clipboard = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("clipboard"));
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return done(Err(NO_COPY));
    }
    let promise = window.navigator().clipboard().write_text(text);
    when(&promise, Box::new(move |copied| done(copied.map(|_| ()).map_err(|_| NO_COPY))));
}

/// Why a file that was chosen was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// It is larger than any that is read. Nothing of it was read.
    TooLarge,
    /// The browser could not read it.
    Broken,
}

/// Whether a file is larger than any that is read.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "a size in bytes, compared with some millions")]
pub fn is_too_large(bytes: f64) -> bool {
    bytes > crate::plan::MOST_FILE_BYTES as f64
}

/// The bytes of the file that was chosen in a field, and the field made ready for another.
pub fn chosen_file(field: usize, done: Box<dyn FnOnce(Result<Vec<u8>, NotRead>)>) {
    let Some(input) = draw::field(field) else { return done(Err(NotRead::Broken)) };
    let file = input.files().and_then(|files| files.get(0));
    let Some(file) = file else { return done(Err(NotRead::Broken)) };
    if is_too_large(file.size()) {
        done(Err(NotRead::TooLarge));
    } else {
        let bytes = |read: Result<JsValue, JsValue>| {
            read.map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec()).map_err(|_| NotRead::Broken)
        };
        when(&file.array_buffer(), Box::new(move |read| done(bytes(read))));
    }
    input.set_value("");
}

/// The day, as the computer has it.
#[must_use]
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i16::try_from(now.get_full_year()).unwrap_or(2026);
    let month = i8::try_from(now.get_month() + 1).unwrap_or(1);
    let day = i8::try_from(now.get_date()).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(Date::constant(2026, 1, 1))
}

/// The day and the time, as the computer's clock has them: "2026-11-25T10:42".
#[must_use]
pub fn now() -> String {
    let now = js_sys::Date::new_0();
    let two = |number: u32| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    [&today().to_string(), "T", &two(now.get_hours()), ":", &two(now.get_minutes())].concat()
}

/// Two numbers made by chance.
#[must_use]
pub fn chance() -> [u32; 2] {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from nought to below two to the 32")]
    let one = || (js_sys::Math::random() * 4_294_967_296.0) as u32;
    [one(), one()]
}

/// Moves focus to the first thing inside `within` that matches, and brings it into view if it is not. What it is folded
/// away in is opened first.
pub fn focus(within: &Element, selector: &str) {
    if let Some(found) = within.query_selector(selector).ok().flatten()
        && let Ok(found) = found.dyn_into::<HtmlElement>()
    {
        let mut around = found.parent_element();
        while let Some(outer) = around {
            if outer.tag_name().eq_ignore_ascii_case("details") {
                let _ = outer.set_attribute("open", "");
            }
            around = outer.parent_element();
        }
        let options = FocusOptions::new();
        let top = found.get_bounding_client_rect().top();
        let height = window().and_then(|window| window.inner_height().ok()).and_then(|h| h.as_f64()).unwrap_or(0.0);
        // A host page is not made to scroll when there is no need.
        options.set_prevent_scroll(top >= 0.0 && top < height * 0.6);
        let _ = found.focus_with_options(&options);
    }
}

/// Calls back when the browser has drawn what has just changed.
pub fn after_paint(then: impl FnOnce() + 'static) {
    gloo::timers::callback::Timeout::new(0, then).forget();
}

/// Calls back when the browser has time; where it cannot say so, after a moment.
pub fn on_idle(then: Box<dyn FnOnce()>) {
    let Some(window) = window() else { return then() };
    let idle = js_sys::Reflect::get(&window, &JsValue::from_str("requestIdleCallback"));
    match idle.ok().and_then(|idle| idle.dyn_into::<js_sys::Function>().ok()) {
        Some(idle) => {
            let then: JsValue = Closure::once_into_js(then);
            let _ = idle.call1(&window, &then);
        }
        None => {
            gloo::timers::callback::Timeout::new(16, then).forget();
        }
    }
}

/// Calls back after a quarter of a second.
pub fn soon(then: impl FnOnce() + 'static) {
    gloo::timers::callback::Timeout::new(250, then).forget();
}
