//! Takes out of the glue, and of the wasm it goes with, what crates of others bring and nothing of ours uses.
//!
//! wasm-bindgen keeps every export of every crate, and all that the export needs; `leptos` brings the streams of server
//! functions. It gives each import a name of sixteen random letters besides, which no compression can shorten.

use walrus::Module;

use crate::Outcome;

/// The class that is ours; every other goes.
const OURS: &str = "Planner";

/// Leaves in `wasm` and `glue` what is ours, under short names. Gives back the glue.
pub fn tidy(wasm: &mut Module, glue: &str) -> Outcome<String> {
    let mut glue = glue.to_owned();
    while let Some(class) = foreign_class(&glue) {
        glue = without_class(&glue, &class)?;
        let lower = class.to_lowercase();
        let theirs: Vec<_> = wasm
            .exports
            .iter()
            .filter(|export| {
                export.name.starts_with(&format!("{lower}_")) || export.name == format!("__wbg_{lower}_free")
            })
            .map(walrus::Export::id)
            .collect();
        theirs.into_iter().for_each(|id| wasm.exports.delete(id));
    }
    walrus::passes::gc::run(wasm);
    short_imports(wasm, &glue)
}

fn foreign_class(glue: &str) -> Option<String> {
    let mut names = glue.split("\nexport class ").skip(1).filter_map(|rest| rest.split_whitespace().next());
    names.find(|name| *name != OURS).map(str::to_owned)
}

/// The glue without one class, its disposal and its registry.
fn without_class(glue: &str, class: &str) -> Outcome<String> {
    let glue = without(glue, &format!("\nexport class {class} {{"), &format!(" = {class}.prototype.free;\n"))?;
    without(&glue, &format!("const {class}Finalization = "), ";\n")
}

/// The text without what stands from `from` to the next `to`, both included.
fn without(text: &str, from: &str, to: &str) -> Outcome<String> {
    let cut = text.find(from).and_then(|start| {
        let end = text[start + from.len()..].find(to)? + start + from.len() + to.len();
        Some([&text[..start], "\n", &text[end..]].concat())
    });
    cut.ok_or_else(|| format!("wasm-bindgen writes its glue in another way than it did: there is no `{from}`."))
}

/// Gives the imports short names on both sides, and takes out those that nothing calls.
fn short_imports(wasm: &mut Module, glue: &str) -> Outcome<String> {
    let unknown = || "wasm-bindgen writes its glue in another way than it did: there are no imports.".to_owned();
    let (before, rest) = glue.split_once("__proto__: null,\n").ok_or_else(unknown)?;
    // The end is where the function gives the list back; an entry may have such a line too.
    let mut ends = rest.match_indices("\n};\n").map(|(at, end)| (at, at + end.len()));
    let (at, end) = ends.find(|&(_, end)| rest[end..].trim_start().starts_with("return {")).ok_or_else(unknown)?;
    let (list, after) = (&rest[..at], &rest[end..]);
    let mut entries: Vec<String> = Vec::new();
    for line in list.lines() {
        let begins = line.trim_start().starts_with("__wb") && line.contains(": function(");
        match entries.last_mut() {
            Some(last) if !begins => *last += &format!("\n{line}"),
            _ => entries.push(line.trim_start().to_owned()),
        }
    }
    let mut kept = String::new();
    let mut renamed = 0;
    for entry in &entries {
        let (name, body) = entry.split_once(':').ok_or_else(unknown)?;
        for import in wasm.imports.iter_mut().filter(|import| import.name == name) {
            import.name = format!("i{renamed}");
            kept += &format!("{}:{body}\n", import.name);
            renamed += 1;
        }
    }
    let functions = wasm.imports.iter().filter(|import| matches!(import.kind, walrus::ImportKind::Function(_))).count();
    if functions != renamed {
        return Err(format!(
            "The wasm asks for {functions} functions of JavaScript, and the glue has {renamed} of them."
        ));
    }
    Ok([before, "__proto__: null,\n", &kept, "};\n", after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\nexport class Sink {\nfree() {\n}\n}\nif (Symbol.dispose) Sink.x = Sink.prototype.free;\n\
        export class Planner {\n}\nconst SinkFinalization = (a)\n? b\n: c;\nconst import0 = {\n__proto__: null,\n\
        __wbg_a_1: function(x) {\nreturn x;\n},\n__wbg_b_2: function() { return 1; },\n};\nreturn {};";

    #[test]
    fn only_what_is_ours_and_used_stays() {
        let mut wasm = Module::default();
        let nothing = wasm.types.add(&[], &[]);
        let (used, _) = wasm.add_import_func("./bg.js", "__wbg_b_2", nothing);
        wasm.add_import_func("./bg.js", "__wbg_a_1", nothing);
        wasm.exports.add("planner_go", used);
        wasm.exports.add("sink_write", used);
        let glue = tidy(&mut wasm, GLUE).unwrap_or_default();
        assert!(!glue.contains("Sink") && glue.contains("class Planner"), "{glue}");
        assert!(glue.contains("i0: function() { return 1; },\n};\nreturn") && !glue.contains("__wbg"), "{glue}");
        let exports: Vec<_> = wasm.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(exports, ["planner_go"]);
        let imports: Vec<_> = wasm.imports.iter().map(|import| import.name.as_str()).collect();
        assert_eq!(imports, ["i0"]);
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        assert!(tidy(&mut Module::default(), "").is_err());
        assert!(tidy(&mut Module::default(), "\nexport class Sink {\n}\n").is_err());
    }
}
