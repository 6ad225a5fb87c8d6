//! The program `redress`: the command line to one function.

use std::process::ExitCode;

fn main() -> ExitCode {
    redress::cli::main()
}
