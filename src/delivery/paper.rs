//! Letters on paper: text files in a folder, from which a person prints them.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Other files of the same name are stepped over so often.
const NAMES: u32 = 1_000;

/// Writes a letter into a file of its own and gives its path. It is there whole
/// or not at all, and nothing that lies there is overwritten: a file with the
/// same words is this letter, written before a crash; beside another one it gets
/// a number.
///
/// # Errors
/// In words, when the folder can't be used.
pub fn print(folder: &Path, name: &str, text: &str) -> Result<PathBuf, String> {
    write(folder, name, text).map_err(|error| format!("{}: {error}", folder.display()))
}

fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<PathBuf> {
    let folder = &std::path::absolute(folder)?;
    DirBuilder::new().recursive(true).mode(0o750).create(folder)?;
    for number in 1..=NAMES {
        let name = if number == 1 { format!("{name}.txt") } else { format!("{name}-{number}.txt") };
        let path = folder.join(&name);
        match std::fs::read(&path) {
            Ok(there) if there == text.as_bytes() => return Ok(path),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let part = folder.join(format!(".{name}.part"));
                let mut file = OpenOptions::new();
                let mut file =
                    file.create(true).truncate(true).write(true).mode(0o640).open(&part)?;
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
                std::fs::rename(&part, &path)?;
                File::open(folder)?.sync_all()?;
                return Ok(path);
            }
            Err(error) => return Err(error),
        }
    }
    Err(std::io::Error::other(format!("there are too many files called {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_same_letter_is_one_file_and_another_one_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let print_into = folder.path().join("deep/print");
        let once = print(&print_into, "KH-2026-00001-update-3", "words\n").unwrap();
        assert_eq!(print(&print_into, "KH-2026-00001-update-3", "words\n").unwrap(), once);
        let other = print(&print_into, "KH-2026-00001-update-3", "other\n").unwrap();
        assert_eq!(other.file_name().unwrap(), "KH-2026-00001-update-3-2.txt");
        assert_eq!(std::fs::read_to_string(&once).unwrap(), "words\n");
        assert_eq!(std::fs::read_dir(&print_into).unwrap().count(), 2);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&once) & !0o640, 0);
        assert_eq!(mode(&print_into) & !0o750, 0);
    }

    #[test]
    fn what_a_crash_left_half_written_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".a.txt.part"), "half a letter that is long").unwrap();
        let path = print(folder.path(), "a", "whole\n").unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), "whole\n");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_a_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("print");
        std::fs::write(&path, "").unwrap();
        assert!(print(&path, "a", "words").unwrap_err().contains("print"));
    }
}
