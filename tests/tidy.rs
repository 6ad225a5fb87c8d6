//! Who may know whom, where the clock is read, how long things may be: the
//! rules of ARCHITECTURE.md, kept by a test.

use std::path::{Path, PathBuf};

use crate::setup::repository;

/// Folders of pure code: no I/O, no clock, no waiting.
const PURE: &[&str] = &["casework", "letters", "message", "policy", "rules"];

/// Which of our own modules a pure folder may name, besides itself.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("message", &[]),
    ("policy", &["fault", "toml_file"]),
    ("rules", &["fault", "toml_file"]),
    ("casework", &["message", "policy", "rules"]),
    ("letters", &["casework", "fault", "message", "policy"]),
];

/// What pure code may not name, with the files that may all the same.
const IMPURE: &[(&str, &[&str])] = &[
    ("tokio", &[]),
    ("sqlx", &[]),
    ("lettre::transport", &[]),
    ("async_imap", &[]),
    ("tracing", &[]),
    ("std::fs", &[]),
    ("std::env", &[]),
    ("std::net", &[]),
    ("::now()", &[]),
    ("async ", &[]),
    ("Mutex", &[]),
    ("RwLock", &[]),
    ("Atomic", &[]),
    // html5ever hands its tokens to a shared reference.
    ("RefCell", &["message/html.rs"]),
    ("Cell<", &["message/html.rs"]),
];

struct SourceFile {
    /// Path below `src/`.
    path: String,
    text: String,
}

impl SourceFile {
    /// The first folder or file name.
    fn top(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Lines of code, without tests and comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .take_while(|line| *line != "#[cfg(test)]")
            .enumerate()
            .map(|(number, line)| (number + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

fn sources() -> Vec<SourceFile> {
    let root = repository("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    let mut files: Vec<SourceFile> = paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| SourceFile {
            path: path.strip_prefix(&root).unwrap().display().to_string(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn breaches(check: impl Fn(&SourceFile, &str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources() {
        for (number, line) in file.code() {
            if let Some(what) = check(&file, line) {
                found.push(format!("src/{}:{number}: {what}", file.path));
            }
        }
    }
    found
}

fn none(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn pure_folders_do_nothing_but_think() {
    none(breaches(|file, line| {
        let pure = PURE.contains(&file.top());
        IMPURE
            .iter()
            .find(|(word, excused)| {
                pure && line.contains(word) && !excused.contains(&file.path.as_str())
            })
            .map(|(word, _)| format!("a pure folder names {word}"))
    }));
}

#[test]
fn pure_folders_know_one_another_only_downwards() {
    none(breaches(|file, line| {
        let (_, may) = MAY_KNOW.iter().find(|(folder, _)| *folder == file.top())?;
        let known = line.split("crate::").skip(1).find_map(|rest| {
            let name: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            (name != file.top() && !may.contains(&name.as_str()) && !name.is_empty())
                .then_some(name)
        })?;
        Some(format!("{} may not know {known}", file.top()))
    }));
}

#[test]
fn each_library_of_an_edge_is_named_in_one_place() {
    let places: &[(&str, &[&str])] = &[
        ("async_imap", &["mailbox"]),
        ("lettre::transport", &["delivery"]),
        ("sqlx", &["store"]),
        ("rustls::", &["wire", "daemon"]),
    ];
    none(breaches(|file, line| {
        places
            .iter()
            .find(|(library, tops)| {
                // The log names libraries as text, to keep them quiet.
                line.contains(library) && !tops.contains(&file.top()) && !line.contains("=warn")
            })
            .map(|(library, tops)| format!("{library} belongs to {tops:?}"))
    }));
}

#[test]
fn edges_know_no_cases_and_the_store_never_decides() {
    none(breaches(|file, line| {
        let forbidden: &[&str] = match file.top() {
            "mailbox" => &["casework", "store", "letters", "clerk"],
            "delivery" => &["casework", "store", "clerk"],
            "store" => &["decide", "clerk", "intake"],
            _ => &[],
        };
        forbidden
            .iter()
            .find(|name| {
                line.contains(&format!("crate::{name}")) || line.contains(&format!("::{name}("))
            })
            .map(|name| format!("{} may not know {name}", file.top()))
    }));
}

#[test]
fn the_clock_is_read_by_the_daemon_only() {
    none(breaches(|file, line| {
        let reads = line.contains("Utc::now") || line.contains("Local::now");
        (reads && file.top() != "daemon").then(|| "reads the clock".to_owned())
    }));
}

#[test]
fn nothing_is_printed_by_macros_that_end_the_program_on_a_full_disk() {
    none(breaches(|_, line| {
        ["println!(", "print!(", "dbg!("]
            .iter()
            .find(|word| line.contains(*word))
            .map(|word| format!("{word} panics; use cli::output"))
    }));
}

#[test]
fn files_are_of_a_few_hundred_lines_and_folders_two_deep() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|file| file.text.lines().count() > 500 || file.path.matches('/').count() > 2)
        .map(|file| format!("src/{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    none(long);
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    let empty = ["util", "utils", "helper", "helpers", "manager", "common", "misc"];
    let found: Vec<String> = sources()
        .iter()
        .filter(|file| {
            file.path.split('/').any(|part| empty.contains(&part.trim_end_matches(".rs")))
        })
        .map(|file| file.path.clone())
        .collect();
    none(found);
}

#[test]
fn everything_in_rules_and_templates_is_built_in() {
    for (folder, shipped) in
        [("rules", redress::shipped::RULES), ("templates", redress::shipped::TEMPLATES)]
    {
        let mut paths = Vec::new();
        walk(&repository(folder), &mut paths);
        for path in paths {
            let below = path.strip_prefix(repository(folder)).unwrap().display().to_string();
            assert!(
                shipped.iter().any(|(name, _)| *name == below),
                "{folder}/{below} is not built in"
            );
        }
    }
}

#[test]
fn the_architecture_names_every_part() {
    let text = std::fs::read_to_string(repository("ARCHITECTURE.md")).unwrap();
    let mut missing: Vec<String> = sources()
        .iter()
        .map(|file| file.top().to_owned())
        .filter(|top| top != "lib" && top != "main")
        .filter(|top| !text.contains(&format!("`{top}")))
        .collect();
    missing.dedup();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not speak of {missing:?}");
    let manifest = std::fs::read_to_string(repository("Cargo.toml")).unwrap();
    let dependencies =
        manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for name in dependencies.lines().filter_map(|line| line.split(" =").next()) {
        let name = name.trim();
        assert!(
            name.is_empty() || text.contains(name),
            "ARCHITECTURE.md gives no reason for {name}"
        );
    }
}
