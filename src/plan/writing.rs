//! A plan as JSON, for the host page: the same text that serde makes of it, in less program. A law holds the two
//! against each other.

use super::people::{
    PlanBarrier, PlanCell, PlanEntry, PlanGroup, PlanMeasure, PlanOverlap, PlanPaper, PlanPartner, PlanRoad, Unaffected,
};
use super::{
    AnswerRow, AnswerState, Considered, GapPlace, GapState, InPlace, Plan, PlanApproach, PlanAsk, PlanBurden,
    PlanCheck, PlanCost, PlanDates, PlanDay, PlanDuty, PlanFact, PlanGap, PlanInterval, PlanLack, PlanLane, PlanLocal,
    PlanLocalApproach, PlanLocalCheck, PlanMoney, PlanPrinciple, PlanPromise, PlanReason, PlanRegister, PlanRisk,
    PlanSeason, PlanSignOff, PlanSource, PlanSum, PlanSupport, PlanTask, Pounds, StatementLine, Verdict,
};
use crate::assessment::{DutyState, Fit};
use crate::guidance::{CostKind, Lane, Level, Price, Severity, Status};
use crate::json::{ToJson, Writer};

impl Plan {
    /// The plan as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let text = |part: &dyn ToJson| {
            let mut writer = Writer::default();
            part.write(&mut writer);
            writer.text()
        };
        let mut whole = text(self);
        // What is the organisation's own comes last, and only where there is any.
        if let Some(local) = &self.local {
            whole.pop();
            whole = [&*whole, ",\"local\":", &text(local), "}"].concat();
        }
        whole
    }
}

macro_rules! words {
    ($($kind:ident: $($variant:ident $word:literal)*;)*) => {
        $(impl ToJson for $kind {
            fn write(&self, to: &mut Writer) {
                to.words(match self {
                    $($kind::$variant => $word,)*
                });
            }
        })*
    };
}

words! {
    AnswerState: Given "given" NotSure "not_sure" NotAnswered "not_answered" NotUsed "not_used";
    GapPlace: Checks "checks" Statement "statement" Approaches "approaches" Dates "dates" People "people" Answers "answers" Running "running";
    GapState: NotInPlace "not_in_place" NotSaid "not_said";
    Verdict: Reaches "reaches" WithSupport "with_support" LeavesOut "leaves_out";
    DutyState: Likely "likely" CannotTell "cannot_tell" Unlikely "unlikely";
    Fit: Strong "strong" Good "good" Possible "possible" RuledOut "ruled_out";
    Lane: Known "known" Understand "understand" Shape "shape" Decide "decide" Deliver "deliver" Review "review";
    Level: Inform "inform" Consult "consult" Involve "involve" CoDesign "co_design" CoProduce "co_produce" CommunityLed "community_led";
    Severity: Must "must" Should "should" Consider "consider";
    Status: InForce "in_force" ChangedSince "changed_since" Proposed "proposed";
}

impl ToJson for CostKind {
    fn write(&self, to: &mut Writer) {
        to.words(self.id());
    }
}

impl ToJson for InPlace {
    fn write(&self, to: &mut Writer) {
        to.words(self.id());
    }
}

macro_rules! fields {
    ($($kind:ident: $($field:ident)*;)*) => {
        $(impl ToJson for $kind {
            fn write(&self, to: &mut Writer) {
                to.mark("{");
                $(
                    to.name(stringify!($field));
                    self.$field.write(to);
                )*
                to.mark("}");
            }
        })*
    };
}

fields! {
    Plan: title organisation edition law_as_at made_on statement answers duties lanes considered groups unaffected barriers measures partners record review papers checks principles registers promises risks follow_up sign_offs gaps tasks dates money burden sources;
    StatementLine: id label hint text answered;
    AnswerRow: id topic label answer state;
    PlanDuty: id name state verdict reasons notes find_out also weigh rests_on;
    PlanReason: headline because action notes;
    PlanLane: lane name approaches;
    PlanApproach: id reference number name what fit fit_words level takes_part reasons cautions ruled_out own_reason asks_reason adds weeks people cost from opens closes to steps adapt hands_on hands_on_to;
    Considered: id name fit_words why_not asks_reason notes;
    PlanCheck: id topic severity title ask said mend looks_for why good poor notes;
    PlanGap: id severity title mend place state add notes;
    PlanPrinciple: number title what met of lacks notes;
    PlanLack: check title mend;
    PlanTask: id own title what who due when late done_when notes;
    PlanDates: start decision ready earliest last_start weeks_short weeks_short_at_least intervals could_change may_not seasons entered clock known_until;
    PlanBurden: asks hours support others;
    PlanAsk: name people each painful;
    PlanSupport: title said;
    PlanMoney: lines contingency as_at whole uncounted by_kind by_stage by_group;
    Pounds: from to;
    PlanCost: id title kind stage groups each one own many whole;
    PlanSum: name pounds;
    PlanInterval: id title why from to save notes;
    PlanSeason: title says from to touches;
    PlanDay: kind says name from to;
    PlanSource: title place edition link status says;
    PlanGroup: id own name most why overlaps cells way_in road record by notes;
    PlanOverlap: name both;
    PlanCell: approach name tells verdict words how;
    PlanRoad: id name needs;
    Unaffected: name not_sure why_not;
    PlanBarrier: name says notes;
    PlanMeasure: id title what topic groups approaches ahead book_by late opens cost price pays who said ready notes;
    PlanPartner: name ask brings costs by when notes;
    PlanEntry: id part label hint text notes;
    PlanPromise: row words day broken;
    PlanRisk: id title why mend who said notes;
    PlanSignOff: on by edition open moved;
    PlanRegister: id title lead labels rows;
    PlanPaper: id title lead parts signed_by notes;
    Price: each from to;
    PlanLocal: organisation edition made_under review overdue contact payment assurance approaches checks kept gaps tasks bodies;
    PlanFact: label words link;
    PlanLocalApproach: id name what suits ask link;
    PlanLocalCheck: id words severity mend who said;
}
