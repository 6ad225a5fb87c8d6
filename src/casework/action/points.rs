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
