//! What the person changed, made from the JSON of a saved file. Nothing is half read: a name that is not ours, a name
//! that comes twice and a value of another kind are each a fault, told by its place.

use super::edits::{
    Choice, Edits, GroupRecord, InPlace, MeasureRecord, OwnGroup, OwnTask, SignOff, Statement, TaskEdit,
};
use super::registers::{MONEY, PRICE, Register, Row, register};
use crate::assessment::{DutyState, Fit};
use crate::date::Date;
use crate::json::{Fault, Json, Read};
use crate::local::Edition;
use crate::order::ById;

pub(super) fn edits(json: Json) -> Read<Edits> {
    let mut edits = Edits::default();
    json.fields(&mut |name, part| {
        match name {
            "title" => edits.title = part.text()?,
            "statement" => edits.statement = statement(part)?,
            "choices" => part.by_id(&mut |id, one| {
                edits.choices.insert(id.to_owned(), choice(one)?);
                Ok(())
            })?,
            "tasks" => part.by_id(&mut |id, one| {
                edits.tasks.insert(id.to_owned(), task(one)?);
                Ok(())
            })?,
            "own_tasks" => part.list(&mut |one| {
                edits.own_tasks.push(own_task(one)?);
                Ok(())
            })?,
            "checks" => part.by_id(&mut |id, one| {
                edits.checks.insert(id.to_owned(), in_place(one)?);
                Ok(())
            })?,
            "start" => edits.start = day_or_none(part)?,
            "groups" => part.by_id(&mut |id, one| {
                edits.groups.insert(id.to_owned(), group_record(one)?);
                Ok(())
            })?,
            "own_groups" => part.list(&mut |one| {
                edits.own_groups.push(own_group(one)?);
                Ok(())
            })?,
            "measures" => part.by_id(&mut |id, one| {
                edits.measures.insert(id.to_owned(), measure(one)?);
                Ok(())
            })?,
            "record" => edits.record = notes(part)?,
            "review" => edits.review = day_or_none(part)?,
            "prices" => part.by_id(&mut |id, one| {
                edits.prices.insert(id.to_owned(), row(&PRICE, one)?);
                Ok(())
            })?,
            "money" => edits.money = row(&MONEY, part)?,
            "risks" => part.by_id(&mut |id, one| {
                edits.risks.insert(id.to_owned(), in_place(one)?);
                Ok(())
            })?,
            "registers" => part.fields(&mut |id, rows| {
                let register = register(id).ok_or_else(Fault::default)?;
                let mut list: Vec<Row> = Vec::new();
                rows.list(&mut |one| {
                    list.push(row(register, one)?);
                    Ok(())
                })?;
                edits.registers.insert(id.to_owned(), list);
                Ok(())
            })?,
            "sign_offs" => part.list(&mut |one| {
                edits.sign_offs.push(sign_off(one)?);
                Ok(())
            })?,
            "local" => edits.local = Some(local(part)?),
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(edits)
}

fn local(json: Json) -> Read<Edition> {
    let (mut called, mut date) = (None, None);
    json.fields(&mut |name, part| {
        match name {
            "name" => called = Some(part.text()?),
            "date" => date = Some(day(part)?),
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(Edition {
        name: called.ok_or_else(|| Fault::missing("name"))?,
        date: date.ok_or_else(|| Fault::missing("date"))?,
    })
}

fn statement(json: Json) -> Read<Statement> {
    let mut statement = Statement::default();
    json.fields(&mut |name, part| {
        *statement.line_mut(name).ok_or_else(Fault::default)? = part.text()?;
        Ok(())
    })?;
    Ok(statement)
}

fn choice(json: Json) -> Read<Choice> {
    let (mut chosen, mut reason) = (None, String::new());
    json.fields(&mut |name, part| {
        match name {
            "chosen" => chosen = Some(part.yes()?),
            "reason" => reason = part.text()?,
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(Choice { chosen: chosen.ok_or_else(|| Fault::missing("chosen"))?, reason })
}

fn task(json: Json) -> Read<TaskEdit> {
    let mut task = TaskEdit::default();
    json.fields(&mut |name, part| {
        match name {
            "title" => task.title = text_or_none(part)?,
            "who" => task.who = text_or_none(part)?,
            "due" => task.due = day_or_none(part)?,
            "left_out" => task.left_out = part.yes()?,
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(task)
}

fn own_task(json: Json) -> Read<OwnTask> {
    let mut task = OwnTask::default();
    json.fields(&mut |name, part| {
        match name {
            "title" => task.title = part.text()?,
            "who" => task.who = part.text()?,
            "due" => task.due = day_or_none(part)?,
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(task)
}

fn measure(json: Json) -> Read<MeasureRecord> {
    let mut record = MeasureRecord::default();
    json.fields(&mut |name, part| {
        match name {
            "said" => record.said = Some(in_place(part)?),
            "ready" => record.ready = day_or_none(part)?,
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(record)
}

fn notes(json: Json) -> Read<ById<String>> {
    let mut notes = ById::default();
    json.by_id(&mut |id, one| {
        notes.insert(id.to_owned(), one.text()?);
        Ok(())
    })?;
    Ok(notes)
}

fn group_record(json: Json) -> Read<GroupRecord> {
    let mut record = GroupRecord::default();
    json.fields(&mut |name, part| {
        match name {
            "why_not" => record.why_not = part.text()?,
            "notes" => record.notes = notes(part)?,
            "by" => record.by = day_or_none(part)?,
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(record)
}

fn own_group(json: Json) -> Read<OwnGroup> {
    let mut group = OwnGroup::default();
    json.fields(&mut |name, part| {
        match name {
            "name" => group.name = part.text()?,
            "meets" => part.list(&mut |one| {
                group.meets.insert(one.text()?);
                Ok(())
            })?,
            "record" => group.record = group_record(part)?,
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(group)
}

fn row(register: &Register, json: Json) -> Read<Row> {
    let mut row = Row::default();
    json.fields(&mut |name, part| {
        let field = register.field(name).ok_or_else(Fault::default)?;
        let text = part.text()?;
        if !field.takes(&text) {
            return Err(Fault::default());
        }
        row.set(name, text);
        Ok(())
    })?;
    Ok(row)
}

fn sign_off(json: Json) -> Read<SignOff> {
    let (mut on, mut by, mut edition, mut duties, mut fits) = (None, None, None, None, None);
    let mut open = Vec::new();
    json.fields(&mut |name, part| {
        match name {
            "on" => on = Some(day(part)?),
            "by" => by = Some(part.text()?),
            "edition" => edition = Some(part.text()?),
            "duties" => {
                let all: &mut ById<DutyState> = duties.insert(ById::default());
                part.by_id(&mut |id, one| {
                    all.insert(id.to_owned(), duty_state(one)?);
                    Ok(())
                })?;
            }
            "fits" => {
                let all: &mut ById<Fit> = fits.insert(ById::default());
                part.by_id(&mut |id, one| {
                    all.insert(id.to_owned(), fit(one)?);
                    Ok(())
                })?;
            }
            "open" => part.list(&mut |one| {
                let Json::Number(Some(count)) = one else { return Err(Fault::default()) };
                open.push(count);
                Ok(())
            })?,
            _ => return Err(Fault::default()),
        }
        Ok(())
    })?;
    Ok(SignOff {
        on: on.ok_or_else(|| Fault::missing("on"))?,
        by: by.ok_or_else(|| Fault::missing("by"))?,
        edition: edition.ok_or_else(|| Fault::missing("edition"))?,
        duties: duties.ok_or_else(|| Fault::missing("duties"))?,
        fits: fits.ok_or_else(|| Fault::missing("fits"))?,
        open,
    })
}

// The words that serde writes for these; a law opens what is saved, so neither can change alone.

fn in_place(json: Json) -> Read<InPlace> {
    InPlace::of(&json.text()?).ok_or_else(Fault::default)
}

fn duty_state(json: Json) -> Read<DutyState> {
    Ok(match json.text()?.as_str() {
        "likely" => DutyState::Likely,
        "cannot_tell" => DutyState::CannotTell,
        "unlikely" => DutyState::Unlikely,
        _ => return Err(Fault::default()),
    })
}

fn fit(json: Json) -> Read<Fit> {
    Ok(match json.text()?.as_str() {
        "strong" => Fit::Strong,
        "good" => Fit::Good,
        "possible" => Fit::Possible,
        "ruled_out" => Fit::RuledOut,
        _ => return Err(Fault::default()),
    })
}

fn day(json: Json) -> Read<Date> {
    Date::parse(&json.text()?).ok_or_else(Fault::default)
}

fn day_or_none(json: Json) -> Read<Option<Date>> {
    if matches!(json, Json::Null) { Ok(None) } else { day(json).map(Some) }
}

fn text_or_none(json: Json) -> Read<Option<String>> {
    if matches!(json, Json::Null) { Ok(None) } else { json.text().map(Some) }
}
