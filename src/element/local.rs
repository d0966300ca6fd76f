//! Takes the local policy from the loader: kept as text until what reads it is here, then read.

use leptos::prelude::{Effect, Get, Set};
use serde::Serialize;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Planner, json};
use crate::widget::FAULT;

/// The text of a local policy, or why it could not be fetched; none where the host page gives none.
pub type Given = Option<Result<String, String>>;

/// What the host page is told where a local policy cannot be used.
#[derive(Serialize)]
struct Told<'a> {
    code: &'static str,
    message: &'static str,
    messages: &'a [String],
}

#[wasm_bindgen]
impl Planner {
    /// Takes the text of the local policy; none takes it away.
    pub fn set_local(&self, text: Option<String>) {
        self.policy.set(text.map(Ok));
    }

    /// Says why the local policy could not be fetched, in words for the intranet's owner.
    pub fn refuse_local(&self, words: String) {
        self.policy.set(Some(Err(words)));
    }
}

impl Planner {
    /// Reads the policy once what reads it has come, and again whenever another is given.
    pub(super) fn watch_policy(&self) {
        let (session, given, services) = (self.session, self.policy, Rc::clone(&self.services));
        self.owner.with(|| {
            Effect::new(move |before: Option<Given>| {
                let given = given.get();
                let rest = session.rest.get();
                // Without what reads it there is nothing to say yet.
                if (given.is_some() && rest.is_none()) || before.as_ref() == Some(&given) {
                    return before.unwrap_or_default();
                }
                let read = match (&given, rest) {
                    (Some(Ok(text)), Some(rest)) => (rest.read_policy)(text, session.guidance).map(Some),
                    (Some(Err(words)), _) => Err(vec![words.clone()]),
                    _ => Ok(None),
                };
                let (policy, faults) = match read {
                    Ok(policy) => (policy.map(Arc::new), Vec::new()),
                    Err(faults) => (None, faults),
                };
                session.policy.set(policy);
                if !faults.is_empty() {
                    let told = Told { code: "EP-9", message: FAULT, messages: &faults };
                    services.event("error", &json(&told), false);
                }
                session.policy_faults.set(faults);
                given
            });
        });
    }
}
