//! Sample facts: what `redress letters preview` shows and what the linter
//! tries every template with.

use super::facts::{
    AnswerFacts, ApprovalFacts, AwayFacts, CaseFacts, CouncilFacts, DefinitionFacts, DigestFacts,
    DigestItem, DutyFacts, ExtensionFacts, Facts, FailedFacts, MailFacts, OmbudsmanFacts,
    ReplyFacts, ReturnedFacts, RouteFacts, StageOneFacts,
};
use super::form::Form;
use crate::casework::LetterKind;
use crate::casework::kind::with_article;
use crate::policy::{Policy, Stage};

/// The address that samples come from where no configuration names one.
const MAILBOX: &str = "complaints@council.example";

/// Everything that a letter of the form can know under a policy, at a stage.
/// All of it is invented.
pub fn full(form: Form, policy: &Policy, stage: Stage) -> Facts {
    let mut facts = Facts {
        council: CouncilFacts::of(Some(policy), MAILBOX),
        ombudsmen: vec![OmbudsmanFacts::of(&policy.ombudsman)],
        ..Facts::default()
    };
    if !matches!(form, Form::Alert | Form::Digest | Form::Returned) {
        facts.case = Some(case(form, policy, stage));
    }
    if has_mail(form) {
        facts.mail = Some(mail(form.kind().for_resident()));
    }
    if stage == Stage::Two
        && matches!(form.kind(), LetterKind::Acknowledgement | LetterKind::Response)
    {
        facts.request = Some(request());
    }
    give(form, policy, stage, &mut facts);
    facts
}

/// As [`full`], with what this policy happens not to set.
pub fn everything(form: Form, policy: &Policy) -> Facts {
    let mut facts = full(form, policy, Stage::One);
    facts.request = full(form, policy, Stage::Two).request;
    facts.advice = vec!["example".to_owned()];
    if let Some(case) = &mut facts.case {
        case.earlier = vec!["example".to_owned()];
    }
    for field in [
        &mut facts.council.team,
        &mut facts.council.phone,
        &mut facts.council.post,
        &mut facts.council.web,
    ] {
        field.get_or_insert_with(|| "example".to_owned());
    }
    if form == Form::Assignment {
        facts.stage1 = Some(stage1());
    }
    if let Some(case) = &mut facts.case {
        case.no_longer_by = Some("example".to_owned());
    }
    if let Some(route) = &mut facts.route {
        route.contact.get_or_insert_with(|| "example".to_owned());
        route.tell.get_or_insert_with(|| "example".to_owned());
    }
    facts
}

/// The least that a letter of the form can know: a template must do with it.
pub fn least(form: Form, policy: &Policy, stage: Stage) -> Facts {
    let mut facts = full(form, policy, stage);
    let address = facts.council.address;
    facts.council = CouncilFacts { name: facts.council.name, address, ..CouncilFacts::default() };
    if let Some(case) = &mut facts.case {
        case.respond_by = None;
        case.greet = None;
        case.area = None;
        case.flags = Vec::new();
        case.needs_review = false;
        case.answered_by = None;
        if !in_procedure(form) {
            case.stage = None;
        }
    }
    facts.advice = Vec::new();
    facts.request = None;
    if let Some(mail) = &mut facts.mail {
        mail.attachments = Vec::new();
        mail.subject = String::new();
    }
    // These are also sent about messages that no case could be made of.
    if matches!(form, Form::Triage | Form::DeliveryFailed | Form::CommandReply) {
        facts.case = None;
    }
    if let Some(extension) = &mut facts.extension {
        extension.updates = None;
    }
    if let Some(answer) = &mut facts.answer {
        answer.words = None;
        answer.actions = Vec::new();
        answer.stage2_until = None;
    }
    let routes = facts.routes.iter_mut().flatten().take(1).chain(&mut facts.route);
    for route in routes {
        (route.contact, route.tell) = (None, None);
    }
    if let Some(routes) = &mut facts.routes {
        routes.truncate(1);
    }
    if let Some(stage1) = &mut facts.stage1 {
        (stage1.mail, stage1.definition, stage1.answer) = (None, None, None);
        (stage1.answered_on, stage1.asked_on) = (None, None);
    }
    if let Some(reply) = &mut facts.reply {
        (reply.done, reply.mended) = (Vec::new(), Vec::new());
    }
    if let Some(digest) = &mut facts.digest {
        digest.overdue = Vec::new();
        digest.more = 0;
    }
    if let Some(away) = &mut facts.away {
        (away.cover, away.others, away.owed) = (Vec::new(), Vec::new(), Vec::new());
    }
    if !matches!(form, Form::Definition) {
        facts.definition = None;
    }
    facts
}

/// Letters that only a complaint can cause.
fn in_procedure(form: Form) -> bool {
    matches!(
        form,
        Form::Acknowledgement
            | Form::Definition
            | Form::Extension
            | Form::Response
            | Form::FinalResponse
            | Form::PolicyAnswer
            | Form::RefusalToEscalate
            | Form::LateRequest
    )
}

fn has_mail(form: Form) -> bool {
    form.kind().for_resident()
        || matches!(
            form,
            Form::Handover | Form::Assignment | Form::NewMessage | Form::Triage | Form::UrgentAlert
        )
}

fn case(form: Form, policy: &Policy, stage: Stage) -> CaseFacts {
    let kind = if form == Form::ServiceRequest {
        "service request"
    } else if form == Form::Answer {
        "enquiry"
    } else if form == Form::Thanks {
        "comment"
    } else {
        "complaint"
    };
    CaseFacts {
        reference: policy.reference.make(2026, 42).0,
        kind: kind.into(),
        a_kind: with_article(kind),
        stage: Some(u8::from(stage)),
        policy: policy.name.clone(),
        received_on: "Thursday 17 December 2026".into(),
        respond_by: Some("Tuesday 5 January 2027".into()),
        no_longer_by: None,
        greet: Some("Ada Example".into()),
        answered_by: Some(policy.stage(stage).answered_by.title.clone()),
        area: Some("repairs".into()),
        flags: vec!["compensation".into()],
        needs_review: false,
        policy_unclear: false,
        acknowledged: true,
        to_confirm: false,
        answer_owed: true,
        may_escalate: false,
        asked_again: true,
        earlier: Vec::new(),
        questions: Vec::new(),
        elsewhere: Vec::new(),
    }
}

fn mail(for_resident: bool) -> MailFacts {
    let from = if for_resident { "" } else { "Ada Example <ada@example.org>" };
    MailFacts {
        from: from.into(),
        subject: "Boiler again".into(),
        words:
            "The boiler has been broken since Monday.\nNobody came on Tuesday, and nobody rang.\n\n\
                I want someone to come, and I want to know why I was left in the cold."
                .into(),
        received: "17 December 2026 at 09:15".into(),
        attachments: vec!["boiler.jpg".into()],
        too_large: false,
    }
}

fn give(form: Form, policy: &Policy, stage: Stage, facts: &mut Facts) {
    match form {
        Form::Definition | Form::Acknowledgement => facts.definition = Some(definition()),
        Form::Extension => facts.extension = Some(extension()),
        Form::Response | Form::FinalResponse | Form::PolicyAnswer => {
            facts.definition = Some(definition());
            facts.answer = Some(answer());
        }
        Form::Answer => {
            let words = "The roof over Alder Court was mended on Monday. It was late because the \
                         scaffold could not be put up in the wind.";
            facts.answer = Some(AnswerFacts { words: Some(words.into()), ..answer() });
        }
        Form::Refusal | Form::RefusalToEscalate | Form::Closing => {
            facts.reasons = Some(
                "A claim about the same damage was filed at the county court on 2 November. \
                 The court will decide on it."
                    .into(),
            );
        }
        Form::Update => {
            facts.news = Some("The heating engineer came today and ordered a new pump.".into());
        }
        Form::Routed => {
            let first = route(policy);
            let other = policy.routes.iter().find(|one| one.goes_to != first.goes_to);
            let other = other.map(RouteFacts::of);
            facts.routes = Some(std::iter::once(first.clone()).chain(other).collect());
            facts.route = Some(first);
        }
        Form::Handover => facts.route = Some(route(policy)),
        Form::Approval => {
            facts.extension = Some(extension());
            facts.approval = Some(ApprovalFacts { by: "R. Patel".into() });
        }
        Form::Assignment | Form::Triage | Form::Alert => {
            facts.why = Some("the rules put it there".into());
            facts.advice = advice(policy);
            facts.stage1 = (form == Form::Assignment && stage == Stage::Two).then(stage1);
        }
        Form::Reminder | Form::Chase => facts.duty = Some(duty(None)),
        Form::ManagerAlert => facts.duty = Some(duty(Some("R. Patel".into()))),
        Form::Absence => facts.away = Some(away()),
        Form::Returned => facts.returned = Some(returned()),
        Form::Digest => facts.digest = Some(digest()),
        Form::UrgentAlert => facts.flags = vec!["urgent hazard".into()],
        Form::CommandReply => facts.reply = Some(reply()),
        Form::DeliveryFailed => {
            let reply = "550 5.1.1 no such user".into();
            let owed = vec![DigestItem {
                what: "the acknowledgement".into(),
                ..item("KH-2026-00042", "Tuesday 5 January 2027")
            }];
            let letter = "acknowledgement".into();
            facts.failed = Some(FailedFacts { letter, reply, for_resident: true, owed });
        }
        Form::LateRequest => facts.closed_on = Some("Tuesday 2 February 2027".into()),
        Form::Receipt | Form::ServiceRequest | Form::Thanks | Form::Consent | Form::NewMessage => {}
    }
}

/// Everything that the policy may advise.
fn advice(policy: &Policy) -> Vec<String> {
    policy.advice.iter().map(|one| format!("{} ({})", one.say, one.clause)).collect()
}

fn request() -> MailFacts {
    let words = "The boiler is broken again. Please look at my complaint again.".to_owned();
    MailFacts { words, ..mail(true) }
}

fn definition() -> DefinitionFacts {
    DefinitionFacts {
        points: vec![
            "Nobody came to mend the boiler on Tuesday.".into(),
            "Nobody told you that the visit was off.".into(),
        ],
        outcome: "You would like the boiler mended and the missed visit explained.".into(),
        responsible: "We are responsible for the boiler and for our contractor. \
                      We are not responsible for the price of gas."
            .into(),
    }
}

fn extension() -> ExtensionFacts {
    ExtensionFacts {
        until: "Tuesday 19 January 2027".into(),
        instead_of: "Tuesday 5 January 2027".into(),
        reasons: "We need the contractor's record of the visit, and their office is closed \
                  until next week."
            .into(),
        updates: Some("every 5 working days".into()),
    }
}

fn answer() -> AnswerFacts {
    AnswerFacts {
        words: None,
        decision: vec![
            "The missed visit: we agree with you.".into(),
            "Not being told: we agree with you.".into(),
        ],
        reasons:
            "Our contractor's record shows that the visit was moved and that nobody rang you. \
                  Our repairs policy says that we tell tenants on the same day."
                .into(),
        remedy: "We are sorry. We will pay you £25 for the missed visit.".into(),
        actions: vec!["by Friday 8 January 2027: R. Patel mends the boiler".into()],
        stage2_until: Some("Tuesday 2 February 2027".into()),
    }
}

fn route(policy: &Policy) -> RouteFacts {
    let shown = policy.routes.iter().find(|route| route.contact.is_some());
    shown.or_else(|| policy.routes.first()).map(RouteFacts::of).unwrap_or_else(|| RouteFacts {
        id: "foi".into(),
        clause: policy.name.clone(),
        matter: "information that we hold".into(),
        goes_to: "our information team".into(),
        contact: None,
        tell: None,
        sender_is_told: true,
    })
}

fn stage1() -> StageOneFacts {
    StageOneFacts {
        mail: Some(mail(false)),
        definition: Some(definition()),
        answer: Some(answer()),
        answered_on: Some("Tuesday 5 January 2027".into()),
        asked_on: Some("Friday 8 January 2027".into()),
    }
}

fn duty(holder: Option<String>) -> DutyFacts {
    DutyFacts {
        what: "promised action 2 (\"put in a new boiler\")".into(),
        due: "Tuesday 5 January 2027".into(),
        done: Some("/done 2".into()),
        holder,
    }
}

fn item(reference: &str, due: &str) -> DigestItem {
    DigestItem { reference: reference.into(), what: "the full response".into(), due: due.into() }
}

fn away() -> AwayFacts {
    AwayFacts {
        officer: "R. Patel".into(),
        cover: vec!["T. Lund".into()],
        others: vec!["m.shah (M. Shah)".into()],
        owed: vec![item("KH-2026-00042", "Tuesday 5 January 2027")],
    }
}

fn returned() -> ReturnedFacts {
    let cases = vec![
        item("KH-2026-00007", "Thursday 31 December 2026"),
        item("KH-2026-00042", "Tuesday 5 January 2027"),
    ];
    ReturnedFacts { officer: "r.patel".into(), cases }
}

fn digest() -> DigestFacts {
    DigestFacts {
        day: "Monday 4 January 2027".into(),
        overdue: vec![item("KH-2026-00007", "Thursday 31 December 2026")],
        due: vec![item("KH-2026-00042", "Tuesday 5 January 2027")],
        more: 3,
    }
}

fn reply() -> ReplyFacts {
    ReplyFacts {
        done: vec!["/note was recorded".into()],
        lines: Vec::new(),
        wrong: vec!["/extend needs a Reason".into()],
        mended: vec!["/extend Tuesday 19 January 2027".into(), "Reason: …".into()],
    }
}
