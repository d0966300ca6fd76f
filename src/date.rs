//! A day in the calendar.
//!
//! jiff keeps the calendar; this type keeps jiff's own words and shapes out of what people fetch.

use core::fmt;
use core::str::FromStr;

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day in the calendar, written "2026-11-22". A year before the first has a sign and six figures: "-000044-03-15".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// The text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl Date {
    /// The first day that can be written.
    pub const MIN: Self = Self(jiff::civil::Date::MIN);
    /// The last day that can be written.
    pub const MAX: Self = Self(jiff::civil::Date::MAX);

    /// A day, where the calendar has it.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// A day that is known to the program. One that the calendar does not have stops the build.
    #[must_use]
    pub const fn constant(year: i16, month: i8, day: i8) -> Self {
        Self(jiff::civil::Date::constant(year, month, day))
    }

    /// Reads a day as it is written in files.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (before_first, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let figures = if before_first { 6 } else { 4 };
        let bytes = rest.as_bytes();
        if bytes.len() != figures + 6 || bytes[figures] != b'-' || bytes[figures + 3] != b'-' {
            return None;
        }
        let year = number(&bytes[..figures])?;
        let month = number(&bytes[figures + 1..figures + 3])?;
        let day = number(&bytes[figures + 4..])?;
        Self::new(if before_first { -year } else { year }, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Its month, from one.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Its day in the month, from one.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// How many days it is until another; fewer than nought where that has gone.
    #[must_use]
    pub fn days_until(self, other: Self) -> i32 {
        i32::try_from(self.0.duration_until(other.0).as_secs() / DAY).unwrap_or(0)
    }

    /// The day so many days on; it stays where it is if the calendar ends.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        self.0.checked_add(SignedDuration::from_secs(i64::from(days) * DAY)).map_or(self, Self)
    }

    fn text(self) -> String {
        let mut text = String::with_capacity(10);
        let year = self.year();
        if year < 0 {
            text.push_str("-00");
        }
        let two = |text: &mut String, number: u16| {
            for figure in [number / 10, number % 10] {
                text.push(char::from(b'0' + u8::try_from(figure).unwrap_or(0)));
            }
        };
        two(&mut text, year.unsigned_abs() / 100);
        two(&mut text, year.unsigned_abs() % 100);
        text.push('-');
        two(&mut text, u16::from(self.month().unsigned_abs()));
        text.push('-');
        two(&mut text, u16::from(self.day().unsigned_abs()));
        text
    }
}

/// The seconds of a day.
const DAY: i64 = 24 * 60 * 60;

fn number(figures: &[u8]) -> Option<i16> {
    figures.iter().try_fold(0_i16, |so_far, figure| {
        let figure = figure.is_ascii_digit().then(|| i16::from(figure - b'0'))?;
        so_far.checked_mul(10)?.checked_add(figure)
    })
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day such as 2026-11-22")
    }
}

impl FromStr for Date {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        Self::parse(text).ok_or(NotADay)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Written;
        impl de::Visitor<'_> for Written {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day such as 2026-11-22")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                Date::parse(text).ok_or_else(|| E::custom(NotADay))
            }
        }
        from.deserialize_str(Written)
    }
}
