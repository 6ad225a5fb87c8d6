//! `redress rules export --to DIR`: the rules that are built in, to begin with.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::output::{Failure, Lines};
use crate::shipped;

/// Write the rules that are built into the program into a folder, to be changed there
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  redress rules export --to ./rules")]
pub struct Export {
    /// A folder that is not there yet, or empty
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

impl Export {
    pub fn run(self) -> Result<ExitCode, Failure> {
        write_out(shipped::RULES, &self.to)
    }
}

/// Writes files that are built in into a folder that is empty or not there.
pub fn write_out(files: &[(&str, &str)], to: &Path) -> Result<ExitCode, Failure> {
    let full = std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some());
    if full {
        let why = format!("{} is not empty; name another folder", to.display());
        return Err(Failure::Wrong(why));
    }
    for (path, text) in files {
        let file = to.join(path);
        let wrong = |error: std::io::Error| Failure::Wrong(format!("{}: {error}", file.display()));
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(wrong)?;
        }
        std::fs::write(&file, text).map_err(wrong)?;
    }
    let mut lines = Lines::default();
    lines.line(format!("{} files are in {}", files.len(), to.display()));
    lines.print()?;
    Ok(ExitCode::SUCCESS)
}
