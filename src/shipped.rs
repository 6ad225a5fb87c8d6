//! The rules and letters that are built into the program. A folder of the
//! council's own replaces them whole.

/// A file that is built in: its path below `rules/` or `templates/`, and its
/// text.
pub type File = (&'static str, &'static str);

// Listed by build.rs.
include!(concat!(env!("OUT_DIR"), "/shipped.rs"));
