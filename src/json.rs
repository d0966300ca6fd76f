//! JSON of any shape, read once, and JSON written. One way to do it, whatever comes of it: serde makes a reader and a
//! writer anew for each kind of thing, each with its own copies of the library's lists and maps, and a dozen of them
//! weigh more than the views.

use core::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::date::Date;
use crate::order::sort_by_id;

/// What any JSON is: read first, and made into something of ours afterwards.
#[derive(Debug, Default)]
pub enum Json {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number; its value where it is whole and not large, for no other is of use here.
    Number(Option<u32>),
    /// Words.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Things by their names, as they came: a name may come twice.
    Map(Vec<(String, Json)>),
}

/// Where a part stands that cannot be read, from the outside in: "edits, tasks, invite-people". Empty for the whole.
#[derive(Debug, Default)]
pub struct Fault(String);

/// What was read, or where it could not be.
pub type Read<T> = Result<T, Fault>;

impl Fault {
    /// A part called by a name that is missing.
    pub fn missing(name: &str) -> Self {
        Self::default().within(name)
    }

    /// The place, in words; none where it is the whole that cannot be read.
    pub fn place(self) -> Option<String> {
        (!self.0.is_empty()).then_some(self.0)
    }

    /// The same fault, seen from the part around it. A name that no file of ours has is not repeated to a person.
    fn at(self, name: &str) -> Self {
        let plain = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b"-_".contains(&letter);
        if name.len() <= 40 && name.bytes().all(plain) { self.within(name) } else { self }
    }

    fn within(self, words: &str) -> Self {
        Self([words, if self.0.is_empty() || words.is_empty() { "" } else { ", " }, &self.0].concat())
    }
}

impl Json {
    /// Reads a text.
    ///
    /// # Errors
    /// Where the text stops being JSON, in words: "line 3, place 14". One that nests too deeply stops there too.
    pub fn of(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| format!("line {}, place {}", error.line(), error.column()))
    }

    /// Words.
    ///
    /// # Errors
    /// Where it is anything else.
    pub fn text(self) -> Read<String> {
        if let Json::Text(text) = self { Ok(text) } else { Err(Fault::default()) }
    }

    /// Yes or no.
    ///
    /// # Errors
    /// Where it is anything else.
    pub fn yes(self) -> Read<bool> {
        if let Json::Bool(yes) = self { Ok(yes) } else { Err(Fault::default()) }
    }

    /// Hands over each part of a list.
    ///
    /// # Errors
    /// Where it is no list, or a part cannot be taken.
    pub fn list(self, take: &mut dyn FnMut(Json) -> Read<()>) -> Read<()> {
        let Json::List(parts) = self else { return Err(Fault::default()) };
        for (at, part) in parts.into_iter().enumerate() {
            take(part).map_err(|fault| fault.within(&format!("number {}", at + 1)))?;
        }
        Ok(())
    }

    /// Hands over each part with its name. What takes them refuses a name that it does not know.
    ///
    /// # Errors
    /// Where nothing has names here, a name comes twice, or a part cannot be taken.
    pub fn fields(self, take: &mut dyn FnMut(&str, Json) -> Read<()>) -> Read<()> {
        let Json::Map(mut parts) = self else { return Err(Fault::default()) };
        for at in 0..parts.len() {
            let part = core::mem::take(&mut parts[at].1);
            let (before, rest) = parts.split_at(at);
            let name = &rest[0].0;
            let again = before.iter().any(|(other, _)| other == name);
            if again { Err(Fault::default()) } else { take(name, part) }.map_err(|fault| fault.at(name))?;
        }
        Ok(())
    }

    /// Hands over each part with its id, in the order of the ids; where an id comes twice, the later one comes later.
    ///
    /// # Errors
    /// Where nothing has ids here, or a part cannot be taken.
    pub fn by_id(self, take: &mut dyn FnMut(&str, Json) -> Read<()>) -> Read<()> {
        let Json::Map(mut parts) = self else { return Err(Fault::default()) };
        sort_by_id(&mut parts);
        for (id, part) in parts {
            take(&id, part).map_err(|fault| fault.at(&id))?;
        }
        Ok(())
    }

    /// The part with a name, where just one has it.
    pub fn only(&self, name: &str) -> Option<&Json> {
        let Json::Map(parts) = self else { return None };
        let mut found = parts.iter().filter(|(other, _)| other == name);
        found.next().filter(|_| found.next().is_none()).map(|(_, part)| part)
    }
}

/// JSON in the making.
#[derive(Default)]
pub struct Writer(String);

/// What can be written as JSON.
pub trait ToJson {
    /// Writes it.
    fn write(&self, to: &mut Writer);
}

impl Writer {
    /// All that has been written.
    pub fn text(self) -> String {
        self.0
    }

    /// A mark or a word of JSON's own, as it stands.
    #[inline(never)]
    pub fn mark(&mut self, mark: &str) {
        self.0.push_str(mark);
    }

    /// Begins the next part.
    #[inline(never)]
    pub fn next(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    /// Begins the next part, which has a name of ours.
    #[inline(never)]
    pub fn name(&mut self, name: &str) {
        self.next();
        self.words(name);
        self.0.push(':');
    }

    /// Words in quotation marks, with what would end or break them escaped.
    #[inline(never)]
    pub fn words(&mut self, words: &str) {
        self.0.push('"');
        for letter in words.chars() {
            match letter {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                '\u{8}' => self.0.push_str("\\b"),
                '\u{c}' => self.0.push_str("\\f"),
                letter if letter < ' ' => {
                    const FIGURES: &[u8; 16] = b"0123456789abcdef";
                    let code = usize::from(u8::try_from(letter).unwrap_or_default());
                    self.0.push_str("\\u00");
                    self.0.push(char::from(FIGURES[code >> 4 & 15]));
                    self.0.push(char::from(FIGURES[code & 15]));
                }
                letter => self.0.push(letter),
            }
        }
        self.0.push('"');
    }

    #[inline(never)]
    fn number(&mut self, number: i64) {
        self.0.push_str(&number.to_string());
    }
}

impl ToJson for String {
    fn write(&self, to: &mut Writer) {
        to.words(self);
    }
}

impl ToJson for bool {
    fn write(&self, to: &mut Writer) {
        to.mark(if *self { "true" } else { "false" });
    }
}

impl ToJson for usize {
    fn write(&self, to: &mut Writer) {
        to.number(i64::try_from(*self).unwrap_or(i64::MAX));
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {
        $(impl ToJson for $kind {
            fn write(&self, to: &mut Writer) {
                to.number(i64::from(*self));
            }
        })*
    };
}

numbers!(u8, u16, u32, i32);

impl ToJson for Date {
    fn write(&self, to: &mut Writer) {
        to.words(&self.to_string());
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            Some(thing) => thing.write(to),
            None => to.mark("null"),
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.mark("[");
        for thing in self {
            to.next();
            thing.write(to);
        }
        to.mark("]");
    }
}

impl<A: ToJson, B: ToJson, C: ToJson> ToJson for (A, B, C) {
    fn write(&self, to: &mut Writer) {
        to.mark("[");
        self.0.write(to);
        to.next();
        self.1.write(to);
        to.next();
        self.2.write(to);
        to.mark("]");
    }
}

impl<A: ToJson, B: ToJson> ToJson for (A, B) {
    fn write(&self, to: &mut Writer) {
        to.mark("[");
        self.0.write(to);
        to.next();
        self.1.write(to);
        to.mark("]");
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Json;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }
            fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }
            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Json, E> {
                Ok(Json::Bool(yes))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Json, E> {
                Ok(Json::Number(u32::try_from(number).ok()))
            }
            fn visit_i64<E: de::Error>(self, _: i64) -> Result<Json, E> {
                Ok(Json::Number(None))
            }
            fn visit_f64<E: de::Error>(self, _: f64) -> Result<Json, E> {
                Ok(Json::Number(None))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Json, E> {
                Ok(Json::Text(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
                let mut parts = Vec::new();
                while let Some(part) = list.next_element()? {
                    parts.push(part);
                }
                Ok(Json::List(parts))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut parts = Vec::new();
                while let Some(part) = map.next_entry()? {
                    parts.push(part);
                }
                Ok(Json::Map(parts))
            }
        }
        from.deserialize_any(Any)
    }
}
