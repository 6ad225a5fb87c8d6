//! Many rows in one statement. Every statement is a trip to SQLite's own
//! thread and back; a batch of fifty messages would make thousands of them.
//! The statements have few fixed sizes, so that each is prepared once.

use std::sync::OnceLock;

use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{Arguments, AssertSqlSafe, Encode, Sqlite, Type};

use super::{Result, StoreError};

/// Rows of one statement, from the largest.
const SIZES: [usize; 3] = [20, 5, 1];

/// Values in an IN list; shorter lists repeat their last value.
const IN_LIST: usize = 50;

/// The values of a statement.
#[derive(Default)]
pub(super) struct Values {
    arguments: SqliteArguments,
    wrong: Option<sqlx::error::BoxDynError>,
}

impl Values {
    /// Adds one.
    pub(super) fn push<'q, T>(&mut self, value: T) -> &mut Self
    where
        T: Encode<'q, Sqlite> + Type<Sqlite>,
    {
        if let Err(error) = self.arguments.add(value) {
            self.wrong.get_or_insert(error);
        }
        self
    }

    fn finish(self) -> Result<SqliteArguments> {
        match self.wrong {
            Some(error) => Err(StoreError::Database(sqlx::Error::Encode(error))),
            None => Ok(self.arguments),
        }
    }
}

/// Something that is a row of a table.
pub(super) trait Row {
    /// Adds the row's values in the order of the columns.
    fn bind(self, values: &mut Values);
}

/// An INSERT of many rows.
pub(super) struct Insert {
    head: &'static str,
    columns: usize,
    tail: &'static str,
    sql: [OnceLock<String>; SIZES.len()],
}

impl Insert {
    /// `head` ends before VALUES' first row, `tail` follows its last.
    pub(super) const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, sql: [const { OnceLock::new() }; SIZES.len()] }
    }

    fn text(&'static self, slot: &'static OnceLock<String>, rows: usize) -> &'static str {
        slot.get_or_init(|| {
            let row = format!("({})", vec!["?"; self.columns].join(","));
            format!("{} VALUES {} {}", self.head, vec![row; rows].join(","), self.tail)
        })
    }

    /// Inserts the rows in order.
    pub(super) async fn run<R: Row>(
        &'static self,
        connection: &mut SqliteConnection,
        rows: Vec<R>,
    ) -> Result<()> {
        let mut left = rows.len();
        let mut rows = rows.into_iter();
        for (slot, size) in self.sql.iter().zip(SIZES) {
            while left >= size {
                let mut values = Values::default();
                rows.by_ref().take(size).for_each(|row| row.bind(&mut values));
                let sql = AssertSqlSafe(self.text(slot, size));
                sqlx::query_with(sql, values.finish()?).execute(&mut *connection).await?;
                left -= size;
            }
        }
        Ok(())
    }
}

/// A SELECT with `… IN (a list)`.
pub(super) struct Select {
    head: &'static str,
    tail: &'static str,
    sql: OnceLock<String>,
}

impl Select {
    /// `head` ends before the list's bracket, `tail` follows it.
    pub(super) const fn new(head: &'static str, tail: &'static str) -> Self {
        Self { head, tail, sql: OnceLock::new() }
    }

    /// The rows for every value of the list. `leading` fills the question marks
    /// that stand before it.
    pub(super) async fn run<'q, T>(
        &'static self,
        connection: &mut SqliteConnection,
        leading: &[i64],
        list: &[T],
    ) -> Result<Vec<sqlx::sqlite::SqliteRow>>
    where
        T: Encode<'q, Sqlite> + Type<Sqlite> + Clone,
    {
        let sql = self.sql.get_or_init(|| {
            format!("{} ({}) {}", self.head, vec!["?"; IN_LIST].join(","), self.tail)
        });
        let mut rows = Vec::new();
        for chunk in list.chunks(IN_LIST) {
            let Some(last) = chunk.last() else { continue };
            let mut values = Values::default();
            for value in leading {
                values.push(*value);
            }
            let padded = chunk.iter().chain(std::iter::repeat(last)).take(IN_LIST);
            for value in padded {
                values.push(value.clone());
            }
            let query = sqlx::query_with(AssertSqlSafe(sql.as_str()), values.finish()?);
            rows.extend(query.fetch_all(&mut *connection).await?);
        }
        Ok(rows)
    }
}
