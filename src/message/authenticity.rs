//! Whether mail is from whom it says, as the council's own mail server found:
//! the topmost Authentication-Results field that bears the server's configured
//! name (RFC 8601). Fields of other names, and those below it, prove nothing:
//! anybody can write them.

use super::Headers;

/// Whether the server that calls itself `authserv_id` found that DMARC passed
/// for this domain (RFC 8601, 2.7.4; RFC 7489).
pub fn dmarc_passed(headers: &Headers, authserv_id: &str, domain: &str) -> bool {
    let results = headers.all("authentication-results").map(without_comments);
    let ours = results
        .filter_map(|value| {
            let (id, results) = value.split_once(';')?;
            // A version may follow the name.
            let id = id.split_whitespace().next()?;
            id.eq_ignore_ascii_case(authserv_id).then(|| results.to_owned())
        })
        .next();
    ours.is_some_and(|results| results.split(';').any(|one| is_pass(one, domain)))
}

fn is_pass(result: &str, domain: &str) -> bool {
    let result = result.replace(" = ", "=").to_ascii_lowercase();
    let mut words = result.split_whitespace();
    words.next() == Some("dmarc=pass")
        && words.any(|word| {
            let from = word.strip_prefix("header.from=").map(|from| from.trim_matches('"'));
            from.is_some_and(|from| from.rsplit('@').next() == Some(domain))
        })
}

/// A value without what stands in round brackets (RFC 5322, 3.2.2).
fn without_comments(value: &str) -> String {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut kept = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(fields: &str) -> bool {
        let headers = Headers::read(format!("{fields}\n\n").as_bytes());
        dmarc_passed(&headers, "mx.council.example", "council.example")
    }

    #[test]
    fn only_the_servers_own_topmost_field_counts() {
        let pass = "Authentication-Results: mx.council.example; spf=pass smtp.mailfrom=x@y; dmarc=pass (p=reject dis=none) header.from=council.example";
        let fail =
            "Authentication-Results: mx.council.example; dmarc=fail header.from=council.example";
        for (fields, expected) in [
            (pass.to_owned(), true),
            (pass.replace("mx.council.example;", "MX.Council.example 1;"), true),
            (format!("{fail}\n{pass}"), false),
            (format!("{pass}\n{fail}"), true),
            (pass.replace("mx.council", "mx.attacker"), false),
            (pass.replace("from=council", "from=attacker"), false),
            (pass.replace("dmarc=pass", "dmarc=none"), false),
            (pass.replace("dmarc=pass", "x=y dmarc=pass"), false),
            ("Authentication-Results: mx.council.example; none (dmarc=pass header.from=council.example)".to_owned(), false),
            ("X: y".to_owned(), false),
        ] {
            assert_eq!(passed(&fields), expected, "{fields}");
        }
    }
}
