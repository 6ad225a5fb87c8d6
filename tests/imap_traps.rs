//! The ways in which an IMAP server can fail to say the truth, each with a
//! scripted server: what the library takes for an empty answer must come out as
//! an error, and the next message must not suffer.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use redress::config::{ImapConfig, Login, SourceConfig, Tls};
use redress::mailbox::{ImapError, Item, MailboxError, Places, Seen, Source, Woken};

/// What the server says to a command: lines, with `{tag}` for the command's
/// tag. An empty list closes the connection.
type Script = Vec<(&'static str, Vec<String>)>;

/// Starts a server that answers each command by the first entry whose word
/// begins it; what no entry names gets a plain OK.
fn server(script: Script) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let script = script.clone();
            std::thread::spawn(move || serve(stream, script));
        }
    });
    port
}

fn serve(mut stream: TcpStream, mut script: Script) -> Option<()> {
    let mut input = BufReader::new(stream.try_clone().ok()?);
    stream.write_all(b"* OK ready\r\n").ok()?;
    let mut line = String::new();
    let mut idling = String::new();
    loop {
        line.clear();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line == "DONE" {
            stream.write_all(format!("{idling} OK done\r\n").as_bytes()).ok()?;
            continue;
        }
        let (tag, command) = line.split_once(' ').unwrap_or(("", line));
        if command == "IDLE" {
            idling = tag.to_owned();
        }
        let answer = match script.iter().position(|(word, _)| command.starts_with(word)) {
            Some(at) if script.iter().filter(|(word, _)| command.starts_with(word)).count() > 1 => {
                script.remove(at).1
            }
            Some(at) => script[at].1.clone(),
            None => usual(command),
        };
        if answer.is_empty() {
            return None;
        }
        for part in answer {
            stream.write_all(part.replace("{tag}", tag).as_bytes()).ok()?;
            stream.flush().ok()?;
        }
    }
}

fn usual(command: &str) -> Vec<String> {
    let mut lines = match command.split(' ').next().unwrap_or("") {
        "CAPABILITY" => vec!["* CAPABILITY IMAP4rev1 IDLE\r\n".to_owned()],
        "EXAMINE" => {
            vec!["* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 4] ok\r\n".to_owned()]
        }
        _ => Vec::new(),
    };
    if command.starts_with("UID SEARCH") {
        lines.push("* SEARCH 1 2 3\r\n".to_owned());
    }
    lines.push("{tag} OK done\r\n".to_owned());
    lines
}

fn text(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn source(port: u16) -> Source {
    Source::new(&SourceConfig::Imap(Box::new(ImapConfig {
        host: "127.0.0.1".into(),
        port,
        tls: Tls::None,
        ca_file: None,
        login: Login { username: "u".into(), password: "p".into() },
        folder: "INBOX".into(),
        idle: true,
        timeout: Duration::from_millis(500),
        reconnect_max: Duration::from_secs(1),
    })))
}

fn items(uids: &[u32]) -> Vec<Item> {
    let item = |uid: &u32| Item {
        seen: Seen::Uid { validity: 7, uid: *uid },
        size: 10,
        arrived: chrono::DateTime::UNIX_EPOCH,
    };
    uids.iter().map(item).collect()
}

fn imap_error(error: MailboxError) -> ImapError {
    match error {
        MailboxError::Imap(error) => error,
        MailboxError::Maildir { .. } => panic!("no Maildir here"),
    }
}

async fn survey_error(script: Script) -> ImapError {
    imap_error(source(server(script)).survey().await.unwrap_err())
}

#[tokio::test]
async fn a_tagged_no_to_a_search_is_no_empty_mailbox() {
    let error = survey_error(vec![("UID SEARCH", text(&["{tag} NO busy, come back\r\n"]))]).await;
    assert_eq!(
        error,
        ImapError::Refused { command: "UID SEARCH".into(), text: "busy, come back".into() }
    );
    let error = survey_error(vec![("UID SEARCH", text(&["{tag} BAD what\r\n"]))]).await;
    assert!(matches!(error, ImapError::Refused { .. }));
}

#[tokio::test]
async fn the_end_of_the_connection_between_answers_is_no_end_of_the_data() {
    let error = survey_error(vec![("UID SEARCH", Vec::new())]).await;
    assert!(matches!(error, ImapError::Lost(_)), "{error:?}");
    let bye = text(&["* SEARCH 1\r\n", "* BYE going down for maintenance\r\n"]);
    let error = survey_error(vec![("UID SEARCH", bye)]).await;
    assert_eq!(error, ImapError::Bye("going down for maintenance".into()));
}

#[tokio::test]
async fn a_silent_server_counts_as_lost() {
    let error = survey_error(vec![("NOOP", text(&["* 3 EXISTS\r\n"]))]).await;
    assert!(matches!(error, ImapError::Lost(ref why) if why.contains("silent")), "{error:?}");
}

#[tokio::test]
async fn a_slow_server_is_not_silent() {
    // Half a second of silence is allowed; the mail takes longer than that.
    let mut parts = vec!["* 1 FETCH (UID 1 BODY[] {40}\r\n".to_owned()];
    parts.extend(std::iter::repeat_n("0123456789".to_owned(), 4));
    parts.push(")\r\n{tag} OK done\r\n".to_owned());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        let mut input = BufReader::new(stream.try_clone().unwrap());
        stream.write_all(b"* OK ready\r\n").unwrap();
        let mut line = String::new();
        while input.read_line(&mut line).unwrap_or(0) > 0 {
            let (tag, command) = line.trim_end().split_once(' ').unwrap();
            let slow = command.starts_with("UID FETCH");
            let answer = if slow { parts.clone() } else { usual(command) };
            for part in answer {
                if slow {
                    std::thread::sleep(Duration::from_millis(200));
                }
                let _ = stream.write_all(part.replace("{tag}", tag).as_bytes());
            }
            line.clear();
        }
    });
    let fetched = source(port).fetch(items(&[1])).await.unwrap();
    assert_eq!(fetched[0].bytes.as_ref().unwrap().len(), 40);
}

#[tokio::test]
async fn what_can_not_be_parsed_is_told_without_its_text() {
    let odd = text(&["* 1 FETCH (UID 1 BODY[] \"SECRET OF A RESIDENT\" ((((\r\n{tag} OK\r\n"]);
    let mut source = source(server(vec![("UID FETCH", odd)]));
    let error = source.fetch(items(&[1])).await.unwrap_err();
    assert!(!error.to_string().contains("SECRET"), "{error}");
    assert_eq!(imap_error(error), ImapError::Garbled { command: "UID FETCH".into() });
    // The broken session is not used again: the next call connects anew.
    assert_eq!(source.survey().await.unwrap().places.len(), 3);
}

#[tokio::test]
async fn each_uid_that_was_asked_for_is_answered_for() {
    let answer = text(&[
        "* 2 FETCH (UID 2 BODY[] {2}\r\nhi)\r\n",
        "* 3 FETCH (FLAGS (\\Seen))\r\n",
        "* 9 FETCH (UID 9 BODY[] {2}\r\nno)\r\n",
        "* 3 FETCH (UID 3 BODY[] NIL)\r\n",
        "{tag} OK done\r\n",
    ]);
    let fetched =
        source(server(vec![("UID FETCH", answer)])).fetch(items(&[1, 2, 3])).await.unwrap();
    let bytes: Vec<Option<&[u8]>> = fetched.iter().map(|one| one.bytes.as_deref()).collect();
    assert_eq!(bytes, [None, Some(b"hi".as_slice()), None]);
}

#[tokio::test]
async fn bodies_arrive_as_they_are() {
    let mail = "A: b\r\n\r\n\u{0}8-bit \u{e9}\r\n";
    let answer = vec![
        format!("* 1 FETCH (UID 1 BODY[] {{{}}}\r\n{mail})\r\n", mail.len()),
        "* 2 FETCH (BODY[] \"quoted\" UID 2)\r\n".to_owned(),
        "* 3 FETCH (UID 3 BODY[] \"\")\r\n{tag} OK done\r\n".to_owned(),
    ];
    let fetched =
        source(server(vec![("UID FETCH", answer)])).fetch(items(&[1, 2, 3])).await.unwrap();
    assert_eq!(fetched[0].bytes.as_deref(), Some(mail.as_bytes()));
    assert_eq!(fetched[1].bytes.as_deref(), Some(b"quoted".as_slice()));
    assert_eq!(fetched[2].bytes.as_deref(), Some(b"".as_slice()));
}

#[tokio::test]
async fn a_refused_login_is_told_apart() {
    let no = "{tag} NO [AUTHENTICATIONFAILED] Authentication failed.\r\n";
    let error = survey_error(vec![("LOGIN", text(&[no]))]).await;
    assert!(
        matches!(error, ImapError::Login(ref text) if text.contains("Authentication failed")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_told() {
    let no = "{tag} NO [NONEXISTENT] Mailbox doesn't exist: INBOX\r\n";
    let error = survey_error(vec![("EXAMINE", text(&[no]))]).await;
    assert!(matches!(error, ImapError::Refused { ref command, .. } if command == "EXAMINE"));
}

#[tokio::test]
async fn a_server_without_uidvalidity_is_not_trusted() {
    let error = survey_error(vec![("EXAMINE", text(&["* 3 EXISTS\r\n{tag} OK\r\n"]))]).await;
    assert_eq!(error, ImapError::Garbled { command: "EXAMINE".into() });
}

#[tokio::test]
async fn idle_refused_does_not_hang() {
    let mut source = source(server(vec![("IDLE", text(&["{tag} NO not now\r\n"]))]));
    source.survey().await.unwrap();
    let error = imap_error(source.wait(Duration::from_secs(5)).await.unwrap_err());
    assert!(matches!(error, ImapError::Refused { ref command, .. } if command == "IDLE"));
}

#[tokio::test]
async fn a_server_that_dies_while_idling_is_lost_at_once() {
    let mut source = source(server(vec![("IDLE", text(&["+ idling\r\n", "* BYE\r\n"]))]));
    source.survey().await.unwrap();
    let started = std::time::Instant::now();
    let error = source.wait(Duration::from_secs(30)).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(matches!(imap_error(error), ImapError::Bye(_) | ImapError::Lost(_)));
}

#[tokio::test]
async fn a_notice_before_the_server_idles_wakes_all_the_same() {
    let idle = text(&["* 4 EXISTS\r\n+ idling\r\n"]);
    let mut source = source(server(vec![("IDLE", idle)]));
    source.survey().await.unwrap();
    assert_eq!(source.wait(Duration::from_secs(30)).await.unwrap(), Woken::Notice);
}

#[tokio::test]
async fn still_here_does_not_prolong_the_wait() {
    let mut chatter = vec!["+ idling\r\n".to_owned()];
    chatter.extend(std::iter::repeat_n("* OK Still here\r\n".to_owned(), 5));
    let mut source = source(server(vec![("IDLE", chatter)]));
    source.survey().await.unwrap();
    let started = std::time::Instant::now();
    assert_eq!(source.wait(Duration::from_millis(400)).await.unwrap(), Woken::Time);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn news_beyond_the_highest_known_uid_does_not_take_the_last_one_again() {
    // `4:*` of a folder whose last UID is 3 names UID 3 (RFC 9051, 6.4.9).
    let answer = text(&["* 3 FETCH (UID 3)\r\n{tag} OK done\r\n"]);
    let mut source = source(server(vec![("UID FETCH 4:*", answer)]));
    let news = source.news(&Places::of_uids([1, 2, 3])).await.unwrap();
    assert!(news.places.is_empty());
}
