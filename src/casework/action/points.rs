//! Lines and points in the text of a field.

/// Its lines without marks.
pub(super) fn lines_of(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim().trim_start_matches(['-', '*', '•']).trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Mail programs fold lines here or later.
const FOLDED: usize = 60;

/// Points that are numbered or marked each stand alone, and so does each line
/// that begins like a sentence where the line before was not folded; other lines
/// run on.
pub(super) fn points_of(text: &str) -> Vec<String> {
    let mut points: Vec<String> = Vec::new();
    let (mut before, mut are_marked) = (0, false);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let begins = line.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let next = line.split_whitespace().next().map_or(0, str::len);
        let own = begins && !are_marked && before + next < FOLDED;
        match (marked(line), points.last_mut()) {
            (Some(point), _) => {
                are_marked = true;
                points.push(point.to_owned());
            }
            (None, Some(last)) if !own => {
                last.push(' ');
                last.push_str(line);
            }
            (None, _) => points.push(line.to_owned()),
        }
        before = line.len();
    }
    points
}

/// Lines that somebody numbered from 1, in the order of their numbers and without
/// them: a letter numbers them itself. Lines with other numbers give those.
pub(super) fn unnumbered(lines: &[String]) -> Result<Vec<String>, Vec<usize>> {
    let found: Vec<Option<(usize, &str)>> = lines.iter().map(|line| numbered(line)).collect();
    let mut all: Vec<(usize, &str)> = found.iter().copied().flatten().collect();
    if all.len() < lines.len() {
        // One that is not numbered stands in its place, and so does a number.
        let own = |place: usize| found.get(place).copied().flatten();
        let in_place = |(place, line): (usize, &String)| match own(place) {
            Some((number, rest)) if number == place + 1 => rest.to_owned(),
            Some(_) | None => line.clone(),
        };
        return Ok(lines.iter().enumerate().map(in_place).collect());
    }
    all.sort_by_key(|(number, _)| *number);
    match all.iter().enumerate().all(|(place, (number, _))| *number == place + 1) {
        true => Ok(all.into_iter().map(|(_, rest)| rest.to_owned()).collect()),
        false => Err(all.into_iter().map(|(number, _)| number).collect()),
    }
}

/// "1. upheld", "1) upheld", "1: upheld", "Point 1: upheld", never "10:30 upheld".
fn numbered(line: &str) -> Option<(usize, &str)> {
    let lower = line.to_ascii_lowercase();
    let from = if lower.starts_with("point ") { "point ".len() } else { 0 };
    let (number, rest) = line.get(from..)?.split_once(['.', ')', ':'])?;
    let own = rest.starts_with(|c: char| c.is_whitespace() || c.is_alphabetic());
    let is_number = (1..=2).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit());
    let rest = Some(rest.trim()).filter(|rest| !rest.is_empty() && own && is_number)?;
    Some((number.parse().ok()?, rest))
}

/// The text of a line that begins with a number or a mark.
fn marked(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(['-', '*', '•']) {
        return Some(rest.trim());
    }
    let (number, rest) = line.split_once(['.', ')'])?;
    let is_number =
        !number.is_empty() && number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| rest.trim()).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_a_letter_puts_there_are_taken_away() {
        let lines = |text: &str| lines_of(text);
        let read = |text: &str| unnumbered(&lines(text));
        assert_eq!(read("1. upheld\n2) not upheld").unwrap(), ["upheld", "not upheld"]);
        assert_eq!(read("2: not upheld\n1: upheld").unwrap(), ["upheld", "not upheld"]);
        assert_eq!(read("Point 1: upheld").unwrap(), ["upheld"]);
        assert_eq!(read("1. upheld\nnot upheld").unwrap(), ["upheld", "not upheld"]);
        assert_eq!(read("10:30 visit: upheld").unwrap(), ["10:30 visit: upheld"]);
        assert_eq!(read("1. upheld\n3. upheld").unwrap_err(), [1, 3]);
        assert_eq!(read("1. upheld\n1. upheld").unwrap_err(), [1, 1]);
    }

    #[test]
    fn points_are_told_apart_only_when_they_are_marked() {
        assert_eq!(points_of("the boiler\nand the damp"), ["the boiler and the damp"]);
        assert_eq!(points_of("The boiler\nNobody came"), ["The boiler", "Nobody came"]);
        let folded = "The boiler has been broken since the first week of last\nNovember, and damp";
        assert_eq!(points_of(folded).len(), 1);
        assert_eq!(
            points_of("1. the boiler\n2) the damp\n   in the hall"),
            ["the boiler", "the damp in the hall"]
        );
    }
}
