//! Secrets: a file, an environment variable or a systemd credential names them;
//! the configuration itself never holds one.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::fault::{Faults, Place};
use crate::toml_file::{Placed, Table};

/// The names of the keys that lead to a secret.
#[derive(Clone, Copy)]
pub struct Keys {
    file: &'static str,
    env: &'static str,
    what: &'static str,
}

/// A password.
pub const PASSWORD: Keys = Keys { file: "password_file", env: "password_env", what: "password" };

/// The key of our Message-IDs.
pub const KEY: Keys = Keys { file: "key_file", env: "key_env", what: "key" };

/// Reads the secret that a table names; None when it names none or a fault was
/// found.
pub fn read(
    folder: &Path,
    table: &mut Table<'_>,
    keys: Keys,
    faults: &mut Faults,
) -> Option<SecretString> {
    let file = table.text(keys.file, faults);
    let env = table.text(keys.env, faults);
    let credential = table.text("credential", faults);
    let named = [&file, &env, &credential].into_iter().flatten().collect::<Vec<_>>();
    if let [_, second, ..] = named.as_slice() {
        faults.error(
            second.place.clone(),
            format!("two ways to the {}", keys.what),
            format!("keep one of {}, {}, credential", keys.file, keys.env),
        );
        return None;
    }
    if let Some(file) = file {
        return from_file(&folder.join(&file.value), keys, &file.place, faults);
    }
    if let Some(env) = env {
        return from_env(&env, keys, faults);
    }
    credential.and_then(|name| from_credential(&name, keys, faults))
}

fn from_env(name: &Placed<String>, keys: Keys, faults: &mut Faults) -> Option<SecretString> {
    match std::env::var(&name.value) {
        Ok(value) if !value.is_empty() => Some(SecretString::from(value)),
        _ => {
            faults.error(
                name.place.clone(),
                format!("the environment variable {} is not set or empty", name.value),
                format!("set it to the {}", keys.what),
            );
            None
        }
    }
}

fn from_credential(name: &Placed<String>, keys: Keys, faults: &mut Faults) -> Option<SecretString> {
    let Some(folder) = std::env::var_os("CREDENTIALS_DIRECTORY") else {
        // systemd tells every service who it is (systemd.exec(5), INVOCATION_ID).
        let mend = if std::env::var_os("INVOCATION_ID").is_some() {
            format!("add LoadCredential={}:FILE to the unit, or use {}", name.value, keys.file)
        } else {
            "outside the service, name the folder of the credentials with \
             CREDENTIALS_DIRECTORY=/etc/redress"
                .to_owned()
        };
        let what = format!("the credential \"{}\" is not there: none were passed", name.value);
        faults.error(name.place.clone(), what, mend);
        return None;
    };
    from_file(&PathBuf::from(folder).join(&name.value), keys, &name.place, faults)
}

fn from_file(path: &Path, keys: Keys, place: &Place, faults: &mut Faults) -> Option<SecretString> {
    let shown = path.display();
    let mut fault = |what: String| {
        faults.error(
            place.clone(),
            format!("{shown}: {what}"),
            format!("put the {} into it, readable by the program's user only", keys.what),
        );
    };
    let facts = match std::fs::metadata(path) {
        Ok(facts) if facts.is_file() => facts,
        Ok(_) => {
            fault(format!("the {} file is no file", keys.what));
            return None;
        }
        Err(error) => {
            fault(format!("the {} file can't be read: {error}", keys.what));
            return None;
        }
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            fault(format!("the {} file can't be read: {error}", keys.what));
            return None;
        }
    };
    let secret = text.strip_suffix('\n').unwrap_or(&text);
    let secret = secret.strip_suffix('\r').unwrap_or(secret);
    if secret.is_empty() {
        fault(format!("the {} file is empty", keys.what));
        return None;
    }
    if facts.permissions().mode() & 0o007 != 0 {
        faults.warning(
            place.clone(),
            format!(
                "{shown} has mode {:04o}: others can read it",
                facts.permissions().mode() & 0o7777
            ),
            format!("chmod 0600 {shown}"),
        );
    }
    Some(SecretString::from(secret))
}
