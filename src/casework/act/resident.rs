//! What is agreed with the resident: questions, news, promises, authority,
//! adjustments, restrictions.

use chrono::NaiveDate;

use super::answer::known_officer;
use super::extension::next_update;
use super::{Acted, Said, close_when_done, files_can_go, kind, round};
use crate::casework::case::{Kind, State};
use crate::casework::dealings::{Authority, Restriction};
use crate::casework::decide::{Draft, answered, british};
use crate::casework::duty::{DueDay, DutyKind};
use crate::casework::event::{Event, Settled};
use crate::casework::letter::{Letter, LetterKind};
use crate::casework::remedy::Remedy;
use crate::policy::Owed;
use crate::policy::calendar::local_day;

/// Months after which an adjustment is looked at again (Code 5.10: "kept under
/// active review", without a number).
const REVIEW_MONTHS: u32 = 6;

/// A question (Code 5.6) or news (Code 5.9) for the resident.
pub(super) fn tell(draft: &mut Draft<'_>, acted: &Acted<'_>, text: &str, question: bool) -> Said {
    if draft.case.dealings.authority == Authority::Missing && !question {
        return Err("nothing shows yet that whoever wrote may be told: send /consent first".into());
    }
    files_can_go(acted)?;
    let settled = match question {
        true => Settled::Asked { text: text.to_owned() },
        false => Settled::Updated { text: text.to_owned() },
    };
    draft.settle(settled);
    let round = round(draft, acted);
    let told = draft.tell_resident(LetterKind::Update, &round, None, true, |to| Letter::Update {
        to,
        text: text.to_owned(),
        question,
    });
    if !question && draft.stands(DutyKind::Update, draft.case.stage) {
        draft.meet_duty(DutyKind::Update, draft.case.stage);
        if let Some(every) = draft.case.dealings.updates_every {
            next_update(draft, every);
        }
    }
    Ok(match told {
        true => "it goes to the resident".to_owned(),
        false => "recorded; tell the resident by other means and send /told".to_owned(),
    })
}

/// A remedy with its day and its officer (Code 6.6, 7.3).
pub(super) fn promise(draft: &mut Draft<'_>, remedy: &Remedy) -> Said {
    known_officer(draft, &remedy.officer)?;
    let number = answered::promise(draft, remedy);
    Ok(format!(
        "action {number}: {} by {}; send \"/done {number}\" when it is done",
        draft.name_of(&remedy.officer),
        british(remedy.due)
    ))
}

pub(super) fn done(draft: &mut Draft<'_>, number: u16) -> Said {
    let open: Vec<u16> = draft.case.dealings.open_remedies().map(|(number, _)| number).collect();
    if !open.contains(&number) {
        let known: Vec<String> = open.iter().map(u16::to_string).collect();
        return Err(match known.is_empty() {
            true => "there is no action to be done on this case".to_owned(),
            false => format!("there is no open action {number}; open are {}", known.join(", ")),
        });
    }
    draft.settle(Settled::RemedyDone { number });
    draft.meet_every(DutyKind::Action(number));
    if draft.case.state == State::Answered {
        close_when_done(draft, State::ClosedAnswered, "answered, and everything promised is done");
    }
    Ok(format!("action {number} is done"))
}

/// A restriction or an adjustment was looked at again (Code 5.10, 5.14).
pub(super) fn reviewed(draft: &mut Draft<'_>) -> Said {
    if !draft.stands(DutyKind::Review, None) {
        return Err("nothing is to be reviewed on this case".to_owned());
    }
    draft.meet_every(DutyKind::Review);
    if draft.case.state == State::Answered {
        close_when_done(draft, State::ClosedAnswered, "answered, and everything is reviewed");
    }
    Ok("it is reviewed".to_owned())
}

/// Told by other means: by post, by telephone, in person.
pub(super) fn told(draft: &mut Draft<'_>, text: &str) -> Said {
    draft.settle(Settled::Told { text: text.to_owned() });
    let stage = draft.case.stage;
    let owed = draft.stands(DutyKind::Notify, stage);
    let nobody_else = draft.open_keys(|kind| kind == DutyKind::Notify).is_empty();
    draft.meet_every(DutyKind::Notify);
    // Of a complaint the resident is told this and that.
    if nobody_else && (stage.is_none() || kind::tells_of_passing_on(&draft.case, text)) {
        draft.meet_every(DutyKind::PassOn);
    }
    if let Some(reason) = draft.case.dealings.closing.clone().filter(|_| owed) {
        close_when_done(draft, State::Closed, &reason);
        return Ok("recorded; the case is over".to_owned());
    }
    if owed {
        answered::told_otherwise(draft);
    }
    kind::close_routed(draft);
    if matches!(draft.case.kind(), Kind::Comment | Kind::Compliment) {
        close_when_done(draft, State::ClosedNoted, "recorded, and whoever wrote was told");
    }
    if let Some(still) = kind::to_pass_on(&draft.case) {
        return Ok(format!("recorded. Still to be done: {still}: send \"/done route\" then"));
    }
    Ok(match draft.due_day(DutyKind::Respond, stage) {
        Some(day) => format!(
            "recorded; what was said about the complaint is owed in writing too, by {}: /respond \
             sends it",
            british(day)
        ),
        None => "recorded".to_owned(),
    })
}

pub(super) fn consent(draft: &mut Draft<'_>, text: &str) -> Said {
    if draft.case.dealings.authority == Authority::NotNeeded {
        draft.settle(Settled::AuthorityGiven { text: text.to_owned() });
        return Ok("recorded; none was missing".to_owned());
    }
    draft.settle(Settled::AuthorityGiven { text: text.to_owned() });
    if draft.case.flags.contains("no_consent") {
        draft.push(Event::Flagged { add: Vec::new(), remove: vec!["no_consent".to_owned()] });
    }
    Ok("recorded: whoever wrote may be told about the case".to_owned())
}

pub(super) fn adjust(draft: &mut Draft<'_>, text: &str) -> Said {
    let no_mail = wants_no_mail(text);
    draft.settle(Settled::Adjusted { text: text.to_owned(), no_mail });
    let day = local_day(draft.now).checked_add_months(chrono::Months::new(REVIEW_MONTHS));
    // What is to be reviewed sooner still is.
    let stands = draft.due_day(DutyKind::Review, None);
    let day = [day, stands].into_iter().flatten().min();
    set_review(draft, day, Owed::Adjustment);
    Ok(match no_mail {
        true => {
            "recorded; the resident is not written to by e-mail any more: every letter becomes \
                 a task for a person"
                .to_owned()
        }
        false => "recorded".to_owned(),
    })
}

/// Whether the words say that the resident is not to be reached by e-mail.
fn wants_no_mail(text: &str) -> bool {
    let text = text.to_lowercase().replace("e-mail", "email");
    let otherwise = [
        "by post",
        "by letter",
        "by phone",
        "by telephone",
        "in person",
        "by text",
        "no email",
        "not by email",
        "not email",
        "large print",
        "braille",
        "paper copy",
        "on paper",
    ];
    otherwise.iter().any(|words| text.contains(words))
}

pub(super) fn restrict(draft: &mut Draft<'_>, until: NaiveDate, reason: &str) -> Said {
    if until <= local_day(draft.now) {
        return Err(format!("{} is not in the future", british(until)));
    }
    let reason = reason.to_owned();
    draft.settle(Settled::Restricted(Restriction { until, reason }));
    set_review(draft, Some(until), Owed::Restriction);
    Ok(format!(
        "restricted until {}; mail is still taken in and read. Send \"/done review\" when you have \
         looked at it again, or /restrict with another day",
        british(until)
    ))
}

/// A case that is over is not opened again by a review: it is noted there only.
fn set_review(draft: &mut Draft<'_>, day: Option<NaiveDate>, owed: Owed) {
    if draft.case.state.is_closed() {
        return;
    }
    let calendar = draft.world.calendar.version.clone();
    let clause = draft.clause_of(owed);
    let due = day.map(|day| DueDay { day, clause, calendar });
    draft.set_duty(DutyKind::Review, None, due);
}
