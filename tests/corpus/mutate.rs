//! Mails made worse: real ones with their bytes, lines, fields and structure
//! damaged, as relays, list software and attackers damage them. The same seed
//! gives the same mail.

use fastrand::Rng;

/// What breaks parsers: pieces of MIME, charsets, encodings, absurd values.
const TOKENS: &[&[u8]] = &[
    b"\r\n\r\n",
    b"\n\n",
    b"\r",
    b"\0",
    b"\x1b$B",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"--",
    b"=?utf-8?q?=C3?= =?utf-8?q?=A9?=",
    b"=?utf-8?b?w6k",
    b"=?x?q?a?=",
    b"=?iso-2022-jp?b?GyRC?=",
    b"=?utf-8?q?",
    b"?=",
    b"=\r\n",
    b"=3D",
    b"=XX",
    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n",
    b"Content-Type: multipart/alternative; boundary=\"a b\"\r\n",
    b"Content-Type: multipart/digest\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: text/html; charset=\r\n",
    b"Content-Type: text/plain; format=flowed; delsp=yes\r\n",
    b"Content-Type: application/ms-tnef\r\n",
    b"Content-Type: text/enriched\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1*=%A9\r\n",
    b"Content-Disposition: attachment; filename*99999999999999999999=x\r\n",
    b"charset=utf-7",
    b"charset=utf-16",
    b"charset=gb18030",
    b"charset=iso-2022-kr",
    b"charset=hz-gb-2312",
    b"charset=klingon",
    b"begin 644 a.txt\n#0V%T\n`\nend\n",
    b"=ybegin line=128 size=3 name=a\n\x8d\x8b\n=yend\n",
    b"\x78\x9f\x3e\x22\x00\x00",
    b"-----BEGIN PGP SIGNED MESSAGE-----\n",
    b"-----BEGIN PGP SIGNATURE-----\n",
    b"From: \"a\\\"b <c@d>, (e(f) g@h\r\n",
    b"Date: 99 Foo 99999 99:99:99 +9999\r\n",
    b"Date: Thu, 1 Jan 1970 00:00:00 -2359\r\n",
    b"References: <a@b> <c@d\r\n",
    b"<<<<>>>>",
    b"((((",
    b"\"\"\"\"",
    b";;;;",
    b"<blockquote>",
    b"<!--",
    b"&#x10ffff;",
    b"On Monday, A wrote:\n> b\n",
    b"-- \n",
    b"Auto-Submitted: auto-replied\r\n",
    b"Action: failed\nStatus: 5.1.1\n",
];

/// A mail made worse, from some of these.
pub fn mutated(mails: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let mut mail = rng.choice(mails).cloned().unwrap_or_default();
    for _ in 0..rng.usize(1..=8) {
        mutate(&mut mail, mails, rng);
    }
    mail.truncate(1 << 20);
    mail
}

fn range(mail: &[u8], longest: usize, rng: &mut Rng) -> std::ops::Range<usize> {
    let start = rng.usize(0..=mail.len());
    start..rng.usize(start..=mail.len().min(start + longest))
}

fn line_start(mail: &[u8], rng: &mut Rng) -> usize {
    let at = rng.usize(0..=mail.len());
    mail[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |lf| lf + 1)
}

fn line(mail: &[u8], rng: &mut Rng) -> std::ops::Range<usize> {
    let start = line_start(mail, rng);
    let length = mail[start..].iter().position(|byte| *byte == b'\n').map_or(0, |lf| lf + 1);
    start..start + length
}

fn insert(mail: &mut Vec<u8>, at: usize, piece: &[u8]) {
    mail.splice(at..at, piece.iter().copied());
}

fn mutate(mail: &mut Vec<u8>, mails: &[Vec<u8>], rng: &mut Rng) {
    let token = *rng.choice(TOKENS).unwrap();
    match rng.u8(0..16) {
        0 | 1 => {
            for _ in 0..rng.usize(1..=16) {
                let at = rng.usize(0..mail.len().max(1));
                if let Some(byte) = mail.get_mut(at) {
                    *byte = rng.u8(..);
                }
            }
        }
        2 => drop(mail.drain(range(mail, 400, rng))),
        3 => {
            let piece = mail[range(mail, 400, rng)].to_vec();
            insert(mail, rng.usize(0..=mail.len()), &piece);
        }
        4 => insert(mail, rng.usize(0..=mail.len()), token),
        5 => insert(mail, line_start(mail, rng), token),
        6 => {
            let other = rng.choice(mails).unwrap();
            let piece = &other[range(other, 4_000, rng)];
            insert(mail, rng.usize(0..=mail.len()), piece);
        }
        7 => mail.truncate(rng.usize(0..=mail.len())),
        8 => {
            let piece = mail[line(mail, rng)].to_vec();
            insert(mail, line_start(mail, rng), &piece);
        }
        9 => drop(mail.drain(line(mail, rng))),
        10 => {
            let ends: &[u8] = rng.choice(&[b"\r".as_slice(), b"\n", b"\r\r\n", b""]).unwrap();
            *mail = mail.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(ends);
        }
        11 => {
            let head: &[u8] = rng
                .choice(&[
                    b"Content-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\n".as_slice(),
                    b"Content-Type: message/rfc822\r\n\r\n",
                    b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                    b"Content-Type: multipart/alternative; boundary=\"\"\r\n\r\n",
                ])
                .unwrap();
            for _ in 0..rng.usize(1..=60) {
                insert(mail, 0, head);
            }
        }
        12 => {
            let piece = token.repeat(rng.usize(2..=500));
            insert(mail, rng.usize(0..=mail.len()), &piece);
        }
        13 => {
            let piece = [rng.u8(..)].repeat(rng.usize(100..20_000));
            insert(mail, rng.usize(0..=mail.len()), &piece);
        }
        14 => {
            // The empty line below the header goes.
            if let Some(at) = mail.windows(2).position(|two| two == b"\n\n") {
                mail.remove(at);
            } else if let Some(at) = mail.windows(4).position(|four| four == b"\r\n\r\n") {
                mail.drain(at..at + 2);
            }
        }
        _ => {
            for byte in mail.iter_mut().filter(|byte| byte.is_ascii_digit()) {
                if rng.u8(..) < 20 {
                    *byte = rng.u8(b'0'..=b'9');
                }
            }
        }
    }
}
