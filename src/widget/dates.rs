//! Dates and money: whether the day of the decision can be met, step by step; what the plan costs and what it asks of
//! people.

use leptos::prelude::{Update, With};

use super::Here;
use super::controls::{details, error_message, heading, link, page_heading, text_input};
use super::registers::register;
use crate::node::{IntoNode as _, Node, el};
use crate::parts;
use crate::plan::{
    Bar, CALENDAR, CONTINGENCY, COSTS, Chart, InPlace, KEY, MONEY, PRICE, Plan, PlanCost, PlanDates, PlanMoney,
    day_words, hours_words, in_hundredths, range,
};
use crate::session::Place;

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let body = session.plan.with(|plan| match plan {
        None => el("p").child("The dates are on their way. If they do not come, reload the page: your work is kept."),
        Some(plan) => all(here, plan),
    });
    parts![page_heading(level, "Dates and money"), body]
}

fn all(here: Here, plan: &Plan) -> Node {
    let level = here.level(1);
    parts![
        el("p").attr("class", "lead").attr("data-focus", "dates").attr("tabindex", "-1").child(plan.dates.verdict()),
        facts(here, &plan.dates),
        lines("What could safely change", &plan.dates.could_change, level),
        lines("What may not be cut", if plan.dates.weeks_short.is_some() { &plan.dates.may_not } else { &[] }, level),
        steps(here, plan),
        heading(level, "h2", CALENDAR.title),
        register(here, &CALENDAR),
        seasons(&plan.dates, level),
        super::policy::dates(here),
        money(here, &plan.money),
        heading(level + 1, "h3", COSTS.title),
        register(here, &COSTS),
        burden(plan, level),
    ]
}

fn facts(here: Here, dates: &PlanDates) -> Node {
    let session = here.session;
    let to_time = session.guidance.time().map(|no| here.to(Place::Question { no, from_answers: true }));
    let start = here.day("ep-start".to_owned(), "The plan begins", Some(dates.start), {
        Box::new(move |day| session.edits.update(|edits| edits.start = day))
    });
    let decision = dates.decision.map_or_else(|| "not known yet".to_owned(), day_words);
    let change = to_time.map(|to| link("Change", "the date of the decision".to_owned(), to));
    let last = dates.last_start.map(|day| {
        let words = if day < dates.start { "has gone: it was " } else { "" };
        el("p")
            .child(el("b").child("The last day to begin: "))
            .child(words)
            .child(day_words(day))
            .child(", by our estimate.")
    });
    let known = dates.known_until.map(|year| {
        let words =
            ["Bank holidays after ", &year.to_string(), " are not known here. Check days after that on GOV.UK."];
        el("p").child(words.concat())
    });
    parts![
        start,
        el("p").child(el("b").child("The decision: ")).child(decision).child(". ").child(change),
        el("p")
            .child(el("b").child("What people say has been weighed by: "))
            .child(day_words(dates.ready))
            .child(", by our estimate."),
        last,
        dates.clock.iter().map(|words| el("p").child(words.clone())).collect::<Vec<_>>(),
        known
    ]
}

fn lines(title: &'static str, list: &[String], level: u8) -> Node {
    if list.is_empty() {
        return Node::NOTHING;
    }
    let items = list.iter().map(|one| el("li").child(one.clone())).collect::<Vec<_>>();
    parts![heading(level, "h3", title), el("ul").child(items)]
}

/// The picture of time, and the table that says the same.
fn steps(here: Here, plan: &Plan) -> Node {
    let level = here.level(1);
    let chart = Chart::of(plan);
    let bar = |Bar { look, across: (x, width), down: (y, height) }: Bar| {
        el("rect")
            .attr("class", look)
            .attr("x", usize::from(x))
            .attr("width", usize::from(width))
            .attr("y", usize::from(y))
            .attr("height", usize::from(height))
    };
    let row = |row: &crate::plan::ChartRow| {
        let strip = el("svg")
            .attr("viewBox", "0 0 1000 14")
            .attr("preserveAspectRatio", "none")
            .child(chart.bars(row).into_iter().map(bar).collect::<Vec<_>>());
        let words = el("p").child(row.label.clone()).child(el("span").attr("class", "quiet").child(row.when.clone()));
        el("div").child(words).child(strip)
    };
    let about = ["Timeline from ", &day_words(chart.from), " to ", &day_words(chart.to)].concat();
    let picture = el("div")
        .attr("class", "time")
        .attr("role", "img")
        .attr("aria-label", [&about, ". The table after it says the same."].concat())
        .child(chart.rows.iter().map(row).collect::<Vec<_>>());
    let lines = chart.rows.iter().map(|row| {
        el("tr")
            .child(el("th").attr("scope", "row").child(row.label.clone()))
            .child(el("td").attr("data-l", "When").child(row.when.clone()))
            .child(el("td").attr("data-l", "What happens").child(row.what.clone()))
    });
    let table = el("table")
        .attr("class", "stack")
        .child(el("caption").attr("class", "vh").child("Each step with its dates"))
        .child(el("thead").child(head(&["What", "When", "What happens"])))
        .child(el("tbody").child(lines.collect::<Vec<_>>()));
    let between = plan.dates.intervals.iter().map(|one| {
        let save = if one.save.is_empty() { "This may not be cut." } else { &one.save };
        let words = el("b").child(one.title.clone()).child(".");
        el("li").child(words).child([" ", &one.why, " ", save].concat())
    });
    parts![
        heading(level, "h2", "Step by step"),
        el("p").attr("class", "hint").child("Weeks are our own estimates. They keep clear of weekends, of England’s bank holidays and of the times that you enter below."),
        picture,
        el("p").attr("class", "small").child(about).child(". ").child(KEY),
        details("The same as a table", table),
        heading(level + 1, "h3", "Between what people said and the decision"),
        el("ul").child(between.collect::<Vec<_>>()),
    ]
}

fn head(words: &[&'static str]) -> Node {
    let cells = words.iter().map(|&word| el("th").attr("scope", "col").child(word));
    el("tr").child(cells.collect::<Vec<_>>())
}

fn seasons(dates: &PlanDates, level: u8) -> Node {
    if dates.seasons.is_empty() {
        return Node::NOTHING;
    }
    let one = |season: &crate::plan::PlanSeason| {
        let when = [", ", &range(season.from, season.to), ". "].concat();
        let touches = ["It touches: ", &season.touches.join("; "), "."].concat();
        el("li")
            .child(el("b").child(season.title.clone()))
            .child(when)
            .child(season.says.clone())
            .child(" ")
            .child(el("span").attr("class", "quiet").child(touches))
    };
    parts![
        heading(level, "h2", "What else falls in those weeks"),
        el("p").attr("class", "hint").child("These move nothing by themselves. To keep a time clear, enter it above."),
        el("ul").child(dates.seasons.iter().map(one).collect::<Vec<_>>()),
    ]
}

fn money(here: Here, money: &PlanMoney) -> Node {
    let session = here.session;
    let level = here.level(1);
    let sums = |caption: &'static str, head_of: &'static str, sums: &[crate::plan::PlanSum]| {
        if sums.is_empty() {
            return Node::NOTHING;
        }
        let rows = sums.iter().map(|sum| {
            el("tr")
                .child(el("th").attr("scope", "row").child(sum.name.clone()))
                .child(el("td").attr("data-l", "Pounds").child(sum.pounds.words()))
        });
        el("table")
            .attr("class", "stack")
            .child(el("caption").child(caption))
            .child(el("thead").child(head(&[head_of, "Pounds"])))
            .child(el("tbody").child(rows.collect::<Vec<_>>()))
    };
    let as_at = here.day("ep-as-at".to_owned(), "The day of your prices", money.as_at, {
        Box::new(move |day| {
            let text = day.map(|day| day.to_string()).unwrap_or_default();
            session.edits.update(|edits| edits.money.set("as_at", text));
        })
    });
    let share = session.edits.with(|edits| edits.money.text("contingency").to_owned());
    let shown = if share.is_empty() { CONTINGENCY.to_string() } else { share };
    let field = MONEY.field("contingency").map_or("", |field| field.label).to_owned();
    let write = move |text: String| session.edits.update(|edits| edits.money.set("contingency", text));
    let contingency = number("ep-contingency".to_owned(), field, shown, write);
    // What belongs together is folded together.
    let mut folds: Vec<Node> = Vec::new();
    for kind in crate::guidance::CostKind::ALL {
        let mine: Vec<&PlanCost> = money.lines.iter().filter(|one| one.kind == kind && !one.id.is_empty()).collect();
        if mine.is_empty() {
            continue;
        }
        let counted = money.by_kind.iter().find(|sum| sum.name == kind.name());
        let counted = counted.map_or_else(|| "not counted yet".to_owned(), |sum| sum.pounds.words());
        let summary = parts![
            heading(level + 2, "h3 tight", kind.name()),
            el("span").attr("class", "quiet").child([&mine.len().to_string(), " lines, ", &counted].concat())
        ];
        let lines = mine.into_iter().map(|one| line(here, one)).collect::<Vec<_>>();
        folds.push(details(summary, el("ul").attr("class", "rows").child(lines).into_node()));
    }
    parts![
        heading(level, "h2", "What it costs"),
        el("p").attr("class", "lead").child(money.whole.words()).child(", as far as it is counted"),
        el("p").child(in_hundredths(money)),
        el("p").attr("class", "hint").child("Bands are our own estimates, to begin with. Put your own prices in their place. No figure here is a rate of pay: use your organisation’s policy."),
        super::policy::payment(here),
        sums("By what the money goes on", "What", &money.by_kind),
        sums("By stage of the work", "Stage", &money.by_stage),
        sums("Support by group", "For", &money.by_group),
        heading(level + 1, "h3", "Your quantities and prices"),
        as_at,
        contingency,
        folds,
    ]
}

/// A line of the budget, with the person's own quantity and price.
fn line(here: Here, one: &PlanCost) -> Node {
    let session = here.session;
    let row = session.edits.with(|edits| edits.prices.get(&one.id).cloned()).unwrap_or_default();
    let fields = PRICE.fields.iter().map(|field| {
        let id = one.id.clone();
        let write = move |text: String| {
            session.edits.update(|edits| {
                let mut row = edits.prices.get(&id).cloned().unwrap_or_default();
                row.set(field.id, text);
                if row.is_blank() {
                    edits.prices.remove(&id);
                } else {
                    edits.prices.insert(id.clone(), row);
                }
            });
        };
        let key = ["ep-", field.id, "-", &one.id].concat();
        number(key, field.label.to_owned(), row.text(field.id).to_owned(), write)
    });
    let band = if one.own { "Your price: " } else { "Our band: " };
    let many = one.many.map(|many| [", times ", &many.to_string()].concat()).unwrap_or_default();
    let whole = one
        .whole
        .map_or_else(|| " Not counted: say how many.".to_owned(), |all| [" Together ", &all.words(), "."].concat());
    let words = [band, &one.one.words(), " for each ", &one.each, &many, ".", &whole].concat();
    let group = el("fieldset")
        .child(el("legend").attr("class", "label").child(one.title.clone()))
        .child(el("p").attr("class", "quiet").attr("role", "status").child(words))
        .child(el("div").attr("class", "two-fields").child(fields.collect::<Vec<_>>()));
    el("li").child(group)
}

/// A field for a whole number; what is none is kept as it was typed, and said.
fn number(id: String, label: String, text: String, write: impl Fn(String) + 'static) -> Node {
    let wrong = !text.trim().is_empty() && crate::plan::whole(&text).is_none();
    let wrong = wrong.then(|| error_message("Write a whole number, such as 12".to_owned()));
    el("div").child(text_input(id, label, text, write)).child(el("div").attr("role", "status").child(wrong))
}

fn burden(plan: &Plan, level: u8) -> Node {
    let burden = &plan.burden;
    let rows = burden.asks.iter().map(|one| {
        el("tr")
            .child(el("th").attr("scope", "row").child(one.name.clone()))
            .child(el("td").attr("data-l", "For how many").child(one.people.clone()))
            .child(el("td").attr("data-l", "Hours of each").child(one.each_words()))
            .child(el("td").attr("data-l", "Painful things").child(if one.painful {
                "It may ask for them"
            } else {
                "No"
            }))
    });
    let table = (!burden.asks.is_empty()).then(|| {
        el("table")
            .attr("class", "stack")
            .child(el("caption").attr("class", "vh").child("What each approach asks of people, by our estimate"))
            .child(el("thead").child(head(&["What", "For how many", "Hours of each", "Painful things"])))
            .child(el("tbody").child(rows.collect::<Vec<_>>()))
    });
    let lead = if burden.asks.is_empty() {
        "Nobody is asked for their time yet.".to_owned()
    } else {
        ["Together, people give ", &hours_words(burden.hours), " at the least, by our estimate."].concat()
    };
    let support = burden.support.iter().map(|one| {
        let said = one.said.map_or("Not said yet", InPlace::name);
        el("li").child([&*one.title, ": ", said, "."].concat())
    });
    let support = (!burden.support.is_empty()).then(|| {
        parts![
            el("p").child(el("b").child("Support for those who tell painful things")),
            el("ul").child(support.collect::<Vec<_>>())
        ]
    });
    let others = if burden.others.is_empty() { "not answered yet" } else { &burden.others };
    parts![
        heading(level, "h2", "What we ask of people"),
        el("p").child(lead),
        table,
        support,
        el("p").child(el("b").child("Who else asks the same people now: ")).child(others.to_owned()).child("."),
    ]
}
