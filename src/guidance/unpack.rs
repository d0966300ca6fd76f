//! Reads what `build.rs` packed, field after field.
//!
//! The wire is postcard's: figures as varints, texts and lists with their length before them, the place of a variant.
//! That crate, by way of serde, would make a reader with its own errors for each kind of thing. Here each kind is a
//! list of its fields, and what cannot be read is noted once, at the end. A test reads the same bytes with the crate.

use super::NotOurs;
use super::model::{
    About, Anchor, AnswerOption, Approach, ApproachNotes, AskedOf, Barrier, BarrierNotes, Check, CheckNotes, Choose,
    Clause, Cost, CostKind, Duty, Edition, Effect, Feature, GroupNotes, Guidance, Handbook, Interval, Lane, Level,
    Measure, Paper, PaperPart, Partner, Pass, People, Price, Principle, Prompt, Question, Risk, Rule, RuleNotes,
    Scenario, Season, Severity, Source, Status, Step, Task, Term, Test, Weeks, Work, WorkKind,
};
use crate::date::Date;

/// Bytes, read from the front. What cannot be read comes out empty, and is noted.
pub struct Reader<'a> {
    bytes: &'a [u8],
    bad: bool,
}

impl Reader<'_> {
    #[inline(never)]
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else {
            self.bad = true;
            return 0;
        };
        self.bytes = rest;
        *first
    }

    /// A figure of any size: seven bits to a byte, the least first.
    #[inline(never)]
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        self.bad = true;
        0
    }

    /// A figure that has to fit.
    fn small<N: TryFrom<u64> + Default>(&mut self) -> N {
        let number = self.number();
        N::try_from(number).unwrap_or_else(|_| {
            self.bad = true;
            N::default()
        })
    }

    /// How many things follow; there is a byte at the least for each.
    #[inline(never)]
    fn count(&mut self) -> usize {
        let count = usize::try_from(self.number()).unwrap_or(usize::MAX);
        if count > self.bytes.len() {
            self.bad = true;
            return 0;
        }
        count
    }

    #[inline(never)]
    fn text(&mut self) -> String {
        let count = self.count();
        let (text, rest) = self.bytes.split_at(count);
        self.bytes = rest;
        match core::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                self.bad = true;
                String::new()
            }
        }
    }

    /// One of the variants of an enum, by its place.
    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = usize::from(self.small::<u8>());
        all.get(at).copied().unwrap_or_else(|| {
            self.bad = true;
            all[0]
        })
    }
}

/// What can be read from packed bytes.
pub trait Unpack: Sized {
    /// Reads it.
    fn unpack(from: &mut Reader<'_>) -> Self;
}

/// Reads the whole of some bytes.
///
/// # Errors
/// [`NotOurs`] where they are cut short, run on, or hold something else.
pub fn whole<T: Unpack>(bytes: &[u8]) -> Result<T, NotOurs> {
    let mut reader = Reader { bytes, bad: false };
    let thing = T::unpack(&mut reader);
    if reader.bad || !reader.bytes.is_empty() { Err(NotOurs) } else { Ok(thing) }
}

macro_rules! figures {
    ($($kind:ty),*) => {
        $(impl Unpack for $kind {
            fn unpack(from: &mut Reader<'_>) -> Self {
                from.small()
            }
        })*
    };
}

figures!(u16, u32, u64);

impl Unpack for u8 {
    fn unpack(from: &mut Reader<'_>) -> Self {
        from.byte()
    }
}

impl Unpack for i16 {
    fn unpack(from: &mut Reader<'_>) -> Self {
        // Small figures on both sides of nought are small on the wire.
        let folded: u16 = from.small();
        (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed()
    }
}

impl Unpack for bool {
    fn unpack(from: &mut Reader<'_>) -> Self {
        from.one_of(&[false, true])
    }
}

impl Unpack for String {
    fn unpack(from: &mut Reader<'_>) -> Self {
        from.text()
    }
}

impl Unpack for Date {
    fn unpack(from: &mut Reader<'_>) -> Self {
        Date::parse(&from.text()).unwrap_or_else(|| {
            from.bad = true;
            Date::MIN
        })
    }
}

impl<T: Unpack> Unpack for Option<T> {
    fn unpack(from: &mut Reader<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Unpack> Unpack for Vec<T> {
    fn unpack(from: &mut Reader<'_>) -> Self {
        let count = from.count();
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(T::unpack(from));
        }
        list
    }
}

impl<A: Unpack, B: Unpack> Unpack for (A, B) {
    fn unpack(from: &mut Reader<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl Unpack for About {
    fn unpack(from: &mut Reader<'_>) -> Self {
        if from.one_of(&[true, false]) { About::Duty(from.small()) } else { About::Approaches(Unpack::unpack(from)) }
    }
}

impl Unpack for Rule {
    fn unpack(from: &mut Reader<'_>) -> Self {
        Self {
            // Its place gives it.
            no: 0,
            id: Unpack::unpack(from),
            about: Unpack::unpack(from),
            effect: Unpack::unpack(from),
            headline: Unpack::unpack(from),
            verdict: Unpack::unpack(from),
            instead: Unpack::unpack(from),
            when: Unpack::unpack(from),
            unless: Unpack::unpack(from),
            cites: Unpack::unpack(from),
        }
    }
}

macro_rules! variants {
    ($($kind:ident: $($variant:ident)*;)*) => {
        $(impl Unpack for $kind {
            fn unpack(from: &mut Reader<'_>) -> Self {
                from.one_of(&[$($kind::$variant),*])
            }
        })*
    };
}

variants! {
    Pass: First Duty More;
    Choose: One Many;
    Test: Is Includes IncludesOtherThan IsAnyOf IsNoneOf AtLeast AtMost;
    Effect: Likely CannotTell Unlikely Note StronglySuits Suits Caution RulesOut;
    Level: Inform Consult Involve CoDesign CoProduce CommunityLed;
    Lane: Known Understand Shape Decide Deliver Review;
    Barrier: Reading GoingOnline Travelling FixedTime OnePlace SpeakingInAGroup Disclosing TrustingTheBody LongCommitment PayingFirst AdultOnly Telephone FollowingSpeech GettingIn BusyRoom BeingOnAList BeingSeen LeavingCare UsingTheService LivingHere;
    Cost: Under1k From1kTo10k From10kTo40k Over40k;
    Severity: Must Should Consider;
    CostKind: Support People Partners Venue Running Other;
    AskedOf: Group Record Plan;
    Anchor: Start ActivityStart ActivityEnd Decision;
    Feature: StartsFromKnown Early FeedsBack SeveralWays Offline EveryGroup SharesPower;
    WorkKind: Law StatutoryGuidance Bill Practice Standard OwnEstimate;
    Status: InForce ChangedSince Proposed;
}

macro_rules! fields {
    ($($kind:ident: $($field:ident)*;)*) => {
        $(impl Unpack for $kind {
            fn unpack(from: &mut Reader<'_>) -> Self {
                Self { $($field: Unpack::unpack(from)),* }
            }
        })*
    };
}

fields! {
    Guidance: edition questions duties approaches checks rules works sources;
    Handbook: approaches checks rules sources principles tasks terms barriers groups measures partners prompts papers intervals seasons risks scenarios;
    Edition: name reviewed;
    Question: id reference label topic pass ask why hint choose options not_sure find_out error beside ask_when cites;
    AnswerOption: id label alone outside_order days_under people_under closed tells lane meets was;
    Clause: question test options mask negated;
    RuleNotes: because action reference reviewed;
    Duty: id name what likely cannot_tell unlikely also weigh steps cites watch;
    Step: title questions cites;
    Approach: id reference name what family level lanes people weeks cost barriers reaches digital hands_on cites;
    People: from to note;
    Weeks: prepare from to weigh;
    ApproachNotes: suits suits_less skills steps strengths watch hours adapt;
    Check: id topic severity title relevant_when unless relevant_with cites;
    CheckNotes: reference ask mend looks_for why good poor;
    Interval: id title why days least save stands duties checks cites;
    Season: id title says days cites;
    Task: id title what who anchor days approaches duties likely checks done_when cites;
    Principle: number title what checks choice families cites;
    BarrierNotes: says ask cites;
    GroupNotes: kind why good ill overlaps cites;
    Measure: id title what topic mends with groups families except payment weeks price pays who cites;
    Price: each from to;
    Partner: id name ask brings costs met anchor days relevant_when unless relevant_with cites;
    Prompt: id of part label hint cites;
    Risk: id title why mend who relevant_when unless relevant_with cites;
    Paper: id title lead relevant_with parts signed_by cites;
    PaperPart: heading lines;
    Work: id title publisher kind edition link review_by;
    Source: id work place status in_force_from in_force_to;
    Term: id term means also_called cites;
    Scenario: id title story teaches answers assumed used differs turns cites;
}
