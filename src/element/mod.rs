//! The boundary with the host page.
//!
//! In: attributes, properties and calls from the custom element in `public/engagement-planner.js`.
//! Out: a mounted view, events, JSON.
//! Never: views or business logic; writes to the host page outside its own element.

mod keeper;
mod later;
mod local;
mod services;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::OnceLock;

use leptos::prelude::{ArcRwSignal, Effect, Get, GetUntracked, Owner, RwSignal, Set, Update, WithUntracked, untrack};
use leptos::web_sys::{self, HtmlElement};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};

use crate::assessment::{DutyState, Fit};
use crate::browser::{self, NotRead};
use crate::document::{Kind, Sheet, name_of, undated};
use crate::export::{File, Format, Job};
use crate::guidance::{Guidance, Handbook, NotOurs, Unpressing};
use crate::plan::{OpenError, Saved};
use crate::session::{Place, Rest, Session, Settings};
use crate::widget::{Done, Doors, Fault, Given, Here, Keep, Local, LocalSignal, Take, app, step};
use keeper::Keeper;
use later::{Later, later};
use services::{Services, text_of};

/// The guidance, shared by every element on the page: one module, one copy.
static GUIDANCE: OnceLock<Guidance> = OnceLock::new();
/// The handbook and the second file of wasm, once they have come.
static REST: OnceLock<(Handbook, &'static Later)> = OnceLock::new();

thread_local! {
    /// Tells every session that the rest has come.
    static REST_HERE: ArcRwSignal<Option<Rest>> = ArcRwSignal::new(None);
    /// The handbook, as far as it is unpressed.
    static UNPRESSING: RefCell<Option<Unpressing>> = const { RefCell::new(None) };
    /// Called with a message when the module panics.
    static CRASH_LISTENER: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// Reads what first advice needs.
///
/// # Errors
/// Plain words where the bytes belong to another version.
#[wasm_bindgen]
pub fn load_guidance(bytes: &[u8]) -> Result<(), JsError> {
    let guidance = Guidance::unpack(bytes).map_err(|error| JsError::new(&error.to_string()))?;
    let _ = GUIDANCE.set(guidance);
    Ok(())
}

/// Begins to read the handbook, which comes pressed. The loader has brought the second file of wasm in before, and calls
/// [`load_more`] until all is here, letting the page breathe between.
///
/// # Errors
/// Plain words where the bytes belong to another version.
#[wasm_bindgen]
pub fn begin_later(bytes: Vec<u8>) -> Result<(), JsError> {
    let begun = (later().begin)(bytes).ok_or_else(not_ours)?;
    UNPRESSING.with(|held| *held.borrow_mut() = Some(begun));
    Ok(())
}

/// Reads the next piece of the handbook, and says whether all is here: then the second file is taken into use, and every
/// session is told.
///
/// # Errors
/// Plain words where the bytes are cut short or belong to another version.
#[wasm_bindgen]
pub fn load_more() -> Result<bool, JsError> {
    let later = later();
    let unpressed = UNPRESSING.with(|held| -> Result<Option<Unpressing>, JsError> {
        let mut held = held.borrow_mut();
        let last = held.as_mut().and_then(later.go_on).ok_or_else(not_ours)?;
        Ok(if last { held.take() } else { None })
    })?;
    let Some(unpressed) = unpressed else { return Ok(false) };
    let handbook = (later.handbook)(&unpressed).map_err(|error| JsError::new(&error.to_string()))?;
    let (handbook, later) = REST.get_or_init(|| (handbook, later));
    REST_HERE.with(|here| {
        here.set(Some(Rest {
            handbook,
            draft: later.draft,
            open: later.open,
            answers: later.answers,
            take_policy: later.take_policy,
            note_edition: later.note_edition,
            of_policy: later.of_policy,
        }));
    });
    Ok(true)
}

fn not_ours() -> JsError {
    JsError::new(&NotOurs.to_string())
}

/// Whether there is work of a planner with this key to take up: then the rest comes before the planner.
#[wasm_bindgen]
#[must_use]
pub fn has_kept(key: &str) -> bool {
    keeper::has_kept(key)
}

/// The version of the planner and the edition of its rules.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    let edition = GUIDANCE.get().map_or("", |guidance| guidance.edition.name.as_str());
    [env!("CARGO_PKG_VERSION"), " (rules ", edition, ")"].concat()
}

/// Calls `listener` with a message when the module panics: it cannot be used after that.
#[wasm_bindgen]
pub fn set_crash_listener(listener: js_sys::Function) {
    CRASH_LISTENER.with(|held| *held.borrow_mut() = Some(listener));
    std::panic::set_hook(Box::new(|panic| {
        let words = JsValue::from_str(&panic.to_string());
        CRASH_LISTENER.with(|held| {
            if let Some(listener) = held.borrow().as_ref() {
                let _ = listener.call1(&JsValue::NULL, &words);
            }
        });
    }));
}

/// Panics on purpose, so that recovery can be tried.
#[wasm_bindgen]
#[allow(clippy::panic, reason = "this is what it is for")]
pub fn crash() {
    panic!("asked to");
}

/// One planner: what stands behind one `<engagement-planner>`. Its work outlives its view.
#[wasm_bindgen]
pub struct Planner {
    owner: Owner,
    session: Session,
    services: Rc<Services>,
    local: LocalSignal,
    keeper: Rc<Keeper>,
    view: RefCell<Option<(browser::Drawn, browser::Keys)>>,
    /// The container of the view, while there is one: nothing else holds it, or an element that the host has dropped stays.
    drawn_in: Rc<RefCell<Option<web_sys::Element>>>,
    /// The same for every view.
    doors: OnceCell<Doors>,
}

#[wasm_bindgen]
impl Planner {
    /// A planner with the settings of the element and the services of the loader; see `Services`.
    ///
    /// # Errors
    /// Plain words where [`load_guidance`] has not been called.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &JsValue, services: JsValue) -> Result<Planner, JsError> {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let guidance = GUIDANCE.get().ok_or_else(|| JsError::new("The guidance has not been loaded."))?;
        let get = |name: &str| js_sys::Reflect::get(settings, &JsValue::from_str(name)).ok();
        let text = |name: &str| get(name).and_then(|value| value.as_string()).unwrap_or_default();
        let asked = Settings {
            organisation: text("organisation"),
            heading_level: level(get("headingLevel").and_then(|value| value.as_f64())),
        };
        let services = Rc::new(Services::new(services));
        let owner = Owner::new();
        let session = owner.with(|| Session::new(guidance, REST_HERE.with(Clone::clone), asked, browser::today()));
        let local = owner.with(|| LocalSignal(RwSignal::new(Local::default())));
        let on = get("autosave").and_then(|value| value.as_bool()).unwrap_or(true);
        let keeper = Rc::new(Keeper::new(session, Rc::clone(&services), text("key"), on));
        let (view, drawn_in, doors) = (RefCell::default(), Rc::default(), OnceCell::new());
        let planner = Self { owner, session, services, local, keeper, view, drawn_in, doors };
        let (plan, last) = (text("plan"), text("last"));
        planner.keeper.take_up((!plan.is_empty()).then_some((plan, last)));
        planner.begin(text("scenario"));
        planner.watch();
        Ok(planner)
    }

    /// Begins the worked example of the `scenario` attribute, where there is no work yet.
    fn begin(&self, scenario: String) {
        let session = self.session;
        if scenario.is_empty() || session.answers.with_untracked(|answers| !answers.is_empty()) {
            return;
        }
        self.owner.with(|| {
            let begun = Cell::new(false);
            Effect::new(move |_| {
                if let Some(handbook) = session.handbook()
                    && !begun.replace(true)
                    && let Some(found) = handbook.scenarios.iter().find(|one| one.id == scenario)
                {
                    session.begin(found);
                }
            });
        });
    }

    /// Autosave, the one effect: every change is a step that can be undone, is kept soon, handed to the loader at once, and
    /// told to the host page.
    fn watch(&self) {
        let session = self.session;
        let services = Rc::clone(&self.services);
        let keeper = Rc::clone(&self.keeper);
        let drawn_in = Rc::clone(&self.drawn_in);
        self.owner.with(|| {
            Effect::new(move |before: Option<String>| {
                let text = session.saved.get();
                if before.is_none() {
                    session.forget_steps();
                }
                // Work that is here from the start, as the host gave it or a crash left it, is kept as well.
                let changed = before.as_ref().map_or_else(|| session.has_work(), |before| *before != text);
                if changed {
                    session.see(drawn_in.borrow().as_ref().and_then(browser::typing_in));
                    services.saved(&text);
                    keeper.changed();
                    if before.is_some() {
                        services.event("change", &text, false);
                    }
                }
                text
            });
            let keeper = Rc::clone(&self.keeper);
            Effect::new(move |_| {
                // The first page lists what is kept, this plan with it.
                if session.place.get() == Place::Start {
                    keeper.write();
                    keeper.look();
                }
            });
            let services = Rc::clone(&self.services);
            Effect::new(move |before: Option<bool>| {
                let there = session.plan.get().is_some();
                if there && before.is_some() {
                    services.event("plan", "null", false);
                }
                there
            });
        });
    }

    /// Keeps the work now, without waiting: the page is going.
    pub fn flush(&self) {
        self.keeper.write();
    }

    /// Another tab has changed what is kept under a key; or all of it, where none is given. Or the page was away and is
    /// back, and what is kept may have changed meanwhile.
    #[allow(clippy::needless_pass_by_value, reason = "a text from JavaScript comes as its own")]
    pub fn heard(&self, key: Option<String>) {
        self.keeper.heard(key.as_deref());
    }

    /// Draws the view into a container of the element's own.
    pub fn mount(&self, container: &HtmlElement) {
        let doors = *self.doors.get_or_init(|| self.doors());
        let (session, local) = (self.session, self.local);
        let here = Here { session, doors, local, pages: || REST.get().map(|(_, later)| later.pages) };
        let seen = Cell::new(None);
        container.set_text_content(None);
        let drawn = self.owner.with(|| browser::draw(container, move || app(here, &seen)));
        let keys = browser::undo_keys(container, move |back| step(session, local, back));
        *self.view.borrow_mut() = Some((drawn, keys));
        *self.drawn_in.borrow_mut() = Some(container.clone().unchecked_into());
        self.keeper.heard(None);
    }

    /// Takes the view away. The work stays.
    pub fn unmount(&self) {
        self.flush();
        self.view.borrow_mut().take();
        self.drawn_in.borrow_mut().take();
    }

    /// Takes a changed attribute.
    pub fn set(&self, name: &str, value: Option<String>) {
        let value = value.unwrap_or_default();
        match name {
            "organisation" => self.session.settings.update(|settings| settings.organisation = value),
            "heading-level" => self
                .session
                .settings
                .update(|settings| settings.heading_level = level(value.parse::<u8>().ok().map(f64::from))),
            "autosave" => self.keeper.turn(value != "off"),
            _ => {}
        }
    }

    /// The answers, as JSON.
    #[must_use]
    pub fn answers(&self) -> String {
        self.session.answers.with_untracked(|answers| serde_json::to_string(answers).unwrap_or_default())
    }

    /// Takes answers, as JSON.
    ///
    /// # Errors
    /// Plain words where they are not answers; what was there stays.
    pub fn set_answers(&self, json: &str) -> Result<(), JsError> {
        let Some(rest) = self.session.rest.get_untracked() else {
            return Err(JsError::new(&OpenError::TooEarly.to_string()));
        };
        let mut answers = (rest.answers)(json).map_err(|words| JsError::new(&words))?;
        answers.bring_up_to_date(self.session.guidance);
        self.session.answers.set(answers);
        Ok(())
    }

    /// What follows from the answers, in short, as JSON: duties and approaches with their states.
    #[must_use]
    pub fn assessment(&self) -> String {
        let a = self.session.assessment.get_untracked();
        let duties = a.duties.iter().map(|one| DutyInShort { id: &one.duty.id, state: one.state });
        let approaches = a.recommendations.iter().map(|one| ApproachInShort {
            id: &one.approach.id,
            reference: &one.approach.reference,
            fit: one.fit,
            with_care: one.with_care(),
        });
        json(&InShort { edition: &a.guidance.edition.name, duties: duties.collect(), approaches: approaches.collect() })
    }

    /// The plan, as JSON; `null` until the rest has come.
    #[must_use]
    pub fn plan(&self) -> String {
        self.session.plan.with_untracked(|plan| match (plan, REST.get()) {
            (Some(plan), Some((_, later))) => (later.plan_json)(plan),
            _ => "null".to_owned(),
        })
    }

    /// The text of the saved file.
    #[must_use]
    pub fn saved(&self) -> String {
        self.session.saved.get_untracked()
    }

    /// Why a file of so many bytes is not read at all; nothing where it is.
    #[must_use]
    pub fn refused(&self, bytes: f64) -> Option<String> {
        browser::is_too_large(bytes).then(|| OpenError::TooLarge.to_string())
    }

    /// Opens a file that is or carries a plan. The plan in hand is kept in the browser first.
    ///
    /// # Errors
    /// Plain words that say what to do; the work in hand is kept.
    pub fn open(&self, bytes: &[u8]) -> Result<(), JsError> {
        self.keeper.open(bytes).map_err(|error| JsError::new(&error.to_string()))
    }

    /// Begins a new plan: the person chose to on the page that the loader drew before the planner was here.
    pub fn start_new(&self) {
        self.session.go(self.session.carry_on());
    }

    /// Says what went wrong with something that was begun on that page.
    pub fn say(&self, words: &str) {
        self.session.say(words, true);
    }

    /// Goes on with the work of a planner that stopped: the same plan, in the same place.
    ///
    /// # Errors
    /// Plain words that say what to do.
    pub fn carry_on(&self, text: &str) -> Result<(), JsError> {
        self.session.open(text).map_err(|error| JsError::new(&error.to_string()))?;
        if untrack(|| self.session.has_work()) {
            self.session.go(Place::Answers);
        }
        Ok(())
    }

    /// Takes the plan in hand away, here and where it was kept.
    pub fn reset(&self) {
        self.session.reset();
        self.keeper.forget();
    }

    /// The plan as a file: its media type and its bytes.
    ///
    /// # Errors
    /// Plain words that say what to try instead; the work is kept.
    pub fn export(&self, format: &str) -> Result<js_sys::Array, JsError> {
        let format = match format {
            "docx" => Format::Docx,
            "html" => Format::Html,
            "csv" => Format::Csv(Sheet::Tasks),
            "ics" => Format::Ics,
            _ => Format::Markdown,
        };
        let file = file(self.session, format, Kind::Full).map_err(|words| JsError::new(&words))?;
        Ok(js_sys::Array::of2(&JsValue::from_str(file.media_type), &js_sys::Uint8Array::from(&file.bytes[..])))
    }

    fn doors(&self) -> Doors {
        let session = self.session;
        let services = Rc::clone(&self.services);
        let giver = Rc::clone(&self.services);
        let reader = Rc::clone(&self.services);
        let keeper = Rc::clone(&self.keeper);
        let waiting = Rc::clone(&self.services);
        let (one, two) = (Rc::clone(&self.drawn_in), Rc::clone(&self.drawn_in));
        let focus = |place: &RefCell<Option<web_sys::Element>>, selector: &str| {
            if let Some(root) = place.borrow().as_ref() {
                browser::focus(root, selector);
            }
        };
        self.owner.with(|| {
            Doors::new(Given {
                take: Box::new(move |what, depth, done| take(session, &services, what, depth, done)),
                give: Box::new(move |file, done| {
                    let may = giver.event("export", r#"{"format":"case","depth":"case"}"#, true);
                    done(if may { handed(&file) } else { Err(STOPPED.to_owned().into()) });
                }),
                read: Box::new(move |field, done| {
                    // What reads plans comes with the rest. Whether it has come, `Session::open` says.
                    let reader = Rc::clone(&reader);
                    let read = move |read: Result<Vec<u8>, NotRead>| {
                        let bytes = read.map_err(|no| match no {
                            NotRead::TooLarge => OpenError::TooLarge,
                            NotRead::Broken => OpenError::Unreadable,
                        });
                        reader.complete(move |_| done(bytes));
                    };
                    browser::chosen_file(field, Box::new(read));
                }),
                keep: Box::new(move |what| {
                    // What reads a plan comes with the rest.
                    if matches!(what, Keep::Open(_) | Keep::Copy(_) | Keep::Theirs) {
                        let keeper = Rc::clone(&keeper);
                        waiting.complete(move |_| keeper.does(what));
                    } else {
                        keeper.does(what);
                    }
                }),
                focus: Box::new(move |selector| {
                    let place = Rc::clone(&one);
                    browser::after_paint(move || focus(&place, selector));
                }),
                focus_on: Box::new(move |name| {
                    let place = Rc::clone(&two);
                    // After the heading of a page that is turned to at the same time.
                    let last = move || focus(&place, &["[data-focus=\"", &name, "\"]"].concat());
                    browser::after_paint(move || browser::after_paint(last));
                }),
                idle: |then| browser::on_idle(then),
            })
        })
    }
}

/// What follows from the answers, in short.
#[derive(Serialize)]
struct InShort<'a> {
    edition: &'a str,
    duties: Vec<DutyInShort<'a>>,
    approaches: Vec<ApproachInShort<'a>>,
}

#[derive(Serialize)]
struct DutyInShort<'a> {
    id: &'a str,
    state: DutyState,
}

#[derive(Serialize)]
struct ApproachInShort<'a> {
    id: &'a str,
    #[serde(rename = "ref")]
    reference: &'a str,
    fit: Fit,
    with_care: bool,
}

/// What the host page is told of a file before it is made.
#[derive(Serialize)]
struct Told {
    format: &'static str,
    depth: Kind,
    /// Which table, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'static str>,
}

fn json(what: &impl Serialize) -> String {
    serde_json::to_string(what).unwrap_or_default()
}

fn level(asked: Option<f64>) -> u8 {
    match asked {
        Some(level) if (1.0..=4.0).contains(&level) => level as u8,
        _ => 2,
    }
}

/// Makes a file or a print, after asking the host page, which may prevent it.
fn take(session: Session, services: &Rc<Services>, what: Take, depth: Kind, done: Done) {
    let format = match what {
        Take::Word => "docx",
        Take::WebPage => "html",
        Take::Text | Take::Copy => "md",
        Take::Table(_) => "csv",
        Take::Calendar => "ics",
        Take::PlanFile => "json",
        Take::Print => "print",
    };
    let table = if let Take::Table(which) = what { Some(which.id()) } else { None };
    if !services.event("export", &json(&Told { format, depth, table }), true) {
        return done(Err(STOPPED.to_owned().into()));
    }
    let saved = session.saved.get_untracked();
    if what == Take::PlanFile {
        // The plan file never waits for anything to be fetched.
        let name = session.edits.with_untracked(|edits| name_of(&edits.title, "plan-file", session.today)) + ".json";
        return done(given(&name, browser::download(&name, "application/json", saved.as_bytes())));
    }
    let printer = Rc::clone(services);
    services.complete(move |came| {
        let format = match what {
            Take::Word => Format::Docx,
            Take::WebPage => Format::Html,
            Take::Print => Format::Print,
            Take::Table(which) => Format::Csv(which),
            Take::Calendar => Format::Ics,
            Take::Text | Take::Copy | Take::PlanFile => Format::Markdown,
        };
        let file = match came.map_err(|error| text_of(&error)).and_then(|()| file(session, format, depth)) {
            Ok(file) => file,
            Err(words) => return done(Err(words.into())),
        };
        match what {
            Take::Print => match printer.print(&file.bytes) {
                Ok(()) => done(Ok("The print window is open. To make a PDF, choose “Save as PDF” there.".to_owned())),
                Err(words) => done(Err(words.into())),
            },
            Take::Copy => {
                let text = String::from_utf8_lossy(&file.bytes).into_owned();
                let by_hand = text.clone();
                browser::copy(&text, move |copied| {
                    done(
                        copied
                            .map(|()| "The text is on the clipboard. Paste it into a document.".to_owned())
                            .map_err(|no| Fault { words: no.0.to_owned(), text: by_hand }),
                    );
                });
            }
            _ => {
                let given = handed(&file);
                let left_out = if what == Take::Calendar { left_out(session) } else { String::new() };
                done(given.map(|words| words + &left_out));
            }
        }
    });
}

/// How many tasks stand in no calendar, in a sentence; nothing where all do.
fn left_out(session: Session) -> String {
    let count = session.plan.with_untracked(|plan| plan.as_ref().map_or(0, |plan| undated(plan)));
    match count {
        0 => String::new(),
        1 => " 1 task has no date, and is not in it.".to_owned(),
        count => [" ", &count.to_string(), " tasks have no date, and are not in it."].concat(),
    }
}

/// Makes a file of the plan in hand.
fn file(session: Session, format: Format, depth: Kind) -> Result<File, String> {
    let (Some((_, later)), Some(plan)) = (REST.get(), session.plan.get_untracked()) else {
        return Err("The part that makes files has not come yet. Try again in a moment. Your work is kept.".to_owned());
    };
    let plan = if depth == Kind::WhatIf { (later.with_variants)(&session, &plan) } else { plan };
    let (answers, edits) = (session.answers.get_untracked(), session.edits.get_untracked());
    let saved = Saved::new(&session.guidance.edition.name, answers, edits);
    let terms = session.rest.get_untracked().map(|rest| rest.handbook.terms.as_slice()).unwrap_or_default();
    (later.export)(&Job { plan: &plan, terms, depth, format, saved: &saved }).map_err(|error| error.to_string())
}

/// What is said where the host page prevents a file.
const STOPPED: &str = "This page has stopped the file from being made. Ask the intranet’s owner.";

fn handed(file: &File) -> Result<String, Fault> {
    given(&file.name, browser::download(&file.name, file.media_type, &file.bytes))
}

fn given(name: &str, came: Result<(), browser::Denied>) -> Result<String, Fault> {
    match came {
        Ok(()) => Ok(["“", name, "” is in your downloads."].concat()),
        Err(no) => Err(no.0.to_owned().into()),
    }
}
