//! The words by which mail programs of many languages head quoted mail. Facts
//! about other people's programs, no decisions.

use super::header_block::Role;

/// "wrote", as it stands in the line above quoted mail.
pub(super) const WROTE: &[&str] = &[
    "wrote", "writes", "schrieb", "hat geschrieben", "a écrit", "a ecrit", "écrivait", "a wrote",
    "escribió", "escribio", "ha escrito", "ha scritto", "scrive", "escreveu", "schreef",
    "geschreven", "napisał", "napisal", "pisze", "skrev", "skriver", "kirjoitti", "napsal",
    "napísal", "написал", "писал", "пишет", "пише", "написав", "написала", "a scris", "yazdı",
    "yazmış", "كتب", "تمت كتابة", "نوشت", "لکھا", "লিখেছেন", "লিখেছে", "लिखा", "ਲਿਖਿਆ", "લખ્યું",
    "写道", "寫道", "写了", "のメール", "書きました", "書いた", "작성", "썼습니다",
    "ysgrifennodd", "wedi ysgrifennu", "scríobh", "sgrìobh", "írta", "έγραψε", "כתב", "đã viết",
    "rašė", "rakstīja", "kirjutas", "napisao", "je napisal", "menulis", "เขียน", "shkroi",
    "написа", "எழுதியது", "எழுதினார்",
];

/// Words that say that a person tells of the letter, not a program.
pub(super) const TELLERS: &[&str] = &[
    "i", "you", "we", "they", "he", "she", "who", "ich", "wir", "je", "nous", "vous", "yo", "ik",
    "wij", "jag", "jeg", "jij", "sie", "tu", "io", "ja", "my", "your", "also", "then", "again",
    "never", "already",
];

/// How the line above quoted mail begins where it begins with a word before
/// the date.
pub(super) const BEGINNINGS: &[&str] = &[
    "on", "le", "am", "el", "il", "em", "op", "den", "dnia", "w dniu", "dne", "ar", "in data",
    "a", "în", "pe", "på", "vào", "lúc", "dana", "pada", "la", "le:", "at", "em:", "kuupäeval",
    "στις", "على", "في", "بتاريخ", "ב", "在", "于", "tar", "ngày", "вт", "den:", "air",
];

/// What stands between dashes above a mail that is answered.
pub(super) const ORIGINAL_MESSAGE: &[&str] = &[
    "original message", "original appointment", "original-nachricht", "reply message",
    "original mail", "originalmeddelande", "ursprüngliche nachricht", "ursprungliche nachricht",
    "originalnachricht", "message d'origine", "message d’origine", "message original",
    "message initial", "mensaje original", "messaggio originale", "mensagem original",
    "oorspronkelijk bericht", "oorspronkelijke bericht", "wiadomość oryginalna",
    "oryginalna wiadomość", "wiadomość pierwotna", "ursprungligt meddelande",
    "ursprungligt mejl", "ursprungliga meddelandet", "oprindelig meddelelse",
    "oprindelig besked", "opprinnelig melding", "original melding", "alkuperäinen viesti",
    "alkuperäinen viestinne", "původní zpráva", "pôvodná správa", "исходное сообщение",
    "оригинальное сообщение", "вихідне повідомлення", "оригінальне повідомлення",
    "mesaj original", "mesajul original", "özgün ileti", "orijinal ileti", "orijinal mesaj",
    "الرسالة الأصلية", "رسالة أصلية", "اصل پیغام", "পূর্বের বার্তা", "মূল বার্তা",
    "原始邮件", "原始郵件", "原邮件", "邮件原件", "元のメッセージ", "元のメール", "원본 메시지",
    "원본 이메일", "neges wreiddiol", "y neges wreiddiol", "eredeti üzenet",
    "αρχικό μήνυμα", "הודעה מקורית", "thư gốc", "tin nhắn gốc", "izvorna poruka",
    "originalna poruka", "izvirno sporočilo", "bunmhteachtaireacht",
];

/// What stands above a mail that is passed on.
pub(super) const FORWARDED: &[&str] = &[
    "forwarded message", "begin forwarded message", "forwarded mail", "forwarded email",
    "forwarded by", "start of forwarded message", "weitergeleitete nachricht",
    "weitergeleitete e-mail", "anfang der weitergeleiteten nachricht",
    "anfang der weitergeleiteten e-mail", "message transféré", "message transmis",
    "début du message réexpédié", "début du message transféré", "mensaje reenviado",
    "inicio del mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato",
    "messaggio rigirato", "mensagem encaminhada", "mensagem reencaminhada",
    "início da mensagem reencaminhada", "início da mensagem encaminhada",
    "doorgestuurd bericht", "begin doorgestuurd bericht", "wiadomość przekazana",
    "przekazana wiadomość", "wiadomość przesłana dalej", "początek przekazanej wiadomości",
    "vidarebefordrat meddelande", "vidarebefordrat brev", "vidaresänt meddelande",
    "videresendt besked", "videresendt meddelelse", "videresendt melding",
    "start på videresendt besked", "start på videresendt melding", "edelleenlähetetty viesti",
    "välitetty viesti", "välitetty viesti alkaa", "přeposlaná zpráva", "preposlaná správa",
    "пересылаемое сообщение", "переадресованное сообщение", "пересланное сообщение",
    "начало переадресованного сообщения", "переслане повідомлення",
    "переадресоване повідомлення", "mesaj redirecționat", "mesaj redirectionat",
    "iletilen mesaj", "yönlendirilmiş ileti", "yönlendirilen mesaj", "iletilen e-posta",
    "رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "رسالة تمت إعادة توجيهها",
    "فارورڈ کردہ پیغام", "ফরোয়ার্ড করা বার্তা", "ফরওয়ার্ড করা বার্তা", "转发的邮件", "转发邮件",
    "已转发邮件", "轉寄郵件", "已轉寄郵件", "転送メッセージ", "転送されたメッセージ", "전달된 메시지",
    "전달된 이메일", "neges a anfonwyd ymlaen", "neges wedi'i hanfon ymlaen",
    "dechrau neges a anfonwyd ymlaen", "továbbított üzenet", "προωθημένο μήνυμα",
    "הודעה שהועברה", "thư đã chuyển tiếp", "tin nhắn đã chuyển tiếp", "proslijeđena poruka",
    "prosleđena poruka",
];

/// What notifications of ticket systems and forums put above what they repeat.
pub(super) const REPLY_ABOVE: &[&str] = &[
    "reply above", "reply above this line", "please type your reply above this line",
    "write your reply above", "please reply above this line", "type your response above",
    "antwort oberhalb dieser zeile", "bitte antworten sie oberhalb", "antworten sie über dieser",
    "oberhalb dieser zeile", "répondre au-dessus de cette ligne", "au-dessus de cette ligne",
    "por encima de esta línea", "encima de esta línea", "sopra questa riga",
    "acima desta linha", "boven deze lijn", "boven deze regel", "powyżej tej linii",
    "ovanför denna rad", "over denne linje", "uwchben y llinell hon", "above this line",
    "выше этой линии", "выше этой строки", "この行より上", "在此行上方",
];

/// What forums head earlier mail with, below a drawn line.
pub(super) const EARLIER: &[&str] =
    &["previous discussion", "previous replies", "previous conversation", "earlier messages"];

/// Field names above quoted mail.
pub(super) const FIELDS: &[(Role, &[&str])] = &[
    (Role::From, &[
        "from", "von", "de", "van", "da", "od", "от", "від", "från", "fra", "lähettäjä", "kimden",
        "gönderen", "差出人", "发件人", "寄件者", "寄件人", "보낸 사람", "보낸사람", "oddi wrth",
        "gan", "من", "المرسل", "منجانب", "از", "فرستنده", "প্রেরক", "থেকে", "de la", "expéditeur",
        "remitente", "mittente", "feladó", "מאת", "từ", "ó", "no", "nuo", "saatja", "από",
        "odosielateľ", "odesílatel", "avsändare", "avsender", "afsender", "afzender", "absender",
        "prejeto od", "nga",
    ]),
    (Role::Sent, &[
        "sent", "gesendet", "envoyé", "envoyé le", "envoyée", "enviado", "enviado el",
        "enviado em", "enviada em", "enviada", "inviato", "verzonden", "wysłano", "wyslano",
        "skickat", "sendt", "lähetetty", "odesláno", "odoslané", "отправлено", "надіслано",
        "відправлено", "trimis", "gönderildi", "gönderilme tarihi", "gönderme tarihi",
        "送信日時", "发送时间", "發送時間", "寄件日期", "傳送時間", "보낸 날짜", "보낸날짜",
        "anfonwyd", "تاريخ الإرسال", "تم الإرسال", "أرسلت", "بھیجا گیا", "পাঠানো হয়েছে",
        "elküldve", "εστάλη", "נשלח", "đã gửi", "saadetud", "poslano", "poslato",
    ]),
    (Role::Date, &[
        "date", "datum", "fecha", "data", "dato", "дата", "päivämäärä", "päiväys", "tarih", "日付",
        "日時", "日期", "날짜", "dyddiad", "التاريخ", "تاریخ", "তারিখ", "dátum", "ημερομηνία",
        "ngày", "תאריך", "dáta",
    ]),
    (Role::To, &[
        "to", "an", "à", "a", "para", "aan", "naar", "do", "till", "til", "vastaanottaja", "komu",
        "кому", "către", "catre", "kime", "alıcı", "宛先", "收件人", "收件者", "받는 사람", "받는사람",
        "at", "i", "إلى", "المستلم", "بنام", "প্রাপক", "প্রতি", "pentru", "címzett", "προς", "אל",
        "đến", "tới", "za", "destinataire", "destinatario", "empfänger", "mottagare", "modtager",
        "mottaker", "chuig",
    ]),
    (Role::Cc, &[
        "cc", "kopie", "kopia", "kopi", "копия", "копія", "copie", "copia", "cópia", "bcc",
        "抄送", "副本", "참조", "نسخة", "kopio", "bilgi", "copi", "másolatot kap",
    ]),
    (Role::Subject, &[
        "subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "temat",
        "ämne", "emne", "aihe", "předmět", "predmet", "тема", "subiect", "konu", "件名", "主题",
        "主旨", "主題", "제목", "pwnc", "testun", "الموضوع", "موضوع", "বিষয়", "tárgy", "θέμα",
        "נושא", "chủ đề", "teema", "tema", "sujet", "tēma", "ábhar",
    ]),
    (Role::Other, &[
        "reply-to", "reply to", "importance", "priority", "attachments", "wichtigkeit",
        "anlagen", "pièces jointes", "prioridad", "datos adjuntos", "allegati", "vedlegg",
        "bijlage", "bijlagen", "organization", "resent-from", "sent by", "atodiadau",
    ]),
];

/// Subject prefixes of mail that is passed on.
pub(super) const FORWARD_PREFIXES: &[&str] = &[
    "fw", "fwd", "wg", "tr", "rv", "enc", "doorst", "pd", "ilt", "i", "trs", "转发", "轉寄", "転送",
    "전달", "пер", "yml", "ymlaen", "továbbítás", "προωθ",
];

/// Subject prefixes of answers.
pub(super) const REPLY_PREFIXES: &[&str] = &[
    "re", "aw", "sv", "vs", "odp", "antw", "rif", "r", "res", "ynt", "отв", "ответ", "回复", "答复",
    "返信", "회신", "ateb", "atb", "vá", "σχετ", "תגובה", "رد", "betr",
];
