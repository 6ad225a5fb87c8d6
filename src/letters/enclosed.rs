//! The files of a message that go on with a letter: a resident's to the officer,
//! an officer's to the resident.

use super::mime::File;
use crate::message::budget::Budget;
use crate::message::parse;

/// A mail that can't be taken apart is sent on whole, up to so many bytes: a
/// larger one was made to hurt, and would again.
const MOST_UNREADABLE: usize = 4 << 20;

/// A mail of more bytes has more files than `most` bytes of them, however they
/// are encoded.
pub fn is_beyond(mail_bytes: usize, most: usize) -> bool {
    mail_bytes / 2 > most
}

/// The files of a message; of one that can't be taken apart, the whole mail. No
/// files when they are of more than `most` bytes together: the letter names them.
pub fn files(bytes: Vec<u8>, most: usize) -> Vec<File> {
    let files: Vec<File> = match Budget::default().check(&bytes) {
        Ok(()) => parse::files(&bytes)
            .into_iter()
            .map(|(name, media_type, bytes)| File { name, media_type, bytes })
            .collect(),
        Err(_) if bytes.len() > MOST_UNREADABLE => Vec::new(),
        Err(_) => vec![File {
            name: "message.eml".to_owned(),
            media_type: "message/rfc822".to_owned(),
            bytes,
        }],
    };
    let total: usize = files.iter().map(|file| file.bytes.len()).sum();
    if total > most { Vec::new() } else { files }
}
