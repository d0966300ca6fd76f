//! Takes the local policy from the loader, which gives it once what reads it is here.

use leptos::prelude::GetUntracked;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Planner;

#[wasm_bindgen]
impl Planner {
    /// Takes the local policy: its text; or why it could not be fetched, in words for the intranet's owner, as a `fault`;
    /// or nothing, which takes it away.
    pub fn set_local(&self, text: Option<String>, fault: Option<String>) {
        let Some(rest) = self.session.rest.get_untracked() else { return };
        if let Some(told) = (rest.take_policy)(&self.session, text, fault) {
            self.services.event("error", &told, false);
        }
    }
}
