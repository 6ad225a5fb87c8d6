//! Each migration is tried on a store of the version before it with data in
//! every table, and keeps it; a copy of the store is kept first.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use redress::store::Store;

use crate::setup::repository;

fn sql(store: &Path, text: &str) -> String {
    // By standard input: the text may begin with a comment.
    let mut child = Command::new("sqlite3")
        .arg(store)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sqlite3 is not installed; ./scripts/test says what to install");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn migrations() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(repository("migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn each_migration_has_sample_data_that_fits_every_table() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t.db");
    for name in migrations() {
        let text = std::fs::read_to_string(repository("migrations").join(&name)).unwrap();
        sql(&store, &text);
        let data = repository("tests/migrations").join(&name);
        let data = std::fs::read_to_string(&data)
            .unwrap_or_else(|_| panic!("tests/migrations/{name} with sample data is missing"));
        sql(&store, &format!("PRAGMA foreign_keys = ON; BEGIN; {data} COMMIT;"));
        let tables = sql(
            &store,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        );
        for table in tables.lines() {
            let rows = sql(&store, &format!("SELECT count(*) FROM {table}"));
            assert_ne!(rows.trim(), "0", "tests/migrations/{name} has no row for {table}");
        }
        assert_eq!(sql(&store, "PRAGMA foreign_key_check"), "");
        assert_eq!(sql(&store, "PRAGMA integrity_check").trim(), "ok");
    }
    let strict = sql(
        &store,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite%'",
    );
    assert_eq!(strict, "", "every table is STRICT");
}

#[tokio::test]
async fn a_store_is_made_with_its_settings_and_closed_modes() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/redress.db");
    let store = Store::open(&path).await.unwrap();
    assert_eq!(sql(&path, "PRAGMA journal_mode").trim(), "wal");
    assert_eq!(sql(&path, "PRAGMA page_size").trim(), "16384");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path) & !0o640, 0);
    assert_eq!(mode(path.parent().unwrap()) & !0o750, 0);
    for entry in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()) & !0o640, 0);
    }
    store.close().await;
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    Store::open(&path).await.unwrap().close().await;
    sql(
        &path,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'of tomorrow', 1, x'00', 0)",
    );
    assert!(Store::open(&path).await.is_err());
    let error = Store::open_to_read(&path).await.unwrap_err();
    assert!(error.to_string().contains("newer redress"), "{error}");
}

#[tokio::test]
async fn a_store_of_an_older_program_is_not_brought_up_to_date_beside_a_daemon() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let error = Store::open_beside(&path).await.unwrap_err();
    assert!(matches!(error, redress::store::StoreError::File { .. }), "{error}");
    assert!(!path.exists(), "none is made");
    Store::open(&path).await.unwrap().close().await;
    let beside = Store::open_beside(&path).await.unwrap();
    let mut tx = beside.write().await.unwrap();
    tx.set_meta("a", "b").await.unwrap();
    tx.commit().await.unwrap();
    beside.close().await;
    let versions = "SELECT version, success FROM _sqlx_migrations";
    let newest = "WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
    sql(&path, &format!("DELETE FROM _sqlx_migrations {newest}"));
    let before = sql(&path, versions);
    let error = Store::open_beside(&path).await.unwrap_err();
    assert!(error.to_string().contains("\"redress run\" brings it up to date"), "{error}");
    assert_eq!(sql(&path, versions), before);
    sql(&path, &format!("UPDATE _sqlx_migrations SET version = 9999 {newest}"));
    let error = Store::open_beside(&path).await.unwrap_err();
    assert!(error.to_string().contains("newer redress"), "{error}");
}

#[tokio::test]
async fn a_copy_is_kept_before_a_store_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    Store::open(&path).await.unwrap().close().await;
    // As if the newest migration had not been applied: its tables are dropped,
    // so that applying it again works.
    let tables = sql(
        &path,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> '_sqlx_migrations'",
    );
    let drops: BTreeSet<String> =
        tables.lines().map(|table| format!("DROP TABLE {table};")).collect();
    let drops: String = drops.into_iter().collect();
    sql(&path, &format!("PRAGMA foreign_keys = OFF; {drops}"));
    // A version that this program does not know is refused before anything is
    // touched; an older one is copied first.
    sql(&path, "DELETE FROM _sqlx_migrations;");
    sql(
        &path,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (0, 'before', 1, x'00', 0)",
    );
    let _ = Store::open(&path).await;
    let copies = std::fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().contains("redress.db.before-")
        })
        .count();
    assert_eq!(copies, 1);
}
