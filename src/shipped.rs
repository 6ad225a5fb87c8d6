//! The rules and letters that are built into the program, and the example of
//! docs/policies.md. A folder of the council's own replaces rules or letters whole.

/// What the names of these files begin with where a fault names them.
pub const NAME: &str = "built-in:";

/// A file that is built in: its path below `rules/`, `templates/` or `docs/example/`, and its
/// text.
pub type File = (&'static str, &'static str);

// Listed by build.rs.
include!(concat!(env!("OUT_DIR"), "/shipped.rs"));
