//! Keeps the work of one planner in the browser: each plan under a key of its own, never over what this tab has not seen.
//!
//! Before each write the value that stands there is read and compared with what this tab last wrote or read; after it the
//! value is read back. Between that look and the write another process may write too: the browser has no lock that is
//! everywhere. That race is a few microseconds long, and it is noticed: the one whose work was written over hears it from
//! the `storage` event, or at the next look, finds a value that is not its own, and is told. Its work is still in its
//! memory, and is kept beside the other as a copy.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{GetUntracked, Set, Update, WithUntracked, untrack};

use super::services::Services;
use crate::browser::{self, Area, NotKept};
use crate::keeping::{BEFORE, Keeping, Mine, Next, OPEN, PLANS, id, next, seal, shelf, unseal, went_on};
use crate::plan::{OpenError, Saved};
use crate::session::{Place, Session};
use crate::widget::Keep;

/// The part of an element that keeps its work.
pub struct Keeper {
    session: Session,
    services: Rc<Services>,
    /// The element's own key, by which it finds its plan again.
    element: String,
    /// Whether the host page wants the work kept.
    on: Cell<bool>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    area: Option<Area>,
    /// The plan in hand.
    at: Slot,
    /// Where this tab's work is kept while another tab has the plan.
    aside: Option<Slot>,
    /// The key of the time before there were several plans, until its plan is kept under a new one.
    before: Option<String>,
    /// The highest revision that this tab has seen.
    highest: u32,
    /// A write is to come, or has just been: the next waits.
    resting: bool,
    /// Something has changed since the last write.
    changed: bool,
}

/// A plan's place, and what this tab last wrote or read there.
#[derive(Clone, Default)]
struct Slot {
    id: Option<String>,
    last: Option<String>,
}

impl Slot {
    fn key(&self) -> String {
        [PLANS, self.id.as_deref().unwrap_or_default()].concat()
    }
}

/// Whether there is work of an element to take up.
pub fn has_kept(element: &str) -> bool {
    let Some(area) = browser::area() else { return false };
    found(area, element).is_some() || matches!(browser::kept(area, &[BEFORE, element].concat()), Ok(Some(_)))
}

/// The plan that an element had open, in this tab or else in this browser: its id and its value.
fn found(area: Area, element: &str) -> Option<(String, String)> {
    let key = [OPEN, element].concat();
    [Area::Tab, area].into_iter().find_map(|from| {
        let id = browser::kept(from, &key).ok().flatten()?;
        let value = browser::kept(area, &[PLANS, &id].concat()).ok().flatten()?;
        Some((id, value))
    })
}

impl Keeper {
    pub fn new(session: Session, services: Rc<Services>, element: String, on: bool) -> Self {
        Self { session, services, element, on: Cell::new(on), state: RefCell::default() }
    }

    /// Takes up what was kept. `after_crash` is where the plan was kept, as a planner that stopped left word of it: its
    /// work is given afterwards.
    pub fn take_up(&self, after_crash: Option<(String, String)>) {
        if !self.on.get() {
            return self.tell(Keeping::Off);
        }
        let Some(area) = browser::area() else { return self.tell(Keeping::Denied) };
        self.state.borrow_mut().area = Some(area);
        self.tell(self.fine());
        self.look();
        if let Some((id, last)) = after_crash {
            return self.hold(Slot { id: Some(id), last: Some(last) });
        }
        let old_key = [BEFORE, &self.element].concat();
        let old = browser::kept(area, &old_key).ok().flatten();
        if let Some((id, value)) = found(area, &self.element) {
            self.open_value(id, value);
        } else if let Some(text) = old.as_ref() {
            match self.session.open(text) {
                Ok(()) => {
                    self.state.borrow_mut().before = Some(old_key);
                    return self.write();
                }
                Err(OpenError::Empty) => browser::forget(area, &old_key),
                // What was kept cannot be read. It stays where it is, and a new plan gets a key of its own.
                Err(error) => return self.refuse(&error),
            }
        }
        // A plan of the time before, where the element has another open by now: it goes on the shelf.
        if let Some(text) = old
            && let Some(Ok((saved, _))) = self.session.rest.get_untracked().map(|rest| (rest.open)(text.as_bytes()))
            && self.put(area, &saved)
        {
            browser::forget(area, &old_key);
        }
    }

    /// Opens a value that was kept, in place of the work in hand.
    fn open_value(&self, id: String, value: String) -> bool {
        match unseal(&value) {
            Ok(kept) => match self.session.open(kept.text) {
                Ok(()) => {
                    if !kept.whole {
                        self.say(
                            "What was kept here was changed outside the planner. Check it before you go on.",
                            true,
                        );
                    }
                    self.hold(Slot { id: Some(id), last: Some(value) });
                    self.session.forget_steps();
                    self.tell(self.fine());
                    return true;
                }
                Err(error) => self.refuse(&error),
            },
            Err(unread) => self.say(unread.words(), true),
        }
        false
    }

    fn refuse(&self, error: &OpenError) {
        let words = match error {
            OpenError::Newer(_) => crate::keeping::Unread::Newer.words().to_owned(),
            OpenError::TooEarly => error.to_string(),
            OpenError::Damaged(at) => [
                "The plan that was kept here cannot be read: it was cut short or changed (",
                at,
                "). It is still in this browser, as it was. If you saved a file, open that.",
            ]
            .concat(),
            _ => crate::keeping::Unread::NotOurs.words().to_owned(),
        };
        self.say(&words, true);
    }

    fn say(&self, words: &str, fault: bool) {
        self.session.say(words, fault);
    }

    /// Something has changed. It is kept at once, or a quarter of a second after the last write: typing on and on does
    /// not put it off.
    pub fn changed(self: &Rc<Self>) {
        let resting = {
            let mut state = self.state.borrow_mut();
            state.changed = true;
            std::mem::replace(&mut state.resting, true)
        };
        if !resting {
            let me = Rc::clone(self);
            browser::after_paint(move || me.write_and_rest());
        }
    }

    fn write_and_rest(self: &Rc<Self>) {
        let before = self.state.borrow().highest;
        self.write();
        // Where there was nothing to write, there is nothing to rest from.
        if self.state.borrow().highest == before && self.session.keeping.get_untracked().safe() {
            self.state.borrow_mut().resting = false;
            return;
        }
        let me = Rc::clone(self);
        browser::soon(move || {
            let changed = {
                let mut state = me.state.borrow_mut();
                state.resting = state.changed;
                state.changed
            };
            if changed {
                me.write_and_rest();
            }
        });
    }

    /// Keeps the work now, where it is not kept yet, and looks whether anybody else has written.
    pub fn write(&self) {
        if !self.on.get() {
            return;
        }
        self.state.borrow_mut().changed = false;
        let has_work = untrack(|| self.session.has_work());
        let Some(text) = self.session.saved.try_get_untracked() else { return };
        let mut at = self.state.borrow().at.clone();
        if at.id.is_none() && !has_work {
            return;
        }
        let Some(area) = self.area() else { return self.tell(Keeping::Denied) };
        let fresh = at.id.is_none();
        let came = loop {
            if at.id.is_none() {
                at.id = Some(id(browser::chance()));
            }
            let stored = match browser::kept(area, &at.key()) {
                Ok(stored) => stored,
                Err(_) => return self.tell(Keeping::Denied),
            };
            let highest = self.state.borrow().highest;
            match next(stored.as_deref(), at.last.as_deref(), &text, highest) {
                Next::Nothing => break Ok(()),
                Next::Same => {
                    at.last = stored;
                    break Ok(());
                }
                Next::Write(revision) => break self.put_at(area, &mut at, revision, &text),
                Next::Taken => at = Slot::default(),
                Next::Gone => return self.tell(Keeping::Gone),
                Next::Theirs => return self.aside(area, stored.as_deref().unwrap_or_default(), &text),
            }
        };
        if came.is_ok() || !fresh || at.last.is_some() {
            self.hold(at);
        }
        match came {
            Ok(()) => {
                let mut state = self.state.borrow_mut();
                let before = state.before.take();
                let aside = state.aside.take();
                drop(state);
                if let Some(key) = before {
                    browser::forget(area, &key);
                }
                if let Some(aside) = aside {
                    browser::forget(area, &aside.key());
                }
                self.tell(self.fine());
                // The list is on the first page alone.
                if self.session.place.get_untracked() == Place::Start {
                    self.look();
                }
            }
            Err(why) => self.tell(why),
        }
    }

    /// Writes one value and reads it back.
    fn put_at(&self, area: Area, at: &mut Slot, revision: u32, text: &str) -> Result<(), Keeping> {
        let title = self.session.edits.with_untracked(|edits| edits.title.clone());
        let value = seal(revision, at.last.as_deref(), &browser::now(), &title, text);
        match browser::keep(area, &at.key(), &value) {
            Ok(()) => {
                at.last = Some(value);
                self.state.borrow_mut().highest = revision;
                Ok(())
            }
            Err(NotKept::Denied) => Err(Keeping::Denied),
            Err(NotKept::Full) => Err(Keeping::Full),
            Err(NotKept::Differs(back)) => {
                // What stands there now is this tab's own doing.
                at.last = back;
                Err(Keeping::Differs)
            }
        }
    }

    /// Another tab has the plan: this tab's work is kept beside it, unless the other tab had it and went on from it.
    fn aside(&self, area: Area, stored: &str, text: &str) {
        let (mut aside, older) = {
            let state = self.state.borrow();
            let last = state.at.last.as_deref();
            // What was older before is older still, while nothing is changed here.
            let still = self.session.keeping.get_untracked() == Keeping::Theirs(Mine::Older)
                && last.and_then(|last| unseal(last).ok()).is_some_and(|last| last.text == text);
            (state.aside.clone().unwrap_or_default(), still || went_on(stored, last, text))
        };
        if older && aside.id.is_none() {
            return self.tell(Keeping::Theirs(Mine::Older));
        }
        if aside.last.as_deref().and_then(|last| unseal(last).ok()).is_some_and(|kept| kept.text == text) {
            return self.tell(Keeping::Theirs(Mine::Beside));
        }
        if aside.id.is_none() {
            aside.id = Some(id(browser::chance()));
        }
        let revision = self.state.borrow().highest.saturating_add(1);
        let came = self.put_at(area, &mut aside, revision, text);
        if came.is_ok() {
            self.state.borrow_mut().aside = Some(aside);
        }
        self.tell(Keeping::Theirs(if came.is_ok() { Mine::Beside } else { Mine::Here }));
    }

    /// Puts a plan that is not in hand on the shelf, and says whether it stands there.
    fn put(&self, area: Area, saved: &Saved) -> bool {
        let revision = {
            let mut state = self.state.borrow_mut();
            state.highest = state.highest.saturating_add(1);
            state.highest
        };
        let value = seal(revision, None, &browser::now(), &saved.edits.title, &saved.to_text());
        let came = browser::keep(area, &[PLANS, &id(browser::chance())].concat(), &value).is_ok();
        self.look();
        came
    }

    /// Another tab has changed what is kept under a key, or all of it.
    pub fn heard(&self, key: Option<&str>) {
        if key.is_some_and(|key| !key.starts_with(PLANS)) {
            return;
        }
        self.look();
        let mine = self.state.borrow().at.key();
        if key.is_none_or(|key| key == mine) {
            self.write();
        }
    }

    /// Reads the shelf again.
    pub fn look(&self) {
        let Some(area) = self.state.borrow().area else { return };
        let list = shelf(&browser::kept_under(area, PLANS));
        let mut state = self.state.borrow_mut();
        state.highest = list.iter().fold(state.highest, |highest, one| highest.max(one.revision));
        drop(state);
        if self.session.shelf.with_untracked(|before| *before != list) {
            self.session.shelf.set(list);
        }
    }

    /// The host page turns the keeping on or off.
    pub fn turn(&self, on: bool) {
        self.on.set(on);
        if on {
            self.tell(if self.area().is_some() { self.fine() } else { Keeping::Denied });
            self.write();
        } else {
            self.tell(Keeping::Off);
        }
    }

    fn area(&self) -> Option<Area> {
        let mut state = self.state.borrow_mut();
        if state.area.is_none() {
            state.area = browser::area();
        }
        state.area
    }

    fn fine(&self) -> Keeping {
        match self.state.borrow().area {
            Some(Area::Tab) => Keeping::Tab,
            _ if browser::framed() => Keeping::Framed,
            _ => Keeping::Here,
        }
    }

    fn tell(&self, keeping: Keeping) {
        if self.session.keeping.try_get_untracked().is_some_and(|before| before != keeping) {
            self.session.keeping.set(keeping);
        }
    }

    /// Takes a place as that of the plan in hand, and leaves word of it for the next load and for a crash.
    fn hold(&self, at: Slot) {
        let key = [OPEN, &self.element].concat();
        let area = self.state.borrow().area;
        if self.state.borrow().at.id != at.id {
            for area in [Some(Area::Tab), area].into_iter().flatten() {
                match &at.id {
                    Some(id) => {
                        let _ = browser::keep(area, &key, id);
                    }
                    None => browser::forget(area, &key),
                }
            }
            self.session.in_hand.set(at.id.clone());
        }
        self.services.stored(at.id.as_deref().unwrap_or_default(), at.last.as_deref().unwrap_or_default());
        self.state.borrow_mut().at = at;
    }

    /// Leaves the plan in hand on the shelf: what comes next is another plan.
    fn let_go(&self) {
        self.state.borrow_mut().aside = None;
        self.hold(Slot::default());
        self.look();
    }

    /// Keeps the plan in hand, and makes room for another. A worked example that nobody has changed leaves no trace.
    fn park(&self) {
        if self.session.is_example() {
            return self.forget();
        }
        self.write();
        self.let_go();
    }

    /// Takes the plan in hand away from where it was kept.
    pub fn forget(&self) {
        let area = self.state.borrow().area;
        let keys = {
            let mut state = self.state.borrow_mut();
            [Some(state.at.clone()), state.aside.take()]
        };
        if let Some(area) = area {
            for slot in keys.into_iter().flatten().filter(|slot| slot.id.is_some()) {
                browser::forget(area, &slot.key());
            }
            if let Some(key) = self.state.borrow_mut().before.take() {
                browser::forget(area, &key);
            }
        }
        self.let_go();
        if self.on.get() && area.is_some() {
            self.tell(self.fine());
        }
    }

    /// Opens a file that is or carries a plan, as a plan of its own. The plan in hand is kept first; where it cannot be, one step
    /// back brings it again.
    ///
    /// # Errors
    /// [`OpenError`]; the work in hand stays.
    pub fn open(&self, bytes: &[u8]) -> Result<(), OpenError> {
        let had_work = untrack(|| self.session.has_work());
        let before = self.session.saved.get_untracked();
        if had_work {
            self.write();
        }
        let (example, safe) = (self.session.is_example(), self.session.keeping.get_untracked().safe());
        let carrier = self.session.open_file(bytes)?;
        self.session.notice.set(None);
        let other = had_work && before != self.session.saved.get_untracked();
        match (other, example) {
            (true, true) => self.forget(),
            (true, false) => self.let_go(),
            _ => {}
        }
        if other && !example && !safe {
            self.session.see(None);
            self.say("The plan that was here is not kept in this browser. Undo brings it back.", true);
        } else {
            self.session.forget_steps();
            self.session.say_carrier(carrier);
        }
        self.turn_to(Place::Answers);
        Ok(())
    }

    /// Turns to a page, and says there what was just said.
    fn turn_to(&self, place: Place) {
        let notice = self.session.notice.get_untracked();
        self.session.go(place);
        self.session.notice.set(notice);
    }

    /// Does what a person asks of the keeping.
    pub fn does(&self, what: Keep) {
        match what {
            Keep::Park => self.park(),
            Keep::Forget => self.forget(),
            Keep::Again => {
                if self.session.keeping.get_untracked() == Keeping::Gone {
                    self.state.borrow_mut().at.last = None;
                }
                self.write();
                self.look();
                if self.session.keeping.get_untracked().safe() {
                    self.say("Your work is kept again.", false);
                }
            }
            Keep::Mine => self.mine(),
            Keep::Theirs => self.theirs(),
            Keep::SaveCopy => self.save_copy(),
            Keep::File(bytes) => {
                if let Err(error) = self.open(&bytes) {
                    self.say(&error.to_string(), true);
                }
            }
            Keep::Open(id) => self.open_shelved(id),
            Keep::Copy(id) => self.copy_shelved(&id),
            Keep::Remove(id) => self.remove_shelved(&id),
        }
    }

    /// "Keep mine": knowingly over what the other tab wrote.
    fn mine(&self) {
        if let Some(area) = self.area() {
            let there = browser::kept(area, &self.state.borrow().at.key()).ok().flatten();
            self.state.borrow_mut().at.last = there;
            self.write();
            self.look();
            if self.session.keeping.get_untracked().safe() {
                self.say("Yours is kept in its place.", false);
            }
        }
    }

    /// "Open theirs": this tab's own work is one step back.
    fn theirs(&self) {
        let Some(area) = self.area() else { return };
        let at = self.state.borrow().at.clone();
        let Some(value) = browser::kept(area, &at.key()).ok().flatten() else { return self.write() };
        let opened = match unseal(&value) {
            Ok(kept) => self.session.open(kept.text).map_err(|error| error.to_string()),
            Err(unread) => Err(unread.words().to_owned()),
        };
        match opened {
            Err(words) => self.say(&words, true),
            Ok(()) => {
                let aside = self.state.borrow_mut().aside.take();
                if let Some(aside) = aside {
                    browser::forget(area, &aside.key());
                }
                self.hold(Slot { id: at.id, last: Some(value) });
                self.session.see(None);
                self.tell(self.fine());
                self.look();
                self.say("The other version is open. Undo brings yours back.", false);
            }
        }
    }

    /// "Save a copy": this tab goes on with a plan of its own, and the other stays as it is.
    fn save_copy(&self) {
        self.session.edits.update(|edits| edits.title = copy_of(&edits.title));
        let aside = self.state.borrow_mut().aside.take();
        self.hold(aside.unwrap_or_default());
        self.write();
        self.look();
        if self.session.keeping.get_untracked().safe() {
            self.say("Your copy is kept. The other version stays as it is.", false);
        }
    }

    fn value_of(&self, id: &str) -> Option<(Area, String)> {
        let area = self.area()?;
        let value = browser::kept(area, &[PLANS, id].concat()).ok().flatten();
        if value.is_none() {
            self.look();
            self.say("That plan has gone: it was removed in another tab, or cleared.", true);
        }
        Some((area, value?))
    }

    fn open_shelved(&self, id: String) {
        if self.state.borrow().at.id.as_ref() == Some(&id) {
            return self.session.go(self.session.carry_on());
        }
        let Some((_, value)) = self.value_of(&id) else { return };
        // Only a plan that can be read takes the place of the one in hand.
        let readable =
            unseal(&value).ok().and_then(|kept| Some((self.session.rest.get_untracked()?.open)(kept.text.as_bytes())));
        if matches!(readable, Some(Ok(_))) {
            self.park();
        }
        self.session.notice.set(None);
        if self.open_value(id, value) {
            self.turn_to(self.session.carry_on());
        }
    }

    fn copy_shelved(&self, id: &str) {
        if self.state.borrow().at.id.as_deref() == Some(id) {
            self.write();
        }
        let Some((area, value)) = self.value_of(id) else { return };
        let Some(rest) = self.session.rest.get_untracked() else { return };
        match unseal(&value) {
            Err(unread) => self.say(unread.words(), true),
            Ok(kept) => match (rest.open)(kept.text.as_bytes()) {
                Err(error) => self.refuse(&error),
                Ok((mut saved, _)) => {
                    saved.edits.title = copy_of(&saved.edits.title);
                    if self.put(area, &saved) {
                        self.say(&["“", &saved.edits.title, "” is kept beside it."].concat(), false);
                    } else {
                        self.say("There is no room for a copy. Save a file, or remove a plan first.", true);
                    }
                }
            },
        }
    }

    fn remove_shelved(&self, id: &str) {
        if self.state.borrow().at.id.as_deref() == Some(id) {
            self.session.reset();
            self.session.forget_steps();
            self.forget();
        } else if let Some(area) = self.area() {
            browser::forget(area, &[PLANS, id].concat());
            self.look();
        }
        self.say("The plan has been removed from this computer.", false);
    }
}

/// What a copy is called.
fn copy_of(title: &str) -> String {
    [if title.is_empty() { "New plan" } else { title }, " (copy)"].concat()
}
