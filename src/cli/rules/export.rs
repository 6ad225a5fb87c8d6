//! `redress rules export --to DIR`: the rules that are built in, to begin with.

use std::path::PathBuf;
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
        let to = &self.to;
        let full = std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some());
        if full {
            let why = format!("{} is not empty; name another folder", to.display());
            return Err(Failure::Wrong(why));
        }
        for (path, text) in shipped::RULES {
            let file = to.join(path);
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&file, text)?;
        }
        let mut lines = Lines::default();
        lines.line(format!("{} files are in {}", shipped::RULES.len(), to.display()));
        lines.print()?;
        Ok(ExitCode::SUCCESS)
    }
}
