//! The rules and letters that are built into the program. A folder of the
//! council's own replaces them whole.

/// What the names of these files begin with where a fault names them.
pub const NAME: &str = "built-in:";

/// A file that is built in: its path below `rules/` or `templates/`, and its
/// text.
pub type File = (&'static str, &'static str);

// Listed by build.rs.
include!(concat!(env!("OUT_DIR"), "/shipped.rs"));
