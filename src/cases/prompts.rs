//! What a room may be asked of a case: the content's own words alone, from what the planner finds.

use crate::answers::Answers;
use crate::assessment::explain::{change_words, lower};
use crate::assessment::{DutyState, Fit, answered, assess, tipping};
use crate::date::Date;
use crate::guidance::Guidance;

/// Questions for the room: what they would do first; where the advice differs from a first guess; what it hangs on.
#[must_use]
pub fn suggested(g: &Guidance, answers: &Answers, today: Date) -> Vec<String> {
    let a = assess(g, answers, today);
    let mut list = vec!["Which three approaches would you choose, and why?".to_owned()];
    // The duty whose state says most: one that is likely, else one that cannot be told.
    let duty = |state: DutyState| a.duties.iter().find(|one| one.state == state).map(|one| lower(&one.duty.name));
    if let Some(name) = duty(DutyState::Likely) {
        list.push(["Does this apply here: “", &name, "”? What does that rest on?"].concat());
    } else if let Some(name) = duty(DutyState::CannotTell) {
        list.push(["What would you have to find out about “", &name, "”?"].concat());
    }
    if let Some(out) = a.recommendations.iter().find(|one| one.fit == Fit::RuledOut) {
        list.push(["Somebody suggests “", &lower(&out.approach.name), "”. What do you say?"].concat());
    }
    if let Some(care) = a.recommendations.iter().find(|one| one.fit <= Fit::Good && one.with_care()) {
        list.push(["What could go wrong with “", &lower(&care.approach.name), "” here?"].concat());
    }
    let tips = answered(&a).into_iter().find_map(|no| tipping(&a, answers, today, no).into_iter().next());
    if let Some(tip) = tips {
        list.push([&change_words(g, &tip.change), ", what would you do otherwise?"].concat());
    }
    list.push("Who is left out by what you chose first?".to_owned());
    list
}
