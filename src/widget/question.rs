//! One question to a page.

use crate::date::Date;
use leptos::prelude::{Get, GetUntracked, With, WithUntracked};

use super::controls::{Choice, button, date_input, error_message, error_summary, heading, link, option, page_heading};
use super::{Here, Local, days};
use crate::answers::{Answer, NOT_SURE, validate};
use crate::assessment::{DutyState, Fit, explain};
use crate::guidance::{Choose, Pass, Question, QuestionNo};
use crate::node::{Node, el};
use crate::order::Ids;
use crate::parts;
use crate::session::{Place, Session};

/// What is half done when a page is turned to: for a question, the answer that is there.
pub fn begun(session: Session, place: Place) -> Local {
    let Place::Question { no, .. } = place else { return Local::default() };
    let id = &session.guidance.question(no).id;
    session.answers.with_untracked(|answers| {
        let stored = answers.get(id);
        Local { picked: picked_of(stored), date: days::parts(day_of(stored)), ..Local::default() }
    })
}

pub fn page(here: Here, no: QuestionNo, from_answers: bool) -> Node {
    let Here { session, doors, local, .. } = here;
    let question = session.guidance.question(no);
    let half_done = local.0.get();
    let name = ["ep-", &question.id].concat();
    let first_option = [&name, "-", &question.options[0].id].concat();
    let level = here.level(0);

    let back = move |_| {
        let to = if from_answers {
            Place::Answers
        } else {
            session.before(no).map_or(Place::Start, |no| Place::Question { no, from_answers })
        };
        session.go(to);
    };
    let go_on = move |_| {
        let half_done = local.0.get_untracked();
        match answer_of(question, &half_done.picked, &half_done.date) {
            Ok(answer) => {
                let before = session.answers.with_untracked(|answers| answers.get(&question.id).cloned());
                session.answer(no, answer.keeping(before.as_ref()), from_answers);
            }
            Err(words) => {
                local.change(|local| local.error = Some(words));
                doors.focus("[data-errors]");
            }
        }
    };
    let (error_id, hint_id) = ([&name, "-error"].concat(), [&name, "-hint"].concat());
    let wrong = half_done.error.is_some();
    let summary =
        half_done.error.clone().map(|words| error_summary(words, move |_| doors.focus_on(first_option.clone())));
    let described = if wrong { [&hint_id, " ", &error_id].concat() } else { hint_id.clone() };
    let message = half_done.error.map(|words| error_message(words).attr("id", error_id));
    let kind = if question.choose == Choose::One { "radio" } else { "checkbox" };
    let box_for = |id: &'static str, label: &str, hint: &str| {
        let choice = Choice { value: id.to_owned(), label: label.to_owned(), hint: hint.to_owned() };
        let picked = half_done.picked.contains(id);
        option(kind, false, &name, choice, picked, move |on| local.change(|local| pick(question, local, id, on)))
    };
    let options: Vec<Node> = question.options.iter().map(|choice| box_for(&choice.id, &choice.label, "")).collect();
    let not_sure = question.not_sure.as_deref().map(|label| {
        let hint = "We keep every road open and tell you what to find out.";
        parts![el("p").attr("class", "or").child("or"), box_for(NOT_SURE, label, hint)]
    });
    let banded = question.options.iter().any(|choice| choice.days_under.is_some());
    let by_date = banded.then(|| {
        let hint = "If you know it. For example, 26 5 2027. We then count the days from today.";
        let set = move |place: usize, part: String| {
            local.change(|local| {
                local.picked.clear();
                local.date[place] = part;
            });
        };
        let legend = "The date of the decision".to_owned();
        let date = date_input(&[&name, "-date"].concat(), legend, hint.to_owned(), &half_done.date, None, set);
        parts![el("p").attr("class", "or").child("or"), date]
    });
    let why = el("p").attr("class", "inset").child(el("b").child("Why we ask.")).child(" ").child(&question.why);
    let hint = el("p").attr("class", "hint").attr("id", hint_id).child(&question.hint);
    let fieldset = el("fieldset")
        .attr("aria-describedby", described)
        .child(el("legend").child(page_heading(level, question.ask.clone())))
        .child(why)
        .child(hint)
        .child(message)
        .child(options)
        .child(not_sure);
    let skip = link("Skip this question", String::new(), move |_| session.skip(no, from_answers));
    let form = el("div")
        .child(progress(session, no, from_answers))
        .child(el("div").class_if("has-err", wrong).child(fieldset).child(by_date))
        .child(el("div").attr("class", "acts").child(button("Continue", go_on)).child(skip))
        .child(el("div").attr("class", "small").child(here.sources(&question.cites)));
    parts![
        el("p").attr("class", "back").child(link("Back", String::new(), back)),
        el("div").attr("role", "alert").child(summary),
        el("div").attr("class", "two").child(form).child(so_far(here)),
    ]
}

fn picked_of(stored: Option<&Answer>) -> Ids {
    match stored {
        Some(Answer::One(id)) => only(id),
        Some(Answer::Many(ids)) => ids.clone(),
        Some(Answer::Each(degrees)) => {
            degrees.iter().filter(|(_, degree)| degree.holds()).map(|(id, _)| id.clone()).collect()
        }
        Some(Answer::NotSure) => only(NOT_SURE),
        _ => Ids::default(),
    }
}

fn day_of(stored: Option<&Answer>) -> Option<Date> {
    if let Some(Answer::On(day)) = stored { Some(*day) } else { None }
}

fn only(id: &str) -> Ids {
    let mut picked = Ids::default();
    picked.insert(id.to_owned());
    picked
}

/// A choice made or taken back; one that stands alone bars the others.
fn pick(question: &Question, local: &mut Local, id: &str, on: bool) {
    let alone = |id: &str| id == NOT_SURE || question.option_no(id).is_some_and(|no| question.option(no).alone);
    local.date = Default::default();
    let picked = &mut local.picked;
    if !on {
        picked.remove(id);
    } else if question.choose == Choose::One || alone(id) {
        *picked = only(id);
    } else {
        picked.retain(|other| !alone(other));
        picked.insert(id.to_owned());
    }
}

/// The answer on the page, or what to say where there is none.
fn answer_of(question: &Question, picked: &Ids, date: &[String; 3]) -> Result<Answer, String> {
    if date.iter().any(|part| !part.trim().is_empty()) {
        return days::read(date).map(Answer::On);
    }
    let answer = match picked.iter().next() {
        None => return Err(question.error.clone()),
        Some(id) if id == NOT_SURE => Answer::NotSure,
        Some(id) if question.choose == Choose::One => Answer::One(id.clone()),
        Some(_) => Answer::Many(picked.clone()),
    };
    validate(question, &answer).map_err(|invalid| invalid.0)?;
    Ok(answer)
}

/// How far along the person is, by topic; the count is an upper bound and only falls.
fn progress(session: Session, no: QuestionNo, from_answers: bool) -> Node {
    let g = session.guidance;
    let topics = session.topics();
    let here = g.question(no).topic.as_str();
    let (answered, more) = session.answers.with(|answers| {
        session.assessment.with(|assessment| {
            let answered = answers.iter().filter(|(id, _)| g.question_no(id).is_some()).count();
            let first = explain::at_most_more(g, &assessment.facts, answers, |question| question.pass == Pass::First);
            let all = explain::at_most_more(g, &assessment.facts, answers, |question| question.pass != Pass::More);
            (answered, (first, all))
        })
    });
    let bar = |topic: &'static str| {
        let of = || g.questions.iter().filter(|question| question.topic == topic);
        let done = session.answers.with(|answers| of().filter(|question| answers.get(&question.id).is_some()).count());
        let width = format!("{}%", done * 100 / of().count().max(1));
        let current = (topic == here).then_some("step");
        el("li").attr("aria-current", current).child(el("b").child(el("i").width(width))).child(el("span").child(topic))
    };
    let words = match more {
        _ if from_answers => String::new(),
        (0, 0) => "No more questions after this.".to_owned(),
        (0, all) => format!("At most {all} more. You can see the advice so far at any time."),
        (first, _) => format!("At most {first} more before your first advice."),
    };
    el("div")
        .attr("class", "prog")
        .child(el("ol").attr("class", "prog__bar").child(topics.into_iter().map(bar).collect::<Vec<_>>()))
        .child(
            el("p").attr("class", "tight").child(el("b").child(answered).child(" answered.")).child(" ").child(words),
        )
}

/// What is known so far. It is never announced.
fn so_far(here: Here) -> Node {
    let session = here.session;
    let level = here.level(1);
    let (done, of) = session.first_pass();
    if session.answers.with(|answers| answers.len() < 2) {
        return el("aside")
            .attr("class", "sofar")
            .attr("aria-label", "What we know so far")
            .child(heading(level, "h2", "So far"))
            .child(el("p").child("Your first advice shows here as you answer."));
    }
    let (duty, leading) = session.assessment.with(|assessment| {
        let duty = assessment.duties.first().map(|duty| {
            let words = match duty.state {
                DutyState::Likely => "Likely to apply",
                DutyState::CannotTell => "We cannot tell yet",
                DutyState::Unlikely => "Unlikely to apply",
            };
            (duty.duty.name.clone(), words)
        });
        let leading: Vec<String> = assessment
            .recommendations
            .iter()
            .filter(|one| one.fit <= Fit::Good)
            .take(3)
            .map(|one| one.approach.name.clone())
            .collect();
        (duty, leading)
    });
    let leading = if leading.is_empty() {
        el("span").child("Too early to say")
    } else {
        el("ol").child(leading.into_iter().map(|name| el("li").child(name)).collect::<Vec<_>>())
    };
    let advice = (done == of).then(|| {
        el("p").attr("class", "tight").child(link("See the advice so far", String::new(), here.to(Place::Approaches)))
    });
    el("aside")
        .attr("class", "sofar")
        .attr("aria-label", "What we know so far")
        .child(heading(level, "h2", "So far"))
        .child(
            el("dl")
                .child(duty.map(|(name, words)| parts![el("dt").child(name), el("dd").child(el("b").child(words))]))
                .child(el("dt").child("Leading approaches"))
                .child(el("dd").child(leading)),
        )
        .child(advice)
}
