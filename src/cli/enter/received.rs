//! The day of receipt as it is written on the command line.

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;

use crate::casework::action::{Tense, read_date};
use crate::policy::Calendar;
use crate::policy::calendar::local_day;

/// When it came to the council: an instant as it is written, in London where
/// nothing else is said; of a day noon, or now if that is earlier. The clocks
/// count by the day in London.
///
/// # Errors
/// In words, when it can't be read or lies in the future.
pub fn read(text: &str, now: DateTime<Utc>, calendar: &Calendar) -> Result<DateTime<Utc>, String> {
    let text = text.trim();
    let at = match instant(text) {
        Some(at) => at,
        None => {
            let day = read_date(text, local_day(now), Tense::Past, calendar)
                .map_err(|why| why.to_string())?;
            if day > local_day(now) {
                return Err(future(text));
            }
            let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
            let noon = London.from_local_datetime(&day.and_time(noon)).earliest();
            noon.map_or(now, |noon| noon.to_utc().min(now))
        }
    };
    if at > now { Err(future(text)) } else { Ok(at) }
}

fn future(text: &str) -> String {
    format!("\"{text}\" lies in the future; write the day on which it came to the council")
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return DateTime::from_timestamp(at.timestamp(), 0);
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
    let local = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    // An hour that the clocks leap over is read as the one after it.
    let leapt = || London.from_local_datetime(&(local + chrono::Duration::hours(1))).earliest();
    London.from_local_datetime(&local).earliest().or_else(leapt).map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::Rulebook;

    fn at(text: &str) -> Result<String, String> {
        let rulebook = Rulebook::shipped().unwrap();
        let now = "2026-12-17T10:00:00Z".parse().unwrap();
        read(text, now, &rulebook.calendar).map(|at| at.to_rfc3339())
    }

    #[test]
    fn days_and_instants_are_read_as_london_says() {
        for (text, expected) in [
            ("2026-12-16", "2026-12-16T12:00:00+00:00"),
            ("17/06/2026", "2026-06-17T11:00:00+00:00"),
            ("Wednesday 16 December", "2026-12-16T12:00:00+00:00"),
            ("20 December", "2025-12-20T12:00:00+00:00"),
            ("2026-12-17", "2026-12-17T10:00:00+00:00"),
            ("2026-06-17T23:30", "2026-06-17T22:30:00+00:00"),
            ("2026-06-17 23:30:05", "2026-06-17T22:30:05+00:00"),
            ("2026-06-17T23:30:00.5Z", "2026-06-17T23:30:00+00:00"),
            ("2026-03-29T01:30", "2026-03-29T01:30:00+00:00"),
        ] {
            assert_eq!(at(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn the_future_and_what_is_no_date_are_refused() {
        for text in ["2026-12-18", "2026-12-17T10:01", "18 December 2026", "in 5 working days"] {
            assert!(at(text).unwrap_err().contains("future"), "{text}");
        }
        for text in ["", "yesterday", "Friday 16 December 2026", "12/06", "2026-13-01"] {
            assert!(at(text).is_err(), "{text}");
        }
    }
}
