//! The dates of a plan for a calendar, as RFC 5545 has it.
//!
//! In: a [`Plan`] and its [`Event`]s.
//! Out: the bytes of a calendar: whole days, lines of 75 bytes at the most. The same event has the same id in each file,
//! so that a second file brings the first up to date.
//! Never: sets an alarm, asks for an answer, lets a text become a line.

use super::fit;
use crate::date::Date;
use crate::document::{Event, about_words};
use crate::plan::Plan;

/// The most bytes of a line, without the marks that end it.
const WIDTH: usize = 75;
/// From here the days are counted that say which of two files is the newer.
const FIRST: Date = Date::constant(2020, 1, 1);

/// The bytes of the file.
pub(super) fn file(plan: &Plan, events: &[Event]) -> Vec<u8> {
    let mut out = String::new();
    for words in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Engagement Planner//Engagement Planner//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        line(&mut out, words);
    }
    text(&mut out, "X-WR-CALNAME:", &plan.title);
    text(&mut out, "X-WR-CALDESC:", &about_words(plan));
    let stamp = ["DTSTAMP:", &day(plan.made_on), "T000000Z"].concat();
    let newer = ["SEQUENCE:", &FIRST.days_until(plan.made_on).max(0).to_string()].concat();
    for event in events {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &["UID:", &id(plan, &event.id), "@engagement-planner"].concat());
        line(&mut out, &stamp);
        line(&mut out, &newer);
        line(&mut out, &["DTSTART;VALUE=DATE:", &day(event.day)].concat());
        line(&mut out, &["DTEND;VALUE=DATE:", &day(event.day.plus(1))].concat());
        text(&mut out, "SUMMARY;LANGUAGE=en-GB:", &event.title);
        text(&mut out, "DESCRIPTION;LANGUAGE=en-GB:", &event.words);
        // Nobody's day is taken up by it.
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out.into_bytes()
}

/// The id of an event, the same as long as the plan's name and its organisation are. Not from the day the plan begins:
/// that is today where it is not given, and another tomorrow.
fn id(plan: &Plan, event: &str) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for part in [plan.organisation.trim(), plan.title.trim(), event] {
        // What no text holds stands after each.
        for byte in part.bytes().chain([0xff]) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    // In letters, as a number in such an id says nothing.
    (0..16).map(|at| char::from(b'a' + (sum >> (4 * at)).to_le_bytes()[0] % 16)).collect()
}

fn day(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A line with a text of the plan in it.
fn text(out: &mut String, name: &str, words: &str) {
    let mut whole = name.to_owned();
    for letter in fit(words) {
        if matches!(letter, '\\' | ';' | ',') {
            whole.push('\\');
        }
        whole.push(letter);
    }
    line(out, &whole);
}

/// A line, folded where it is too long, never within a letter.
fn line(out: &mut String, whole: &str) {
    let mut width = 0;
    for letter in whole.chars() {
        if width + letter.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(letter);
        width += letter.len_utf8();
    }
    out.push_str("\r\n");
}
