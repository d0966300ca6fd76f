//! The browser's own storage. Any part of it may be denied, missing, full or wrong at any time, and each is told apart.

use wasm_bindgen::JsValue;
use web_sys::{Storage, window};

/// Where something can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// In the browser, until somebody removes it.
    Browser,
    /// In the tab, until it is closed.
    Tab,
}

/// Why something is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotKept {
    /// The browser forbids it.
    Denied,
    /// There is no room.
    Full,
    /// What was read back is not what was written: what stands there now.
    Differs(Option<String>),
}

fn storage(area: Area) -> Option<Storage> {
    let window = window()?;
    match area {
        Area::Browser => window.local_storage(),
        Area::Tab => window.session_storage(),
    }
    .ok()
    .flatten()
}

/// The best place there is: the browser's storage, else the tab's, else none.
#[must_use]
pub fn area() -> Option<Area> {
    [Area::Browser, Area::Tab]
        .into_iter()
        .find(|&area| storage(area).is_some_and(|one| one.get_item("engagement-planner").is_ok()))
}

/// What is kept under a key.
///
/// # Errors
/// [`NotKept::Denied`] where the browser forbids storage.
pub fn kept(area: Area, key: &str) -> Result<Option<String>, NotKept> {
    storage(area).and_then(|storage| storage.get_item(key).ok()).ok_or(NotKept::Denied)
}

/// Keeps a text under a key, and reads it back to be sure.
///
/// # Errors
/// [`NotKept`], with the reason.
pub fn keep(area: Area, key: &str, text: &str) -> Result<(), NotKept> {
    let storage = storage(area).ok_or(NotKept::Denied)?;
    storage.set_item(key, text).map_err(|why| {
        let name = js_sys::Reflect::get(&why, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
        // Not only "QuotaExceededError": one browser has a name of its own for it.
        if name.is_some_and(|name| name.contains("uota")) { NotKept::Full } else { NotKept::Denied }
    })?;
    let back = storage.get_item(key).map_err(|_| NotKept::Denied)?;
    if back.as_deref() == Some(text) { Ok(()) } else { Err(NotKept::Differs(back)) }
}

/// Takes away what is kept under a key.
pub fn forget(area: Area, key: &str) {
    if let Some(storage) = storage(area) {
        let _ = storage.remove_item(key);
    }
}

/// Every key that begins in a certain way, with what is kept under it.
#[must_use]
pub fn kept_under(area: Area, beginning: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let Some(storage) = storage(area) else { return found };
    for place in 0..storage.length().unwrap_or(0) {
        if let Ok(Some(key)) = storage.key(place)
            && key.starts_with(beginning)
            && let Ok(Some(value)) = storage.get_item(&key)
        {
            found.push((key, value));
        }
    }
    found
}

/// Whether this page stands in a frame of a page from elsewhere, whose storage may be a part of its own.
#[must_use]
pub fn framed() -> bool {
    let Some(top) = window().and_then(|window| window.top().ok().flatten()) else { return false };
    // A page from elsewhere does not let its document be read.
    js_sys::Reflect::get(&top, &JsValue::from_str("document")).is_err()
}
