//! Which days count: weekends, England's bank holidays, and the times that a person has said to keep clear of.

use crate::date::Date;

/// The last year whose bank holidays are known here.
pub const KNOWN_UNTIL: i16 = 2028;

/// England's bank holidays, in order, from the first year that a plan can be made in to [`KNOWN_UNTIL`].
const BANK_HOLIDAYS: [Date; 24] = [
    Date::constant(2026, 1, 1),
    Date::constant(2026, 4, 3),
    Date::constant(2026, 4, 6),
    Date::constant(2026, 5, 4),
    Date::constant(2026, 5, 25),
    Date::constant(2026, 8, 31),
    Date::constant(2026, 12, 25),
    Date::constant(2026, 12, 28),
    Date::constant(2027, 1, 1),
    Date::constant(2027, 3, 26),
    Date::constant(2027, 3, 29),
    Date::constant(2027, 5, 3),
    Date::constant(2027, 5, 31),
    Date::constant(2027, 8, 30),
    Date::constant(2027, 12, 27),
    Date::constant(2027, 12, 28),
    Date::constant(2028, 1, 3),
    Date::constant(2028, 4, 14),
    Date::constant(2028, 4, 17),
    Date::constant(2028, 5, 1),
    Date::constant(2028, 5, 29),
    Date::constant(2028, 8, 28),
    Date::constant(2028, 12, 25),
    Date::constant(2028, 12, 26),
];

/// The most days that one step is moved by what is kept clear: a slip of the hand must not make a plan endless.
const MOST: i32 = 400;

/// Whether the day is one of England's bank holidays, as far as they are known.
#[must_use]
pub fn bank_holiday(day: Date) -> bool {
    BANK_HOLIDAYS.contains(&day)
}

/// Whether people work on the day: it is no weekend and no bank holiday.
#[must_use]
pub fn works(day: Date) -> bool {
    const A_MONDAY: Date = Date::constant(2024, 1, 1);
    A_MONDAY.days_until(day).rem_euclid(7) < 5 && !bank_holiday(day)
}

/// The day itself, or the last working day before it.
#[must_use]
pub fn working(day: Date) -> Date {
    step(day, -1, works)
}

/// The day itself, or else the nearest one that will do, one way; itself again where none is near.
fn step(from: Date, by: i32, will_do: impl Fn(Date) -> bool) -> Date {
    let mut day = from;
    for _ in 0..MOST {
        if will_do(day) {
            return day;
        }
        day = day.plus(by);
    }
    from
}

/// Times in which people are not asked: school holidays, the weeks before an election.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// First and last day of each.
    pub clear: Vec<(Date, Date)>,
}

impl Calendar {
    /// Whether the day is to be kept clear.
    #[must_use]
    pub fn is_clear(&self, day: Date) -> bool {
        self.clear.iter().any(|(from, to)| *from <= day && day <= *to)
    }

    /// The day itself, or the next on which people can be asked.
    #[must_use]
    pub fn opening(&self, day: Date) -> Date {
        step(day, 1, |day| works(day) && !self.is_clear(day))
    }

    /// The working day by which so many days have passed on which people could be asked.
    #[must_use]
    pub fn after(&self, from: Date, days: i32) -> Date {
        let mut day = from;
        let (mut left, mut most) = (days, days.saturating_add(MOST));
        while left > 0 && most > 0 {
            day = day.plus(1);
            most -= 1;
            if !self.is_clear(day) {
                left -= 1;
            }
        }
        self.opening(day)
    }
}

#[cfg(test)]
mod tests {
    use super::{BANK_HOLIDAYS, Calendar, Date, KNOWN_UNTIL, bank_holiday, working, works};

    fn day(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    /// Easter Sunday, by the rule of the Gregorian calendar (Meeus, Jones and Butcher).
    fn easter(year: i16) -> Date {
        let y = i32::from(year);
        let (a, b, c) = (y % 19, y / 100, y % 100);
        let (d, e) = (b / 4, b % 4);
        let g = (8 * b + 13) / 25;
        let h = (19 * a + b - d - g + 15) % 30;
        let (i, k) = (c / 4, c % 4);
        let l = (32 + 2 * e + 2 * i - h - k) % 7;
        let m = (a + 11 * h + 19 * l) / 433;
        let month = (h + l - 7 * m + 90) / 25;
        let date = (h + l - 7 * m + 33 * month + 19) % 32;
        day(year, i8::try_from(month).unwrap_or_default(), i8::try_from(date).unwrap_or_default())
    }

    /// The bank holidays of a year by the rules of the Act of 1971 and the proclamations made each year since.
    fn by_rule(year: i16) -> Vec<Date> {
        let weekday = |day: Date| Date::constant(2024, 1, 1).days_until(day).rem_euclid(7);
        let monday =
            |month: i8, from: i8| (from..from + 7).map(|date| day(year, month, date)).find(|day| weekday(*day) == 0);
        let mut days: Vec<Date> = Vec::new();
        let in_place = |days: &mut Vec<Date>, wanted: Date| {
            let mut found = wanted;
            while weekday(found) > 4 || days.contains(&found) {
                found = found.plus(1);
            }
            days.push(found);
        };
        in_place(&mut days, day(year, 1, 1));
        days.extend([easter(year).plus(-2), easter(year).plus(1)]);
        days.extend([monday(5, 1), monday(5, 25), monday(8, 25)].into_iter().flatten());
        in_place(&mut days, day(year, 12, 25));
        in_place(&mut days, day(year, 12, 26));
        days.sort();
        days
    }

    #[test]
    fn the_bank_holidays_are_those_of_the_rules() {
        let all: Vec<Date> = (2026..=KNOWN_UNTIL).flat_map(by_rule).collect();
        assert_eq!(BANK_HOLIDAYS.to_vec(), all);
    }

    #[test]
    fn nothing_is_due_on_a_weekend_or_a_bank_holiday() {
        let moved = [(27, 27), (28, 27), (29, 27), (30, 30)];
        for (from, to) in moved {
            assert_eq!(working(day(2026, 11, from)), day(2026, 11, to));
        }
        assert_eq!(working(day(2023, 12, 31)), day(2023, 12, 29), "before the Monday that days are counted from too");
        assert_eq!(working(day(2027, 3, 29)), day(2027, 3, 25), "Easter Monday, the weekend and Good Friday");
        assert!(bank_holiday(day(2026, 12, 28)) && !works(day(2026, 12, 28)) && works(day(2026, 12, 29)));
    }

    #[test]
    fn days_kept_clear_do_not_count() {
        let none = Calendar::default();
        assert_eq!(none.after(day(2027, 2, 1), 14), day(2027, 2, 15));
        let half_term = Calendar { clear: vec![(day(2027, 2, 8), day(2027, 2, 12))] };
        assert_eq!(half_term.after(day(2027, 2, 1), 14), day(2027, 2, 22), "five days later, and not on a Saturday");
        assert_eq!(half_term.opening(day(2027, 2, 6)), day(2027, 2, 15), "Saturday, then the week itself");
        let endless = Calendar { clear: vec![(day(2026, 1, 1), Date::MAX)] };
        assert_eq!(endless.opening(day(2027, 2, 6)), day(2027, 2, 6), "a slip of the hand moves nothing for ever");
    }
}
