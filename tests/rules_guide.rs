//! `docs/rules.md` as somebody follows it: its commands are run in an empty folder,
//! its edits are made, and what the program prints is what the guide says. With
//! `REDRESS_BLESS=1` the printed lines are written anew, to be read by eye.

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::setup::repository;

const GUIDE: &str = "docs/rules.md";
const LISTS: &str = "classification/lists.toml";

/// A fenced block of the guide.
struct Block {
    kind: String,
    /// The number of its first line within, from 0.
    at: usize,
    /// How far in it stands.
    indent: String,
    lines: Vec<String>,
}

/// One test reads and blesses at a time.
static TURN: Mutex<()> = Mutex::new(());

struct Guide {
    lines: Vec<String>,
    _turn: MutexGuard<'static, ()>,
}

impl Guide {
    fn read() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let text = std::fs::read_to_string(repository(GUIDE)).unwrap();
        Self { lines: text.lines().map(str::to_owned).collect(), _turn: turn }
    }

    /// The blocks between a line that starts so and the next that starts otherwise.
    fn blocks(&self, from: &str, to: &str) -> Vec<Block> {
        let start = self.lines.iter().position(|line| line.starts_with(from)).unwrap();
        let rest = self.lines.iter().skip(start + 1);
        let length = rest.clone().position(|line| line.starts_with(to));
        let mut blocks: Vec<Block> = Vec::new();
        let mut open: Option<Block> = None;
        for (number, line) in (start + 1..).zip(rest.take(length.unwrap_or(usize::MAX))) {
            let fence = line.trim_start().strip_prefix("```");
            match (open.take(), fence) {
                (None, Some(kind)) => {
                    let indent = line.split("```").next().unwrap().to_owned();
                    let kind = kind.to_owned();
                    open = Some(Block { kind, at: number + 1, indent, lines: Vec::new() });
                }
                (Some(block), Some(_)) => blocks.push(block),
                (Some(mut block), None) => {
                    let line = line.strip_prefix(&block.indent).unwrap_or(line);
                    block.lines.push(line.to_owned());
                    open = Some(block);
                }
                (None, None) => {}
            }
        }
        assert!(open.is_none() && !blocks.is_empty(), "{from}");
        blocks
    }

    /// Puts another line in the place of one of a block.
    fn bless(&mut self, number: usize, block: &Block, line: &str) {
        self.lines[number] = format!("{}{line}", block.indent).trim_end().to_owned();
    }

    fn write(&self) {
        std::fs::write(repository(GUIDE), self.lines.join("\n") + "\n").unwrap();
    }
}

fn blessing() -> bool {
    std::env::var_os("REDRESS_BLESS").is_some()
}

/// Runs a line of the guide; what a terminal would show.
fn run(folder: &Path, line: &str) -> Vec<String> {
    let binary = Path::new(env!("CARGO_BIN_EXE_redress")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {line}; }} 2>&1")])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", binary.display()))
        .env_remove("REDRESS_CONFIG")
        .env_remove("RUST_LOG")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Columns are as wide as their widest cell, which may not be shown; how many
/// policies wait for a review hangs on the day.
fn plain(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.split_once(" fault") {
        Some((_, rest)) if line.ends_with("warnings") => format!("fault{}", shape(rest)),
        _ => line,
    }
}

/// A line without its figures: what is the same line after the rules were changed.
fn shape(line: &str) -> String {
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// The lines of a block are among those printed, in this order, and all of them
/// where no `…` stands for others.
fn compare(guide: &mut Guide, folder: &Path, block: &Block) {
    let mut printed: Vec<String> = Vec::new();
    let mut command = "";
    let mut gap = false;
    for (number, line) in (block.at..).zip(&block.lines) {
        if let Some(next) = line.strip_prefix("$ ") {
            assert!(gap || printed.is_empty(), "{command} prints more: {printed:#?}");
            (command, gap) = (next, false);
            printed = run(folder, command);
            continue;
        }
        if line == "…" {
            gap = true;
            continue;
        }
        let found = printed.iter().position(|one| plain(one) == plain(line));
        let found = found.or_else(|| {
            let like = blessing().then(|| printed.iter().position(|one| shape(one) == shape(line)));
            like.flatten().inspect(|at| guide.bless(number, block, &printed[*at]))
        });
        let Some(found) = found.filter(|at| gap || *at == 0) else {
            panic!("{GUIDE}:{}: {command} does not print\n{line}\n{printed:#?}", number + 1);
        };
        printed.drain(..=found);
        gap = false;
    }
    assert!(gap || printed.is_empty(), "{command} prints more: {printed:#?}");
}

/// Makes the edit that a block shows: its first line names the file, its second,
/// where the file has it, the place; what else follows is added.
fn edit(folder: &Path, block: &Block) {
    let (file, lines) = block.lines.split_first().unwrap();
    let file = folder.join(file.strip_prefix("# ").unwrap());
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let anchor = text.lines().position(|line| *line == lines[0]);
    let anchor = anchor.filter(|_| !lines[0].starts_with('['));
    let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
    match anchor {
        None => all.extend(
            [String::new()].iter().chain(lines).skip(usize::from(text.is_empty())).cloned(),
        ),
        Some(at) => {
            for line in lines.iter().skip(1).rev() {
                if let Some(key) = line.split_once(" = [").map(|(key, _)| format!("{key} = [")) {
                    let old = (at..all.len()).find(|at| all[*at].starts_with(&key)).unwrap();
                    all[old] = all[old].replacen(&key, &format!("{line} "), 1);
                } else {
                    all.insert(at + 1, line.clone());
                }
            }
        }
    }
    std::fs::write(&file, all.join("\n") + "\n").unwrap();
}

fn follow(guide: &mut Guide, folder: &Path, blocks: &[Block]) {
    for block in blocks {
        match block.kind.as_str() {
            "console" => compare(guide, folder, block),
            "toml" => edit(folder, block),
            "text" => {
                std::fs::write(folder.join("mail.txt"), block.lines.join("\n") + "\n").unwrap()
            }
            other => panic!("{GUIDE}:{}: {other}", block.at),
        }
    }
}

fn exported(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &format!("redress rules export --to ./{name}"));
    folder
}

fn line_of(folder: &Path, file: &str, start: &str) -> usize {
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    text.lines().position(|line| line.starts_with(start)).unwrap() + 1
}

#[test]
fn the_ten_minutes_lead_where_they_say() {
    let mut guide = Guide::read();
    let blocks = guide.blocks("## Ten minutes", "## ");
    let folder = tempfile::tempdir().unwrap();
    follow(&mut guide, folder.path(), &blocks);
    let at = line_of(&folder.path().join("rules"), LISTS, "nobody_came = [");
    let said = guide.lines.iter().position(|line| line.contains("lists.toml`, go to")).unwrap();
    let (start, rest) = guide.lines[said].split_once(", go to line ").unwrap();
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let line = format!("{start}, go to line {at}{rest}");
    if blessing() {
        guide.lines[said] = line;
        guide.write();
    } else {
        assert_eq!(guide.lines[said], line);
    }
    let mut said = guide.lines.iter().filter(|line| line.contains("% sure"));
    assert!(said.next().unwrap().contains("mail.txt: service request ("), "before the edit");
    assert!(said.next().unwrap().contains("mail.txt: complaint ("), "after it");
}

#[test]
fn the_five_edits_are_answered_as_the_guide_says() {
    let mut guide = Guide::read();
    for number in 1..=5 {
        let name = format!("edit-{number}");
        let folder = exported(&name);
        if number == 5 {
            let file = folder.path().join(&name).join(LISTS);
            let text = std::fs::read_to_string(&file).unwrap();
            let (start, rest) = text.split_once("\nnobody_came = [").unwrap();
            let (_, rest) = rest.split_once("\n]").unwrap();
            std::fs::write(&file, format!("{start}{rest}")).unwrap();
        }
        let end = if number == 5 { "## ".to_owned() } else { format!("**{}. ", number + 1) };
        let blocks = guide.blocks(&format!("**{number}. "), &end);
        follow(&mut guide, folder.path(), &blocks);
    }
    if blessing() {
        guide.write();
    }
}

#[test]
fn the_samples_of_the_guide_can_be_taken_as_they_stand() {
    let guide = Guide::read();
    let blocks = guide.blocks("## How a decision is made", "## Labelled messages");
    let whole = |block: &&Block| {
        let text = block.lines.join("\n");
        block.kind == "toml" && !text.contains('…') && text.contains("[[rule]]")
    };
    // Only the explanations of the sample have one.
    let without_comments = |line: &String| line.split("  #").next().unwrap().to_owned();
    let mut tried = 0;
    for mut block in blocks {
        block.lines = block.lines.iter().map(without_comments).collect();
        if !whole(&&block) {
            continue;
        }
        tried += 1;
        let folder = exported("rules");
        let ours = folder.path().join("rules/classification/ours.toml");
        std::fs::write(ours, block.lines.join("\n") + "\n").unwrap();
        let said = run(folder.path(), "redress rules check --rules ./rules");
        let about: Vec<&String> = said.iter().filter(|line| line.contains("ours.toml")).collect();
        assert!(about.is_empty(), "{GUIDE}:{}: {about:#?}", block.at);
        assert!(said.last().unwrap().starts_with("no faults"), "{GUIDE}:{}: {said:#?}", block.at);
    }
    assert_eq!(tried, 4);
}

#[test]
fn the_sample_of_the_settings_shows_what_is_shipped() {
    let mut guide = Guide::read();
    let kinds = std::fs::read_to_string(repository("rules/classification/kinds.toml")).unwrap();
    let (shipped, _) = kinds.split_once("\n[[rule]]").unwrap();
    let blocks = guide.blocks("## Settings", "## ");
    let [block] = blocks.as_slice() else { panic!("one block") };
    let mut compared = 0;
    let mut table = "";
    for (number, line) in (block.at..).zip(&block.lines) {
        if line.starts_with('[') {
            table = line.split(' ').next().unwrap();
        }
        let Some((key, rest)) = line.split_once(" = ") else { continue };
        let start = format!("{key} = ");
        let heading = Some(format!("\n{table}\n")).filter(|_| !table.is_empty());
        let below = heading.and_then(|heading| shipped.split_once(&heading));
        let there = below.map_or(shipped, |(_, rest)| rest);
        let mut there = there.lines().take_while(|line| table.is_empty() || !line.starts_with('['));
        let Some(ours) = there.find_map(|line| line.strip_prefix(&start)) else {
            panic!("{GUIDE}:{}: kinds.toml has no {key} in {table}", number + 1);
        };
        // The measured points are many: the sample has three.
        if key == "lead" || key == "right" {
            continue;
        }
        compared += 1;
        let (value, comment) = rest.split_once('#').unwrap_or((rest, ""));
        if value.trim() != ours.trim() && blessing() {
            let width = value.len().max(ours.len() + 1);
            let comment = if comment.is_empty() { String::new() } else { format!("#{comment}") };
            guide.bless(number, block, &format!("{start}{ours:<width$}{comment}"));
            continue;
        }
        assert_eq!(value.trim(), ours.trim(), "{GUIDE}:{}: {key}", number + 1);
    }
    assert!(compared >= 10, "{compared}");
    if blessing() {
        guide.write();
    }
}
