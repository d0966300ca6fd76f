//! What the loader does for a planner: events, the second file, the print frame, the text kept for recovery.

use wasm_bindgen::{JsCast, JsValue};

use crate::browser;

/// The loader's services, as an object of functions.
///
/// - `event(name, detail, cancelable)`: dispatches `engagement-planner-NAME`; `detail` is JSON; false where it was
///   prevented.
/// - `complete()`: a promise that the second file of wasm and the handbook are here.
/// - `print(json)`: writes a document into a frame of our own and prints it; throws plain words where it cannot.
/// - `stored(id, value)`: keeps word of where the plan in hand is kept and what stands there, for recovery.
/// - `saved(text)`: keeps the text of the saved file, for recovery.
pub struct Services(JsValue);

impl Services {
    pub fn new(object: JsValue) -> Self {
        Self(object)
    }

    fn call(&self, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
        let function = js_sys::Reflect::get(&self.0, &JsValue::from_str(name))?;
        let function: js_sys::Function = function.dyn_into()?;
        let list = js_sys::Array::new();
        for argument in arguments {
            list.push(argument);
        }
        function.apply(&self.0, &list)
    }

    /// Dispatches an event; false where the host page prevented it.
    pub fn event(&self, name: &str, detail: &str, cancelable: bool) -> bool {
        let came =
            self.call("event", &[JsValue::from_str(name), JsValue::from_str(detail), JsValue::from_bool(cancelable)]);
        came.ok().and_then(|value| value.as_bool()).unwrap_or(true)
    }

    /// Keeps the text of the saved file, for recovery.
    pub fn saved(&self, text: &str) {
        let _ = self.call("saved", &[JsValue::from_str(text)]);
    }

    /// Keeps word of where the plan in hand is kept, and of what stands there, for recovery.
    pub fn stored(&self, id: &str, value: &str) {
        let _ = self.call("stored", &[JsValue::from_str(id), JsValue::from_str(value)]);
    }

    /// Sees to it that the rest is here, and calls back once it is.
    pub fn complete(&self, done: impl FnOnce(Result<(), JsValue>) + 'static) {
        match self.call("complete", &[]) {
            Ok(promise) => browser::when(&promise, Box::new(move |came| done(came.map(|_| ())))),
            Err(error) => done(Err(error)),
        }
    }

    /// Prints a document: its parts as JSON.
    pub fn print(&self, json: &[u8]) -> Result<(), String> {
        let json = String::from_utf8_lossy(json);
        self.call("print", &[JsValue::from_str(&json)]).map(|_| ()).map_err(|error| text_of(&error))
    }
}

/// The words of an error from JavaScript.
pub fn text_of(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok().and_then(|words| words.as_string());
    message
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "Something went wrong. Try again; your work is kept.".to_owned())
}
