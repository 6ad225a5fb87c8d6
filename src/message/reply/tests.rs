//! Tables of mails as residents, officers and councillors write them. Every
//! person and place is made up.

use proptest::prelude::*;

use super::*;

pub(super) const ANSWER: Context<'_> =
    Context { subject: "Re: Your complaint WM-1042", has_references: true };
pub(super) const FIRST: Context<'_> = Context { subject: "Damp in my flat", has_references: false };
pub(super) const PASSED_ON: Context<'_> =
    Context { subject: "FW: Damp in my flat", has_references: false };

pub(super) fn plain(text: &str, context: &Context<'_>) -> Written {
    read(text, None, context)
}

fn answers(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(plain(text, &ANSWER).new_text, *expected, "\n{text}");
    }
}

/// Nothing may be taken off these.
fn kept_whole(context: &Context<'_>, table: &[&str]) {
    for text in table {
        let written = plain(text, context);
        assert_eq!(written.new_text, tidy(text.lines()), "\n{text}\n{written:?}");
    }
}

#[test]
fn a_resident_answers_an_acknowledgement_from_a_phone() {
    answers(&[
        (
            "No one came.\n\nSent from my iPhone\n\n> On 3 Nov 2026, at 10:02, Complaints <complaints@council.example> wrote:\n> \n> We have received your complaint.\n> \n",
            "No one came.",
        ),
        (
            "No one came.\n\nOn Tue, 3 Nov 2026, 10:02 Complaints, <complaints@council.example>\nwrote:\n\n> We have received your complaint.\n",
            "No one came.",
        ),
        (
            "No one came.\n\nGet Outlook for Android<https://aka.ms/x>\n________________________________\nFrom: Complaints <complaints@council.example>\nSent: Tuesday, November 3, 2026 10:02:11 AM\nTo: Ada Penrose <ada@example.org>\nSubject: Your complaint WM-1042\n\nWe have received your complaint.\n",
            "No one came.",
        ),
        (
            "No one came.\n\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: Complaints <complaints@council.example>\nDate: 03/11/2026 10:02 (GMT+00:00)\nTo: ada@example.org\nSubject: Your complaint WM-1042\n\nWe have received your complaint.\n",
            "No one came.",
        ),
        (
            "No one came.\n\nSent from Yahoo Mail on Android\n\n  On Tue, 3 Nov 2026 at 10:02, Complaints<complaints@council.example> wrote:   We have received your complaint.\n",
            "No one came.\n\n  On Tue, 3 Nov 2026 at 10:02, Complaints<complaints@council.example> wrote:   We have received your complaint.",
        ),
        (
            "No one came.\n\nSent from Mail for Windows\n\nFrom: Complaints\nSent: 03 November 2026 10:02\nTo: Ada Penrose\nSubject: Your complaint WM-1042\n\nWe have received your complaint.",
            "No one came.",
        ),
        (
            "No one came.\nOn 3 Nov 2026 10:02 am, \"Complaints\" <complaints@council.example> wrote:\n> We have",
            "No one came.",
        ),
        ("No one came.\n\n---- Complaints wrote ----\n\n>We have received", "No one came."),
        ("---- Complaints wrote ----\n\n>We have received\n\nNo one came.", "No one came."),
    ]);
}

#[test]
fn words_below_what_a_phone_adds_are_kept() {
    answers(&[(
        "No one came.\n\nSent from my iPhone\n\nPS the lift is broken too",
        "No one came.\n\nPS the lift is broken too",
    )]);
}

#[test]
fn the_line_above_quoted_mail_is_known_in_many_languages() {
    for line in [
        "Am Di., 3. Nov. 2026 um 10:02 Uhr schrieb Amt <amt@council.example>:",
        "Amt <amt@council.example> schrieb am Di., 3. Nov. 2026, 10:02:",
        "Am 03.11.26 um 10:02 schrieb Amt:",
        "Le mar. 3 nov. 2026 à 10:02, Mairie <m@council.example> a écrit :",
        "El mar, 3 nov 2026 a las 10:02, Oficina (<o@council.example>) escribió:",
        "Il giorno mar 3 nov 2026 alle ore 10:02 Ufficio <u@council.example> ha scritto:",
        "Em ter., 3 de nov. de 2026 às 10:02, Balcão <b@council.example> escreveu:",
        "Op di 3 nov 2026 om 10:02 schreef Loket <l@council.example>:",
        "Op 3 nov. 2026 om 10:02 heeft Loket <l@council.example> het volgende geschreven:",
        "wt., 3 lis 2026 o 10:02 Urząd <u@council.example> napisał(a):",
        "W dniu 3.11.2026 o 10:02, Urząd pisze:",
        "Den tis 3 nov. 2026 kl 10:02 skrev Kommun <k@council.example>:",
        "tir. 3. nov. 2026 kl. 10.02 skrev Kommune <k@council.example>:",
        "ti 3. marrask. 2026 klo 10.02 Kunta <k@council.example> kirjoitti:",
        "út 3. 11. 2026 v 10:02 odesílatel Úřad <u@council.example> napsal:",
        "вт, 3 нояб. 2026 г. в 10:02, Совет <c@council.example>:",
        "вторник, 3 ноября 2026 г. 10:02 пользователь Совет <c@council.example> написал:",
        "вт, 3 лист. 2026 р. о 10:02 Рада <r@council.example> пише:",
        "În mar., 3 nov. 2026 la 10:02, Primărie <p@council.example> a scris:",
        "Belediye <b@council.example>, 3 Kas 2026 Sal, 10:02 tarihinde şunu yazdı:",
        "في الثلاثاء، 3 نوفمبر 2026 في 10:02 ص تمت كتابة ما يلي بواسطة Council <c@council.example>:",
        "منگل، 3 نومبر، 2026 کو 10:02 پر Council <c@council.example> نے لکھا:",
        "মঙ্গল, ৩ নভে, ২০২৬ তারিখে ১০:০২ AM টায় এ Council <c@council.example> লিখেছেন:",
        "Council <c@council.example> 于2026年11月3日周二 10:02写道：",
        "在 2026年11月3日，上午10:02，Council <c@council.example> 写道：",
        "2026年11月3日(火) 10:02 Council <c@council.example>:",
        "2026년 11월 3일 (화) 오전 10:02, Council <c@council.example>님이 작성:",
        "Ar Maw, 3 Tach 2026 am 10:02 Cyngor <c@council.example> ysgrifennodd:",
        "Vào Th 3, 3 thg 11, 2026 vào lúc 10:02 Council <c@council.example> đã viết:",
        "On 2026-11-03 10:02, Complaints wrote:",
        "On 03/11/2026 10:02, Complaints wrote:",
    ] {
        for below in ["\n> We have received it\n", "\n\nWe have received it\n"] {
            let text = format!("No one came.\n\n{line}{below}");
            assert_eq!(plain(&text, &ANSWER).new_text, "No one came.", "\n{text}");
        }
        // Where the name comes first, the line is folded behind the address.
        if let Some((start, end)) = line.rsplit_once(" <")
            && start.contains(char::is_numeric)
        {
            let text = format!("No one came.\n\n{start}\n<{end}\n\n> We have received it\n");
            assert_eq!(plain(&text, &ANSWER).new_text, "No one came.", "\n{text}");
        }
    }
}

#[test]
fn header_blocks_are_known_in_many_languages() {
    for block in [
        "From: Complaints\nSent: 03 November 2026 10:02\nTo: Ada\nCc: Bea\nSubject: WM-1042",
        "Oddi wrth / From: Complaints <c@council.example>\nAnfonwyd / Sent: 03 November 2026 10:02\nAt / To: Ada\nPwnc / Subject: WM-1042",
        "Oddi wrth: Cwynion <c@council.example>\nAnfonwyd: 03 Tachwedd 2026 10:02\nAt: Ada\nPwnc: WM-1042",
        "*From:* Complaints <c@council.example>\n*Date:* Tuesday, 3 November 2026 at 10:02\n*To:* Ada\n*Subject:* WM-1042",
        "Von: Amt <a@council.example>\nGesendet: Dienstag, 3. November 2026 10:02\nAn: Ada\nBetreff: WM-1042",
        "De : Mairie <m@council.example>\nEnvoyé : mardi 3 novembre 2026 10:02\nÀ : Ada\nObjet : WM-1042",
        "De: Oficina <o@council.example>\nEnviado: martes, 3 de noviembre de 2026 10:02\nPara: Ada\nAsunto: WM-1042",
        "Da: Ufficio <u@council.example>\nInviato: martedì 3 novembre 2026 10:02\nA: Ada\nOggetto: WM-1042",
        "Van: Loket <l@council.example>\nVerzonden: dinsdag 3 november 2026 10:02\nAan: Ada\nOnderwerp: WM-1042",
        "Od: Urząd <u@council.example>\nWysłano: wtorek, 3 listopada 2026 10:02\nDo: Ada\nTemat: WM-1042",
        "Från: Kommun <k@council.example>\nSkickat: den 3 november 2026 10:02\nTill: Ada\nÄmne: WM-1042",
        "Fra: Kommune <k@council.example>\nSendt: 3. november 2026 10:02\nTil: Ada\nEmne: WM-1042",
        "Lähettäjä: Kunta <k@council.example>\nLähetetty: tiistai 3. marraskuuta 2026 10.02\nVastaanottaja: Ada\nAihe: WM-1042",
        "Odesílatel: Úřad <u@council.example>\nOdesláno: 3. listopadu 2026 10:02\nKomu: Ada\nPředmět: WM-1042",
        "От: Совет <c@council.example>\nОтправлено: 3 ноября 2026 г. 10:02\nКому: Ada\nТема: WM-1042",
        "Від: Рада <r@council.example>\nНадіслано: 3 листопада 2026 10:02\nКому: Ada\nТема: WM-1042",
        "De la: Primărie <p@council.example>\nTrimis: marți, 3 noiembrie 2026 10:02\nCătre: Ada\nSubiect: WM-1042",
        "Kimden: Belediye <b@council.example>\nGönderildi: 3 Kasım 2026 Salı 10:02\nKime: Ada\nKonu: WM-1042",
        "من: Council <c@council.example>\nتاريخ الإرسال: 3 نوفمبر 2026 10:02\nإلى: Ada\nالموضوع: WM-1042",
        "发件人: Council <c@council.example>\n发送时间: 2026年11月3日 10:02\n收件人: Ada\n主题: WM-1042",
        "差出人: Council <c@council.example>\n送信日時: 2026年11月3日 10:02\n宛先: Ada\n件名: WM-1042",
        "보낸 사람: Council <c@council.example>\n보낸 날짜: 2026년 11월 3일 10:02\n받는 사람: Ada\n제목: WM-1042",
        "From: Complaints\n\nSent: 03 November 2026 10:02\n\nTo: Ada\n\nSubject: WM-1042",
        "From: A Very Long Name For A Complaints Team\n<complaints@council.example>\nSent: 03 November 2026 10:02\nTo: Ada; Bea;\n Cora <cora@example.org>\nSubject: WM-1042",
    ] {
        let text = format!("No one came.\n\n{block}\n\nWe have received it.\nKind regards\nBea");
        assert_eq!(plain(&text, &ANSWER).new_text, "No one came.", "\n{text}");
        let text =
            format!("No one came.\n________________________________\n{block}\n\nWe have it.");
        assert_eq!(plain(&text, &ANSWER).new_text, "No one came.", "\n{text}");
    }
}

#[test]
fn marks_above_the_original_message_are_known() {
    for mark in [
        "-----Original Message-----",
        "----- Original Message -----",
        "-----Ursprüngliche Nachricht-----",
        "-------- Message d'origine --------",
        "-----Mensaje original-----",
        "-----Messaggio originale-----",
        "-----Mensagem original-----",
        "-----Oorspronkelijk bericht-----",
        "-----Wiadomość oryginalna-----",
        "-----Oprindelig meddelelse-----",
        "-----Alkuperäinen viesti-----",
        "-----Původní zpráva-----",
        "-----Исходное сообщение-----",
        "-----Neges wreiddiol-----",
        "-----Original Appointment-----",
    ] {
        let text = format!("No one came.\n\n{mark}\nBea Hallam, Repairs\n\nWe have it.");
        assert_eq!(plain(&text, &ANSWER).new_text, "No one came.", "\n{text}");
    }
}

#[test]
fn answers_to_an_officers_questions_are_kept() {
    answers(&[
        (
            "On Tue, 3 Nov 2026 at 10:02, Bea Hallam <bea@council.example> wrote:\n> When did it begin?\nIn May.\n> Is it mended?\nno\n> Did anyone come?\n\nNobody, ever.\n",
            "In May.\nno\n\nNobody, ever.",
        ),
        (
            "Please see my answers below.\n\nFrom: Bea Hallam <bea@council.example>\nSent: 03 November 2026 10:02\nTo: Ada\nSubject: WM-1042\n\nWhen did it begin?\nIn May.\n",
            "Please see my answers below.\n\nWhen did it begin?\nIn May.",
        ),
        (
            "I have replied in red.\n\nOn Tue, 3 Nov 2026 at 10:02, Bea Hallam <bea@council.example> wrote:\n\nWhen did it begin?\nIn May.\n",
            "I have replied in red.\n\nWhen did it begin?\nIn May.",
        ),
        ("> When did it begin?\nIn May.\n> Is it mended?\nNo.\n", "In May.\nNo."),
        (
            "On Tue, 3 Nov 2026 at 10:02, Bea Hallam <bea@council.example> wrote:\n\n> Did anyone come?\n\nNobody.\n\nKind regards\nAda\n",
            "Nobody.",
        ),
    ]);
}

#[test]
fn what_a_person_writes_in_the_form_of_a_quote_is_kept() {
    kept_whole(
        &FIRST,
        &[
            "My list:\n> no heating\n> no hot water\n> no answer",
            "From: the start I was ignored\nand so on",
            "From: Kingston\nTo: Surbiton\nDate: 3/11/2026 10:15\nThe driver was rude.",
            "Dear Sirs\n\nFrom: Mary Penrose\nDate: 3 November 2026\nSubject: Damp\n\nMy flat is damp.",
            "On Monday nobody came, as I wrote:\nplease come",
            "On 3 November 2026 at 10:15 you wrote:\n\"We will come on Monday.\"\nNobody came.",
            "On 3 November 2026 at 10:15 Mr Hallam wrote:\n\u{201c}We will come on Monday.\u{201d}\nThat was false.",
            "On 3 November 2026 at 10:15 I wrote to repairs@council.example and said:\nplease come\nNobody did.",
            "On 3 November I rang 3 times and nobody wrote back:\nso I complain.",
            "Am 3. November 2026 um 10:15 schrieb ich Ihnen:\nBitte kommen Sie.",
            "3 times I wrote to repairs@council.example and nobody wrote:\nnot one answer.",
            "On the 3rd the officer wrote:\nwe will come",
            "The letter was lost in the post, which is why the answer I wanted was\nSent from my old address.",
            "I asked for the forwarded message\nand never got it.",
            "This is about the original message\nthat you lost.",
            "What I need:\n- heating\n- hot water",
            "The bins\n\n-----\n\nThe lift",
            "Part one\n*****\nThe tenant's confidential file was left on a bus.",
            "I received your email in error. It was confidential and intended for my neighbour.\nIf you are not the intended recipient you must notify the sender, so I do.",
        ],
    );
    answers(&[
        ("We waited\n> 6 weeks for this", "We waited\n> 6 weeks for this"),
        (
            "Again:\n> 6 weeks\nis too long.\n\nOn Tue, 3 Nov 2026 at 10:02, Bea <bea@council.example> wrote:\n> We will\n> come\n",
            "Again:\n> 6 weeks\nis too long.",
        ),
    ]);
}

#[test]
fn signatures_and_footers_are_taken_off() {
    answers(&[
        ("Please help\n-- \nAda\n0123", "Please help"),
        ("Please help\n\nSent from my iPhone\n", "Please help"),
        ("Please help\n\nAnfonwyd o fy iPhone\n", "Please help"),
        (
            "Please help\n\nKind regards,\n\nBea Hallam\nManaging Agent, Hallam Lettings\n020 7946 0018\n",
            "Please help",
        ),
        ("Please help\n\nCofion cynnes\nBea\n", "Please help"),
        (
            "Please help\n\nBea Hallam\nbea@example.org\n020 7946 0018\nwww.example.org\n",
            "Please help",
        ),
        (
            "Please help\n______________________\ntenants mailing list\ntenants@lists.example.org\n",
            "Please help",
        ),
        (
            "Please help\n\nKind regards\nBea Hallam\n\nThis email and any attachments are confidential and intended solely for the use of the addressee.\nIf you have received this email in error please notify the sender and delete it.\n",
            "Please help",
        ),
        (
            "Please help\n\n*****************\nThis email is confidential.\n*****************\n",
            "Please help",
        ),
    ]);
}

#[test]
fn what_the_council_needs_to_know_stays_though_it_looks_like_a_signature() {
    kept_whole(
        &FIRST,
        &[
            "Please help\n\nKind regards\nAda Penrose\n12 Mill Lane\nKT1 1AA",
            "Please help\n\nKind regards\nAda\n\nPS the lift is broken too",
            "Please help\n\nKind regards\nAda\n\nI forgot to say that the lift has been out of order since May.",
            "Please help\n\nYours sincerely\nAda Penrose",
            "Please help\n\nThanks\nAda",
            "Please help\n\nKind regards",
            "Regards to Bea, who was kind.\nAda",
            "My details are:\n\nAda Penrose\nada@example.org\n020 7946 0018",
            "First matter\n--\nThe second matter is that nobody has come to see the damp in three months.\nThe third is that nobody has written to us about the rent either.\nThe fourth is that the lift is broken and that I can not get out.",
            "Please help\n\n-Ada",
        ],
    );
}

#[test]
fn parts_that_are_left_out_can_be_had() {
    let written = plain(
        "Please help\n\nKind regards\nBea Hallam\n\nThis email and any attachments are confidential and intended solely for the addressee.\nPlease notify the sender.\n",
        &FIRST,
    );
    assert_eq!(written.signature, "Kind regards\nBea Hallam");
    assert!(written.disclaimer.starts_with("This email and any"), "{written:?}");
    assert_eq!(written.forwarded, []);
}

fn page(markup: &str) -> Written {
    read(&html::to_text(markup), Some(markup), &ANSWER)
}

#[test]
fn markup_tells_what_quotes() {
    for (markup, expected) in [
        (
            "<div dir=ltr>No one came.</div><br><div class='gmail_quote gmail_quote_container'><div dir=ltr class=gmail_attr>Ddydd Maw, 3 Tach 2026, Cwynion &lt;<a href='mailto:c@council.example'>c@council.example</a>&gt; :<br></div><blockquote class=gmail_quote style='margin:0 0 0 .8ex;border-left:1px #ccc solid'>We have it.</blockquote></div>",
            "No one came.",
        ),
        (
            "<p class=MsoNormal>No one came.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Sender:</b> Complaints<br><b>When:</b> 3 November 2026 10:02<br><b>About:</b> WM-1042</p></div><p>We have it.</p>",
            "No one came.",
        ),
        (
            "<div>No one came.</div><div id=appendonsend></div><hr tabindex=-1><div id=divRplyFwdMsg dir=ltr><b>From:</b> Complaints<br><b>Sent:</b> 03 November 2026 10:02<br><b>To:</b> Ada<br><b>Subject:</b> WM-1042</div><div>We have it.</div>",
            "No one came.",
        ),
        (
            "<div>No one came.</div><div id='yahoo_quoted_1' class=yahoo_quoted><div>On Tuesday, 3 November 2026 at 10:02:11 GMT, Complaints &lt;c@council.example&gt; wrote: </div><div>We have it.</div></div>",
            "No one came.",
        ),
        (
            "<div class=moz-cite-prefix>On 03/11/2026 10:02, Complaints wrote:<br></div><blockquote type=cite cite='mid:1@council.example'><p>We have it.</p></blockquote><p>No one came.</p>",
            "No one came.",
        ),
        (
            "No one came.<br><div id=AppleMailSignature>Ada's phone</div><div><blockquote type=cite>On 3 Nov 2026, at 10:02, Complaints &lt;c@council.example&gt; wrote:<br><br>We have it.</blockquote></div>",
            "No one came.",
        ),
        (
            "<p>These stand still open:</p><blockquote style='margin:0 0 0 40px;border:none;padding:0px'>the damp</blockquote><p>Please come.</p>",
            "These stand still open:\n\nthe damp\n\nPlease come.",
        ),
        (
            "<blockquote><p>No one came.</p><p>Please come.</p></blockquote>",
            "No one came.\nPlease come.",
        ),
    ] {
        assert_eq!(page(markup).new_text, expected, "\n{}", html::to_text(markup));
    }
}

#[test]
fn markup_helps_where_the_plain_text_lacks_marks() {
    let markup =
        "<div>No one came.</div><div class=yahoo_quoted><div>We have it and will come.</div></div>";
    let text = "No one came.\nWe have it and will come.";
    assert_eq!(read(text, Some(markup), &ANSWER).new_text, "No one came.");
    let other = "No one came at all.\nWe have it and will come.";
    assert_eq!(read(other, Some(markup), &ANSWER).new_text, other);
}

#[test]
fn something_is_always_left() {
    for text in [
        "> only\n> quoted",
        "-- \nAda",
        "Sent from my iPhone",
        "On Tue, 3 Nov 2026 at 10:02, Bea <b@council.example> wrote:\n> x",
    ] {
        for context in [ANSWER, FIRST, PASSED_ON] {
            assert_ne!(plain(text, &context).new_text, "", "{text}");
        }
    }
    assert_eq!(plain("", &ANSWER).new_text, "");
}

fn sentence() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "the", "lift", "damp", "nobody", "came", "Monday", "council", "wrote", "3", "and", "from",
        "sent", "again", "officer", "letter", "on", "to", "date", "please", "10:15", "regards",
    ]);
    prop::collection::vec(words, 4..14).prop_map(|words| format!("Well {}.", words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_panics(text in "(\\PC{0,40}[\n>:<@ -]{0,4}){0,30}", subject in "\\PC{0,30}") {
        let context = Context { subject: &subject, has_references: text.len() % 2 == 0 };
        let written = read(&text, Some(&text), &context);
        let quoted = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('>');
        prop_assert!(!written.new_text.is_empty() || text.lines().all(quoted), "{text:?}");
    }

    /// Whatever is written above, between and below quoted lines survives.
    #[test]
    fn every_line_that_a_person_wrote_survives(
        above in prop::collection::vec(sentence(), 0..5),
        between in prop::collection::vec((sentence(), sentence()), 0..4),
        gap in any::<bool>(),
        footer in prop::sample::select(vec!["", "\nSent from my iPhone\n", "\n-- \nAda\n"]),
    ) {
        let mut text = above.join("\n");
        text.push_str("\n\nOn Tue, 3 Nov 2026 at 10:02, Bea Hallam <bea@council.example>\nwrote:\n\n");
        for (question, answer) in &between {
            text.push_str(&format!("> {question}\n"));
            if gap { text.push('\n'); }
            text.push_str(&format!("{answer}\n"));
            if gap { text.push('\n'); }
        }
        text.push_str("> That was all that we asked you this time\n");
        text.push_str(footer);
        let written = plain(&text, &ANSWER);
        for line in above.iter().chain(between.iter().map(|(_, answer)| answer)) {
            prop_assert!(written.new_text.lines().any(|kept| kept == line), "{line:?} is lost of\n{text}");
        }
    }

    /// A first letter is kept whole, whatever words stand in it.
    #[test]
    fn a_first_letter_survives(lines in prop::collection::vec(sentence(), 1..30)) {
        let text = lines.join("\n");
        prop_assert_eq!(plain(&text, &FIRST).new_text, text);
    }
}
