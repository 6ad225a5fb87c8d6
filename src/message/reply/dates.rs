//! Dates as mail programs write them above quoted mail: for people, in the
//! language and the order of the day's parts that the sender's program likes.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;
use regex::{Captures, Regex};

/// Beginnings of the months' names; the longest that fits decides.
const MONTHS: &[(u32, &[&str])] = &[
    (
        1,
        &[
            "jan",
            "ene",
            "gen",
            "janv",
            "ocak",
            "sty",
            "led",
            "tam",
            "ion",
            "янв",
            "січ",
            "ian",
            "январ",
            "يناير",
        ],
    ),
    (
        2,
        &[
            "feb", "fév", "fev", "fbr", "lut", "úno", "hel", "chwef", "chwe", "фев", "лют", "şub",
            "febr",
        ],
    ),
    (3, &["mar", "mär", "maa", "mrt", "mars", "maart", "bře", "maw", "мар", "бер", "marz"]),
    (4, &["apr", "avr", "abr", "kwi", "dub", "huh", "ebr", "апр", "кві", "nis"]),
    (5, &["may", "mai", "mag", "mei", "maj", "kvě", "tou", "мая", "май", "тра", "mayıs"]),
    (6, &["jun", "juin", "giu", "cze", "červn", "kes", "meh", "июн", "чер", "haz", "iun"]),
    (7, &["jul", "juil", "lug", "lip", "červen", "hei", "gor", "июл", "лип", "tem", "iul"]),
    (8, &["aug", "aoû", "aou", "ago", "sie", "srp", "elo", "aws", "авг", "сер", "ağu"]),
    (9, &["sep", "set", "wrz", "zář", "syy", "med", "сен", "вер", "eyl"]),
    (10, &["oct", "okt", "ott", "out", "paź", "říj", "lok", "hyd", "окт", "жов", "eki"]),
    (11, &["nov", "lis", "listopadu", "mar ", "tach", "ноя", "лис", "kas", "noi"]),
    (12, &["dec", "dez", "déc", "dic", "dez", "gru", "pro", "jou", "rhag", "дек", "гру", "ara"]),
];

/// The instant that a line of text names, in UTC. Without a zone it is London's
/// time, without a time the beginning of the day; days before months, unless
/// that gives no date.
pub(super) fn read(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(exact) = DateTime::parse_from_rfc2822(text) {
        return Some(exact.with_timezone(&Utc));
    }
    let lower = text.chars().take(400).collect::<String>().to_lowercase();
    let date = iso(&lower).or_else(|| named(&lower)).or_else(|| numeric(&lower))?;
    let time = time(&lower).unwrap_or_default();
    let local = date.and_time(time);
    match offset_seconds(&lower) {
        Some(offset) => Some((local - chrono::TimeDelta::seconds(offset)).and_utc()),
        // In the hour that the clocks repeat, the earlier; in the one that they
        // skip, as if they had not.
        None => Some(
            London
                .from_local_datetime(&local)
                .earliest()
                .map_or_else(|| local.and_utc(), |found| found.with_timezone(&Utc)),
        ),
    }
}

fn number(captures: &Captures<'_>, group: usize) -> Option<u32> {
    captures.get(group)?.as_str().parse().ok()
}

fn day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = if year < 100 { year + 2000 } else { year };
    (1990..=2100).contains(&year).then_some(())?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn iso(text: &str) -> Option<NaiveDate> {
    static ISO: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"([0-9]{4})\s?[-/.年년]\s?([0-9]{1,2})\s?[-/.月월]\s?([0-9]{1,2})").ok()
    });
    let found = ISO.as_ref()?.captures(text)?;
    day(number(&found, 1)?, number(&found, 2)?, number(&found, 3)?)
}

/// "3 November 2026", "November 3, 2026", "3. November 2026", "3-Nov-26".
fn named(text: &str) -> Option<NaiveDate> {
    static DAY_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\b([0-9]{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de |of |d['’])?(\p{L}{3,12})\.?,?[\s-]*(?:de |of )?((?:19|20)[0-9]{2}|[0-9]{2}\b)").ok()
    });
    static MONTH_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(\p{L}{3,12})\.?[\s-]+([0-9]{1,2})(?:st|nd|rd|th)?,?[\s-]+((?:19|20)[0-9]{2})")
            .ok()
    });
    let by_day = DAY_FIRST.as_ref()?.captures_iter(text).find_map(|found| {
        day(number(&found, 3)?, month(found.get(2)?.as_str())?, number(&found, 1)?)
    });
    by_day.or_else(|| {
        MONTH_FIRST.as_ref()?.captures_iter(text).find_map(|found| {
            day(number(&found, 3)?, month(found.get(1)?.as_str())?, number(&found, 2)?)
        })
    })
}

fn month(name: &str) -> Option<u32> {
    MONTHS
        .iter()
        .flat_map(|(month, names)| names.iter().map(move |start| (*month, *start)))
        .filter(|(_, start)| name.starts_with(start))
        .max_by_key(|(_, start)| start.len())
        .map(|(month, _)| month)
}

fn numeric(text: &str) -> Option<NaiveDate> {
    static NUMERIC: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\b([0-9]{1,2})[/.-]\s?([0-9]{1,2})[/.-]\s?((?:19|20)[0-9]{2}|[0-9]{2})\b").ok()
    });
    let found = NUMERIC.as_ref()?.captures(text)?;
    let (first, second, year) = (number(&found, 1)?, number(&found, 2)?, number(&found, 3)?);
    day(year, second, first).or_else(|| day(year, first, second))
}

fn time(text: &str) -> Option<NaiveTime> {
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^0-9+])([01]?[0-9]|2[0-3])(?:[:h]|(?:\b\.))([0-5][0-9])(?:[:.]([0-5][0-9]))?(?:\s?([ap])\.?\s?m)?(?:[^0-9.]|\.?$|\.\s)").ok()
    });
    let found = TIME.as_ref()?.captures(text)?;
    let (hour, minute) = (number(&found, 1)?, number(&found, 2)?);
    let hour = match found.get(4).map(|half| half.as_str()) {
        Some("p") if hour < 12 => hour + 12,
        Some("a") if hour == 12 => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, number(&found, 3).unwrap_or(0))
}

fn offset_seconds(text: &str) -> Option<i64> {
    static OFFSET: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:\s|gmt|utc)([+-])([01][0-9]):?([0-5][0-9])\b").ok());
    if let Some(found) = OFFSET.as_ref()?.captures(text) {
        let seconds = i64::from(number(&found, 2)? * 3600 + number(&found, 3)? * 60);
        let west = found.get(1).is_some_and(|sign| sign.as_str() == "-");
        return Some(if west { -seconds } else { seconds });
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| match word {
        "utc" | "gmt" => Some(0),
        "bst" => Some(3600),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_programs_are_read() {
        for (text, expected) in [
            ("Mon, 1 Dec 2016 00:13:37 +0100", "2016-11-30T23:13:37Z"),
            ("Tuesday, November 3, 2026 4:37 PM", "2026-11-03T16:37:00Z"),
            ("03 November 2026 10:02", "2026-11-03T10:02:00Z"),
            ("3 July 2026 10:02", "2026-07-03T09:02:00Z"),
            ("Tue, Nov 3, 2026 at 1:35 PM", "2026-11-03T13:35:00Z"),
            ("Donnerstag, 23. M\u{e4}rz 2023 17:11", "2023-03-23T17:11:00Z"),
            ("Friday, 23 March 2012 5:08 p.m.", "2012-03-23T17:08:00Z"),
            ("2026-11-03", "2026-11-03T00:00:00Z"),
            ("03/11/2026 10:02", "2026-11-03T10:02:00Z"),
            ("11/23/2026 10:02", "2026-11-23T10:02:00Z"),
            ("23/06/24  10:46  (GMT+01:00)", "2024-06-23T09:46:00Z"),
            ("Dydd Mawrth, 3 Tachwedd 2026 10:02", "2026-11-03T10:02:00Z"),
            ("3 Nov 2026 10:02 BST", "2026-11-03T09:02:00Z"),
            ("den 26 augusti 2015 14:45", "2015-08-26T13:45:00Z"),
        ] {
            let found =
                read(text).map(|date| date.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        assert_eq!(read("as soon as possible"), None);
        assert_eq!(read("31/31/2026"), None);
    }
}
