//! Files that somebody put into the folder of rules and that nothing reads.

use std::path::Path;

use crate::fault::{Faults, Place};

/// The files that are read beside the folders.
const BESIDE: [&str; 3] = ["calendar.toml", "ombudsmen.toml", "routes.toml"];

/// The folders, and how the names end of what is read there.
const FOLDERS: [(&str, &str); 3] =
    [("classification/", ".toml"), ("policies/", ".toml"), ("examples/", ".jsonl")];

/// How names end of what editors and version control leave beside a file.
const LEFTOVERS: [&str; 6] = ["~", "#", ".bak", ".orig", ".rej", ".swp"];

/// Warns of every file that would be taken for a part of the rules and is none.
pub(super) fn warn(folder: &Path, faults: &mut Faults) {
    look(folder, "", faults);
}

fn look(folder: &Path, below: &str, faults: &mut Faults) {
    // What can't be read has been told.
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let leftover = LEFTOVERS.iter().any(|ending| name.ends_with(ending));
        if name.starts_with('.') || leftover || name.to_lowercase().starts_with("readme") {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            look(&path, &format!("{below}{name}/"), faults);
        } else if let Some((what, mend)) = why_unread(below, &name, &path) {
            faults.warning(Place::start_of(path.display().to_string()), what, mend);
        }
    }
}

fn why_unread(below: &str, name: &str, path: &Path) -> Option<(String, String)> {
    let known = FOLDERS.iter().find(|(folder, _)| below.starts_with(folder));
    if let Some((_, ending)) = known {
        if name.ends_with(ending) {
            return None;
        }
        let stem = name.split('.').next().unwrap_or(name);
        let what = format!("this file is not read: its name does not end in {ending}");
        return Some((what, format!("name it {stem}{ending}, or remove it")));
    }
    // The list of bank holidays lies where calendar.toml says.
    let own = below.is_empty() && BESIDE.contains(&name);
    if own || name.to_lowercase().ends_with(".json") {
        return None;
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let has = |heads: &[&str]| text.lines().any(|line| heads.contains(&line.trim()));
    let mend = if has(&["[[rule]]", "[lists]", "[spellings]"]) {
        "move it to classification/"
    } else if has(&["[stage1]", "[stage2]", "[[route]]"]) {
        "move it to policies/"
    } else {
        "move it to classification/ if it has rules or lists, to policies/ if it is a policy"
    };
    Some(("this file is not read".to_owned(), mend.to_owned()))
}
