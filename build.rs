//! What is built into the program: `sqlx::migrate!` reads its folder at compile
//! time, and every rule file, letter and file of the example is listed for
//! `src/shipped.rs`. A new file in one of them must make a new program.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=migrations");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let mut code = String::new();
    for (name, folder) in
        [("RULES", "rules"), ("TEMPLATES", "templates"), ("EXAMPLE", "docs/example")]
    {
        let mut paths = Vec::new();
        walk(&root.join(folder), &mut paths)?;
        paths.sort();
        writeln!(code, "/// Everything below `{folder}/`.")?;
        writeln!(code, "pub const {name}: &[File] = &[")?;
        for path in paths {
            let below = path.strip_prefix(root.join(folder))?.display().to_string();
            let place = format!("/{folder}/{below}");
            writeln!(
                code,
                "    ({below:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {place:?}))),",
            )?;
        }
        writeln!(code, "];")?;
    }
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("shipped.rs"), code)?;
    Ok(())
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            walk(&path, paths)?;
        } else if !hidden {
            paths.push(path);
        }
    }
    Ok(())
}
