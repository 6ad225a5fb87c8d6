//! Cases of officers who may have left, and what a mail about several cases
//! says.

use super::{Result, Write};
use crate::policy::reference::CaseRef;

impl Write {
    /// Ids of the officers who hold cases that are not over.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn officers_with_cases(&mut self) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar(
            "SELECT DISTINCT holder_id FROM case_file
              WHERE state NOT LIKE 'closed%' AND holder_kind = 'officer' ORDER BY holder_id",
        )
        .fetch_all(&mut *self.tx)
        .await?)
    }

    /// Numbers of an officer's cases that are not over, after this one.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn cases_with(&mut self, officer: &str, after: i64, most: u32) -> Result<Vec<i64>> {
        Ok(sqlx::query_scalar(
            "SELECT id FROM case_file
              WHERE state NOT LIKE 'closed%' AND holder_kind = 'officer' AND holder_id = $1
                AND id > $2
              ORDER BY id LIMIT $3",
        )
        .bind(officer)
        .bind(after)
        .bind(i64::from(most))
        .fetch_all(&mut *self.tx)
        .await?)
    }

    /// Whether a letter's text names a case.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn letter_names(&mut self, letter: i64, case: &CaseRef) -> Result<bool> {
        Ok(sqlx::query_scalar("SELECT instr(text, $2) > 0 FROM letter WHERE id = $1")
            .bind(letter)
            .bind(&case.0)
            .fetch_one(&mut *self.tx)
            .await?)
    }
}
