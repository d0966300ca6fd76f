//! The exporter's wasm, fetched when a file is first asked for.
//!
//! In: the packed guidance, once; then jobs as JSON, each with the text of a saved file.
//! Out: files: `{ name, type, bytes }`.
//! Never: keeps a plan, reads a clock, touches the page or the network.

use std::cell::OnceCell;

use engagement_planner::assessment::assess;
use engagement_planner::date::Date;
use engagement_planner::document::Depth;
use engagement_planner::export::{Format, Job, export};
use engagement_planner::guidance::{Guidance, Handbook};
use engagement_planner::plan::{Saved, draft};
use js_sys::{Object, Reflect, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

fn main() {}

thread_local! {
    static GUIDANCE: OnceCell<(Guidance, Handbook)> = const { OnceCell::new() };
}

/// What the page asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    saved: String,
    format: Format,
    depth: Depth,
    #[serde(default)]
    organisation: String,
    today: Date,
}

/// Takes the packed guidance. It is taken once; a second time changes nothing.
///
/// # Errors
/// Bytes that do not belong to this version, in words that say what to do.
#[wasm_bindgen]
pub fn load(first: &[u8], handbook: &[u8]) -> Result<(), JsError> {
    let g = Guidance::unpack(first).map_err(|error| JsError::new(&error.to_string()))?;
    let handbook = Handbook::unpack(handbook).map_err(|error| JsError::new(&error.to_string()))?;
    GUIDANCE.with(|place| {
        let _ = place.set((g, handbook));
    });
    Ok(())
}

/// Makes a file.
///
/// # Errors
/// What happened and what to try instead, in words to be shown.
#[wasm_bindgen]
pub fn export_plan(job: &str) -> Result<JsValue, JsError> {
    let asked: Asked = serde_json::from_str(job).map_err(|_| {
        JsError::new("The page and the part that makes files do not belong together. Reload the page, or ask the intranet's owner to copy the whole folder again. Your plan is kept.")
    })?;
    let saved = Saved::from_text(&asked.saved).map_err(|error| JsError::new(&error.to_string()))?;
    let plan = GUIDANCE.with(|place| {
        place.get().map(|(g, handbook)| {
            let assessment = assess(g, &saved.answers, asked.today);
            draft(g, handbook, &assessment, &saved.answers, &saved.edits, asked.organisation.trim(), asked.today)
        })
    });
    let Some(plan) = plan else {
        return Err(JsError::new("The guidance has not arrived yet. Wait a moment and try again. Your plan is kept."));
    };
    let job = Job { plan, depth: asked.depth, format: asked.format, saved };
    let file = export(&job).map_err(|error| JsError::new(&error.to_string()))?;
    let out = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&out, &JsValue::from_str(name), value);
    let whole = set("name", &JsValue::from_str(&file.name))
        .and(set("type", &JsValue::from_str(file.media_type)))
        .and(set("bytes", &Uint8Array::from(file.bytes.as_slice())));
    whole.map_err(|_| JsError::new("The file could not be handed to the page. Try again. Your plan is kept."))?;
    Ok(out.into())
}
