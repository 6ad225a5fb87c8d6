//! What is built into the program: `sqlx::migrate!` reads its folder at compile
//! time, and every rule file and letter is listed for `src/shipped.rs`. A new
//! file in one of them must make a new program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut code = String::new();
    for (name, folder) in [("RULES", "rules"), ("TEMPLATES", "templates")] {
        let mut paths = Vec::new();
        walk(&root.join(folder), &mut paths);
        paths.sort();
        let _ = writeln!(code, "/// Everything below `{folder}/`.");
        let _ = writeln!(code, "pub const {name}: &[File] = &[");
        for path in paths {
            let below = path.strip_prefix(root.join(folder)).expect("it was found there");
            let below = below.display();
            let place = format!("/{folder}/{below}");
            let _ = writeln!(
                code,
                "    ({below:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {place:?}))),",
                below = below.to_string(),
            );
        }
        let _ = writeln!(code, "];");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join("shipped.rs"), code).expect("OUT_DIR can be written to");
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    println!("cargo:rerun-if-changed={}", folder.display());
    let entries = std::fs::read_dir(folder).expect("the folder is part of the source");
    for entry in entries {
        let path = entry.expect("the folder is part of the source").path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            walk(&path, paths);
        } else if !hidden {
            paths.push(path);
        }
    }
}
