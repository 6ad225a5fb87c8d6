//! `sqlx::migrate!` reads the folder at compile time; a new migration must make
//! a new program.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
