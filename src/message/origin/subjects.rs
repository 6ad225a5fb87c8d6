//! Subjects and words of automatic replies, in the languages of Britain and of
//! its neighbours. A program writes its words, then a colon and the subject it
//! answers, or nothing more; "Out of office hours noise" is a person's.

use super::super::pattern::Pattern;

/// Whether a subject is an automatic reply's.
pub(super) fn is_automatic(subject: &str) -> bool {
    // Exchange and Outlook, Gmail, Notes, GroupWise, cPanel, Plesk, and kin.
    static LABEL: Pattern = Pattern::new(
        r"(?ix)^\s*[\[({*]*\s*(
              auto(matic|mated|mat)?[\ _-]?(reply|response|responder|answer|acknowledge?ment|email|message)
                (\ from\ [^:]{1,60})?
            | out\ of\ (the\ )?office(\ auto[\ -]?(reply|response)|\ reply|\ notification|\ message|\ assistant)?
            | ooo | oof | vacation(\ reply|\ response|\ message|\ notice)? | away\ from\ my\ mail
            | on\ (annual\ leave|holiday|vacation|leave) | annual\ leave
            | (automatische|automatisierte)\ (antwort|abwesenheits\w*|rückantwort|nachricht)(\ auf)?
            | abwesenheits(notiz|meldung|assistent|nachricht)(\ \w+)? | abwesend | nicht\ im\ büro
            | réponse\ automatique | message\ automatique | absence\ du\ bureau | absent\ du\ bureau
            | respuesta\ automática | fuera\ de\ (la\ )?oficina | ausente\ de\ la\ oficina
            | risposta\ automatica | fuori\ (sede|ufficio) | assente\ dall'ufficio
            | resposta\ automática | ausência\ (temporária|do\ escritório) | fora\ do\ escritório
            | automatisch\ (antwoord|bericht) | afwezigheids(bericht|melding|assistent) | niet\ aanwezig
            | (automatiskt|automatisk)\ (svar|svarsmeddelande) | autosvar | frånvaro\w* | ikke\ på\ kontoret
            | fraværs\w* | fravær | automaattinen\ (vastaus|poissaolo\w*) | poissaolo\w*
            | automatick[áé]\ odpově[dď]ď? | nepřítomnost | automatická\ odpoveď
            | odpowiedź\ automatyczna | automatyczna\ odpowiedź | autoodpowiedź | nieobecność(\ w\ biurze)?
            | automatikus\ válasz | házon\ kívül | răspuns\ automat | mesaj\ automat
            | автоматический\ ответ | ответ\ автоматически | автоответ(чик)? | нет\ на\ работе
            | автоматична\ відповідь | автоматичен\ отговор | αυτόματη\ απάντηση
            | otomatik\ yanıt | ofis\ dışında | automatski\ odgovor | samodejni\ odgovor
            | ymateb\ awtomatig | ateb\ awtomatig | i\ ffwrdd\ o'r\ swyddfa | allan\ o'r\ swyddfa
            | freagra\ uathoibríoch | freagairt\ fèin-ghluasadach
            | رد\ تلقائي | الرد\ التلقائي | תשובה\ אוטומטית | מענה\ אוטומטי
            | স্বয়ংক্রিয়\ উত্তর | स्वचालित\ उत्तर | خودکار\ جواب | ਸਵੈਚਲਿਤ\ ਜਵਾਬ
            | 自動(返信|応答)(\ .{1,20})? | 自动(回复|答复) | 자동\ ?(회신|응답) | trả\ lời\ tự\ động
          )\s*([\])}*]+|:|：|-\s|–|$|\.\s*$|!\s*$)",
    );
    // "Auto: ", the Vacation extension's default (RFC 5230, 4.5).
    static SIEVE: Pattern = Pattern::new(r"^(Auto|AUTO|Automatic Reply|Autoreply)\s*:\s");
    LABEL.is_in(subject) || SIEVE.is_in(subject) || is_away(subject)
}

/// "I am out of the office until Monday", as a subject or a line of the text.
fn is_away(line: &str) -> bool {
    static AWAY: Pattern = Pattern::new(
        r"(?ix)(^|[/>]|\b(hello|hi|thank\ you|thanks)[^.]{0,60}[.,!]\s*|\w+/\w+\s)\s*(
            (i|we)('m|\ am|'ll|\ will|\ are)\ (be\ )?(currently\ |now\ |presently\ )?
                (out\ of|away\ from)\ (the\ |my\ )?(office|desk)
          | [^,:;.?!]{2,60}\ is\ (currently\ )?(out\ of|away\ from)\ (the\ |his\ |her\ |their\ )?office
          | (i|we)('m|\ am|\ will\ be|\ are)\ (currently\ )?(on\ (annual\ leave|holiday|leave|vacation|maternity|paternity))
              \ (until|till|from|and|with|to)
          )",
    );
    AWAY.is_in(line)
}

/// The first words of an automatic reply: somebody is away, or a mailbox says
/// that it has the mail.
pub(super) fn is_away_text(text: &str) -> bool {
    static AWAY: Pattern = Pattern::new(
        r"(?ix)( \b(out\ of|away\ from)\ (the\ |my\ )?(office|desk)\b | \bon\ annual\ leave\b
            | \b(no|limited|intermittent)\b.{0,12}\baccess\ to\ (my\ )?e-?mail
            | \bthis\ is\ an\ auto(matic|mated)\b | \bauto(matic|mated)\ (reply|response|message)\b
            | \bwe\ have\ received\ your\ (e-?mail|message|enquiry)
            | \bnicht\ im\ (büro|haus)\b | \babwesend\b | \bnicht\ erreichbar\b
            | \babsent\w*\ (du|de\ mon)\ bureau | \ben\ congés?\b | \bde\ retour\ le\b
            | \bfuera\ de\ la\ oficina | \bde\ vacaciones\b | \bfuori\ ufficio\b | \bin\ ferie\b
            | \bafwezig\b | \bfora\ do\ escritório | \bde\ férias\b | \bpoza\ biurem | \bna\ urlopie
            | \bnieobecn | \bi\ ffwrdd\ o'r\ swyddfa | \bar\ wyliau\b | отпуске | 不在 | 외출 )",
    );
    let start: String = text.chars().take(600).collect();
    AWAY.is_in(&start)
}

/// A receipt that is no multipart/report: the subject that the client writes
/// and its sentence.
pub(super) fn is_receipt(subject: &str, text: &str) -> bool {
    static SUBJECT: Pattern = Pattern::new(
        r"(?i)^\s*(read|not read|delivered|relayed|gelesen|ungelesen|lu|non lu|leído|letto|lida|gelezen|läst|lest|læst|przeczytane|return receipt|read receipt|empfangsbestätigung|lesebestätigung|confirmation de lecture|accusé de réception)\s*(\([^)]*\))?\s*[:：]",
    );
    static WORDS: Pattern = Pattern::new(
        r"(?ix)( your\ message .{0,400} \b(was|has\ been)\ (read|deleted|displayed|delivered|opened)
            | this\ is\ a\ (read|return|delivery)\ receipt | return\ receipt\b.{0,300}\bdisplayed
            | ihre\ nachricht .{0,400} gelesen | votre\ message .{0,400} a\ été\ (lu|ouvert)
            | su\ mensaje .{0,400} (fue|ha\ sido)\ leído | il\ messaggio .{0,400} è\ stato\ letto
            | uw\ bericht .{0,400} gelezen )",
    );
    let start: String = text.split_whitespace().take(120).collect::<Vec<_>>().join(" ");
    SUBJECT.is_in(subject) && WORDS.is_in(&start)
}

/// An answer or forward, by the prefixes of mail clients.
pub(super) fn is_answer(subject: &str) -> bool {
    static ANSWER: Pattern = Pattern::new(
        r"(?i)^\s*(re|fwd?|aw|wg|tr|rv|sv|vs|vb|fs|antw|odp|ynt|ref|rif|r|i|atb)\s*(\[\d+\])?\s*[:：]",
    );
    ANSWER.is_in(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn automatic_subjects_of_many_languages_are_known() {
        for subject in [
            "Automatic reply: Missed bin",
            "Automatic Response",
            "Auto: Your acknowledgement",
            "AutoReply: x",
            "[Auto-Reply] Your complaint",
            "Out of Office AutoReply: Was it any good?",
            "Out of office",
            "Out of Office reply",
            "Out of Office: Notification",
            "I will be out of office until Monday",
            "Ann Lee/HOUSING/COUNCIL is out of the office",
            "On annual leave: Re your letter",
            "Automatische Antwort: Ihre Beschwerde",
            "Abwesenheitsnotiz: Urlaub",
            "Réponse automatique : Votre plainte",
            "Respuesta automática: Queja",
            "Fuera de la oficina",
            "Risposta automatica: Reclamo",
            "Resposta automática: Queixa",
            "Automatisch antwoord: Klacht",
            "Automatiskt svar: Klagomål",
            "Automatisk svar: Klage",
            "Automaattinen vastaus: Valitus",
            "Odpowiedź automatyczna: Skarga",
            "Automatická odpověď: Stížnost",
            "Ymateb awtomatig: Eich cwyn",
            "Ответ автоматически",
            "自動返信: 苦情",
            "رد تلقائي: شكوى",
        ] {
            assert!(is_automatic(subject), "{subject}");
        }
    }

    #[test]
    fn people_write_such_words_too() {
        for subject in [
            "Out of office hours noise from the depot",
            "Automatic reply is not good enough",
            "Your automatic reply to my complaint",
            "Re: Automatic reply: Missed bin",
            "Automatic doors broken at the library",
            "Vacation rental next door is a nuisance",
            "Auto repair shop blocking the pavement",
            "Holiday club refund",
            "Is anyone ever in the office?",
            "Absent neighbours and their dog",
            "Nobody is out of bed at 6 am but your bin men",
            "On leave from work because of the damp",
            "I am out of patience with the office",
        ] {
            assert!(!is_automatic(subject), "{subject}");
        }
    }

    #[test]
    fn receipts_need_both_subject_and_words() {
        let words = "Your message\n  To: Complaints\n  Subject: x\nwas read on Monday.";
        assert!(is_receipt("Read: Your acknowledgement", words));
        assert!(!is_receipt("Read: this and weep", "My bins were not collected"));
        assert!(!is_receipt("Bins", words));
    }
}
