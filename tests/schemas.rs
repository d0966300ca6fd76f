//! The JSON Schemas of the files that come in: made from the tables and the content that the planner itself reads by, so
//! that they cannot say otherwise. `UPDATE=1 cargo test --no-default-features --test schemas` writes them again.
//! `tests/browser/schema.test.mjs` holds files against them and against the planner.

#![allow(clippy::expect_used, reason = "tests may stop where they stand")]

use std::path::Path;

use engagement_planner::answers::Degree;
use engagement_planner::guidance::Guidance;
use engagement_planner::local::{BODIES, Field, Kind, Names, POLICY, Part, SEVERITIES, STAGES};
use engagement_planner::plan::{FORMAT, FieldKind, InPlace, MONEY, PRICE, REGISTERS, Register, SCHEMA};
use serde_json::{Value, json};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
/// A day, as files write it.
const DAY: &str = "-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2\\d))$";
/// Letters of an address for e-mail, but the point.
const LETTERS: &str = "!#$'*+\\-/0-9=A-Z^_`a-z{|}~";

/// JSON whose names stand in the order they are written.
enum Out {
    Is(Value),
    Map(Vec<(String, Out)>),
}

impl Out {
    fn write(&self, depth: usize, to: &mut String) {
        match self {
            Out::Is(value) => to.push_str(&value.to_string()),
            Out::Map(parts) => {
                to.push('{');
                for (at, (name, part)) in parts.iter().enumerate() {
                    to.push_str(if at == 0 { "\n" } else { ",\n" });
                    to.push_str(&"  ".repeat(depth + 1));
                    to.push_str(&json!(name).to_string());
                    to.push_str(": ");
                    part.write(depth + 1, to);
                }
                to.push('\n');
                to.push_str(&"  ".repeat(depth));
                to.push('}');
            }
        }
    }

    fn with(mut self, name: &str, part: impl Into<Out>) -> Self {
        if let Out::Map(parts) = &mut self {
            parts.push((name.to_owned(), part.into()));
        }
        self
    }

    fn text(&self) -> String {
        let mut text = String::new();
        self.write(0, &mut text);
        text + "\n"
    }
}

impl From<Value> for Out {
    fn from(value: Value) -> Self {
        Out::Is(value)
    }
}

impl From<&str> for Out {
    fn from(text: &str) -> Self {
        Out::Is(json!(text))
    }
}

fn map() -> Out {
    Out::Map(Vec::new())
}

/// A part with names of its own, and no others.
fn object(title: &str, about: &str, needed: &[&str], fields: Vec<(String, Out)>) -> Out {
    let mut out = map();
    for (name, words) in [("title", title), ("description", about)] {
        if !words.is_empty() {
            out = out.with(name, words);
        }
    }
    out = out.with("type", "object");
    if !needed.is_empty() {
        out = out.with("required", json!(needed));
    }
    out.with("properties", Out::Map(fields)).with("additionalProperties", json!(false))
}

/// Things by an id that the planner need not know: what it does not know it keeps.
fn by_id(about: &str, thing: Out) -> Out {
    map().with("description", about).with("type", "object").with("additionalProperties", thing)
}

fn list(about: &str, thing: Out) -> Out {
    map().with("description", about).with("type", "array").with("items", thing)
}

fn of(kind: &str) -> Out {
    map().with("type", kind)
}

fn to(schema: &str) -> Out {
    map().with("$ref", ["#/$defs/", schema].concat().as_str())
}

fn said(mut about: Out, words: &str) -> Out {
    if let Out::Map(parts) = &mut about {
        parts.insert(0, ("description".to_owned(), words.into()));
    }
    about
}

fn fields<const N: usize>(list: [(&str, Out); N]) -> Vec<(String, Out)> {
    list.into_iter().map(|(name, out)| (name.to_owned(), out)).collect()
}

/// Holds a file of the project against what it should be; or writes it, where that is asked for.
fn held(name: &str, should: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, should).expect("the file is written");
    }
    let is = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        is == should,
        "schema/{name} is behind the program: UPDATE=1 cargo test --no-default-features --test schemas"
    );
    serde_json::from_str::<Value>(&is).expect("JSON");
}

// ---------------------------------------------------------------------------------------------------------------
// The local policy

fn known(g: &Guidance, names: Names) -> Value {
    match names {
        Names::Stages => json!(STAGES),
        Names::Severities => json!(SEVERITIES),
        Names::Bodies => json!(BODIES.iter().map(|(id, _)| id).collect::<Vec<_>>()),
        Names::Groups => {
            let groups = g.groups().map(|no| g.question(no)).expect("a question of groups");
            json!(groups.options.iter().map(|option| &option.id).collect::<Vec<_>>())
        }
    }
}

fn kind(g: &Guidance, kind: Kind) -> Out {
    let text = |pattern: &str, most: usize| of("string").with("maxLength", json!(most)).with("pattern", pattern);
    match kind {
        Kind::Is(words) => map().with("const", words),
        Kind::Whole(from, to) => of("integer").with("minimum", json!(from)).with("maximum", json!(to)),
        Kind::Words(most) => text("\\S", most),
        Kind::Id => text("^[a-z0-9][a-z0-9-]*$", 60),
        Kind::Email => {
            let pattern = ["^[", LETTERS, ".]+@[", LETTERS, "]+(\\.[", LETTERS, "]+)+$"].concat();
            text(&pattern, 200)
        }
        Kind::Link => text("^(https://(?!/)|/(?!/))[!#-;=?-\\[\\]_a-z~]*$", 500),
        Kind::Day => of("string").with("pattern", ["^2[01]\\d\\d", DAY].concat().as_str()),
        Kind::Name(names) => map().with("enum", known(g, names)),
        Kind::Answers => {
            let one = |question: &engagement_planner::guidance::Question| {
                let options: Vec<&String> = question.options.iter().map(|option| &option.id).collect();
                let out = said(of("array"), &question.ask).with("items", json!({"enum": options}));
                (question.id.clone(), out.with("minItems", json!(1)).with("uniqueItems", json!(true)))
            };
            object("", "", &[], g.questions.iter().map(one).collect())
        }
        Kind::Part(part) => self::part(g, part),
        Kind::List(kind, most) => {
            let out = of("array").with("items", self::kind(g, *kind)).with("maxItems", json!(most));
            out.with("uniqueItems", json!(true))
        }
    }
}

fn part(g: &Guidance, part: &Part) -> Out {
    let needed: Vec<&str> = part.fields.iter().filter(|field| field.needed).map(|field| field.name).collect();
    let field = |field: &Field| (field.name.to_owned(), said(kind(g, field.kind), field.hint));
    object(part.title, "", &needed, part.fields.iter().map(field).collect())
}

#[test]
fn the_schema_of_the_local_policy_is_made_of_the_table_it_is_read_by() {
    let mut schema = part(&Guidance::built_in(), &POLICY);
    if let Out::Map(parts) = &mut schema {
        parts.insert(0, ("$schema".to_owned(), DRAFT.into()));
        let about = "What an organisation says for itself in Engagement Planner. Two entries of a list may not have the same id, and a date has to be one of the calendar: the planner tells both.";
        parts.insert(2, ("description".to_owned(), about.into()));
    }
    held("local-policy.schema.json", &schema.text());
}

// ---------------------------------------------------------------------------------------------------------------
// The plan file

/// A row of a register: each field is text, and what is not filled in is not there.
fn row(register: &Register) -> Out {
    let one = |field: &engagement_planner::plan::Field| {
        let out = match field.kind {
            FieldKind::Day => to("day"),
            FieldKind::OneOf(few) => map().with("enum", json!(few.iter().map(|(word, _)| word).collect::<Vec<_>>())),
            FieldKind::Line | FieldKind::Words(_) | FieldKind::Number => of("string"),
        };
        (field.id.to_owned(), said(out, field.label))
    };
    object(register.title, register.lead, &[], register.fields.iter().map(one).collect())
}

fn answers() -> Out {
    let degrees: Vec<&str> = Degree::ALL.into_iter().map(Degree::id).collect();
    let ways = json!([
        {"description": "One option, by its id; or not_sure.", "type": "string"},
        {"description": "Not sure.", "type": "null"},
        {"description": "Several options, by their ids.", "type": "array", "items": {"type": "string"}},
        {
            "description": "A day.", "type": "object", "required": ["on"], "additionalProperties": false,
            "properties": {"on": {"$ref": "#/$defs/day"}},
        },
        {
            "description": "Options with how far each holds.", "type": "object", "required": ["each"], "additionalProperties": false,
            "properties": {"each": {"type": "object", "additionalProperties": {"enum": degrees}}},
        },
    ]);
    by_id("The answers, by the id of their question.", map().with("anyOf", ways))
}

fn edits() -> Out {
    let text = || of("string");
    let maybe =
        |schema: &str| map().with("anyOf", json!([{"$ref": (["#/$defs/", schema].concat())}, {"type": "null"}]));
    let maybe_text = || map().with("type", json!(["string", "null"]));
    let lines = ["purpose", "open", "fixed", "decides", "hear_back"].map(|line| (line.to_owned(), of("string")));
    let group = || {
        object(
            "",
            "What is written of a group.",
            &[],
            fields([
                ("why_not", said(of("string"), "Why it is not affected.")),
                ("notes", by_id("The person’s own words, by the id of the prompt.", of("string"))),
                ("by", maybe("day")),
            ]),
        )
    };
    let registers = REGISTERS.iter().map(|one| (one.id.to_owned(), list(one.title, row(one)))).collect();
    let sign_off = object(
        "",
        "A sign-off: the advice as it stood.",
        &["on", "by", "edition", "duties", "fits"],
        fields([
            ("on", to("day")),
            ("by", said(text(), "The role that signed it off.")),
            ("edition", said(text(), "The edition of the rules.")),
            ("duties", by_id("How each duty stood.", map().with("enum", json!(["likely", "cannot_tell", "unlikely"])))),
            (
                "fits",
                by_id(
                    "How each approach fitted.",
                    map().with("enum", json!(["strong", "good", "possible", "ruled_out"])),
                ),
            ),
            (
                "open",
                list(
                    "How much was open: must, should, consider.",
                    of("integer").with("minimum", json!(0)).with("maximum", json!(u32::MAX)),
                ),
            ),
        ]),
    );
    object(
        "",
        "What the person changed in the plan.",
        &[],
        fields([
            ("title", said(text(), "What the plan is called.")),
            ("statement", object("", "The lines that the public reads first.", &[], lines.into())),
            (
                "choices",
                by_id(
                    "Approaches taken in or left out, by id.",
                    object(
                        "",
                        "",
                        &["chosen"],
                        fields([
                            ("chosen", said(of("boolean"), "It stands in the plan.")),
                            ("reason", said(of("string"), "Why.")),
                        ]),
                    ),
                ),
            ),
            (
                "tasks",
                by_id(
                    "Tasks changed, by id.",
                    object(
                        "",
                        "",
                        &[],
                        fields([
                            ("title", maybe_text()),
                            ("who", maybe_text()),
                            ("due", maybe("day")),
                            ("left_out", of("boolean")),
                        ]),
                    ),
                ),
            ),
            (
                "own_tasks",
                list(
                    "Tasks of the person’s own.",
                    object("", "", &[], fields([("title", text()), ("who", text()), ("due", maybe("day"))])),
                ),
            ),
            (
                "checks",
                by_id(
                    "Answers to checks, by id. An id that begins with local: is of the local policy.",
                    to("in_place"),
                ),
            ),
            ("start", said(maybe("day"), "The day on which the plan begins.")),
            ("groups", by_id("What is written of each group, by id.", group())),
            (
                "own_groups",
                list(
                    "Groups of the person’s own.",
                    object(
                        "",
                        "",
                        &[],
                        fields([
                            ("name", text()),
                            ("meets", list("The barriers that it meets.", text())),
                            ("record", group()),
                        ]),
                    ),
                ),
            ),
            (
                "measures",
                by_id(
                    "What was said of each measure, by id.",
                    object("", "", &[], fields([("said", to("in_place")), ("ready", maybe("day"))])),
                ),
            ),
            ("record", by_id("Words of the record of the impact assessment, by the id of the prompt.", text())),
            ("review", said(maybe("day"), "The day on which the record is looked at again.")),
            ("risks", by_id("Whether each risk is in hand, by id.", to("in_place"))),
            ("registers", object("", "Rows that the person keeps.", &[], registers)),
            ("prices", by_id("The person’s own quantities and prices, by id.", row(&PRICE))),
            ("money", row(&MONEY)),
            ("sign_offs", list("What was signed off.", sign_off)),
            (
                "local",
                object(
                    "",
                    "The edition of the local policy that the plan was made under. Since the fourth shape.",
                    &["name", "date"],
                    fields([("name", text()), ("date", to("day"))]),
                ),
            ),
        ]),
    )
}

/// The schema of plan files; of all shapes that were ever written, or of the newest alone.
fn plan(newest: bool) -> Out {
    let shape = if newest {
        map().with("const", json!(SCHEMA))
    } else {
        of("integer").with("minimum", json!(1)).with("maximum", json!(SCHEMA))
    };
    let title = if newest {
        "Plan file of Engagement Planner, as it is written now"
    } else {
        "Plan file of Engagement Planner"
    };
    let about = "The source of a plan: answers and edits. The plan itself is derived from them, and is not in the file. No name may stand twice in one part.";
    let needed = ["format", "schema", "edition"];
    let whole = object(
        title,
        about,
        &needed,
        fields([
            ("format", said(map().with("const", FORMAT), "The word by which the file is known.")),
            ("schema", said(shape, "The shape of the file.")),
            ("edition", said(of("string"), "The edition of the rules that it was made under.")),
            ("answers", answers()),
            ("edits", edits()),
        ]),
    );
    let said: Vec<&str> = InPlace::ALL.into_iter().map(InPlace::id).collect();
    let day = of("string").with("pattern", ["^(\\d{4}|-\\d{6})", DAY].concat().as_str());
    let mut whole = whole.with(
        "$defs",
        Out::Map(fields([
            ("day", self::said(day, "A day: year, month and day.")),
            ("in_place", map().with("description", "Whether something is in place.").with("enum", json!(said))),
        ])),
    );
    if let Out::Map(parts) = &mut whole {
        parts.insert(0, ("$schema".to_owned(), DRAFT.into()));
    }
    whole
}

#[test]
fn the_schemas_of_the_plan_file_are_made_of_the_tables_it_is_read_by() {
    held("plan.schema.json", &plan(false).text());
    held("plan-written-now.schema.json", &plan(true).text());
}
