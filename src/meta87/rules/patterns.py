"""What links, years, acronyms and figures look like, well or badly written."""

from __future__ import annotations

import re

# A link that no program can open, by what is wrong with it. Trailing marks of the sentence are
# no part of a link.
BROKEN_LINKS = {
    # Its beginning: a slash, colon or letter too few, too many or wrong, or a blank after it.
    "scheme": re.compile(
        r"\b(?:https?:/(?!/)|h?t{1,3}ps?//|https?[.,;]//|https?:///+|https?:\\|https?(?: ://|: //)"
        r"|http s ?: ?//|(?!https?://|ftp://|file://)h?[a-z]{2,6}://)\S+"
        r"|\bhttps?:(?=\w[\w-]*\.\w)\S+|\bhttps?://(?:\s+\S+\.\S+|\s*$)"
    ),
    # Its site: a comma, a blank or two dots for a dot, none at all, a wrong number of letters w.
    "host": re.compile(
        r"\bwww\.[\w.-]*,[\w.-]*\w\S*|\bhttps?://[\w-]*[,;][\w.-]*\w\S*"
        r"|\bhttps?://(?![^/\s]*\.)[^\s/]+(?:/\S*)?|\bww\.[\w-]+\.\S+|\bwww,\S+|\bwwww+\.\S+"
        r"|\b(?:https?://)?www(?:\. | )[\w-]+\.[a-z]{2,}\S*"
        r"|\b(?:https?://|www\.)[\w.-]+ \.[a-z]{2,}\S*|\bhttps?://[\w.-]+\. [a-z]{2,}/\S*"
        r"|\b(?:https?://[\w.-]*?\w|www)\.\.(?!\.)\w\S*|\bhttps?://[\w.-]+\\\S*"
    ),
    # Blanks before the name of a file, or after a mark that ends no link.
    "spaced": re.compile(
        r"\b(?:https?://|www\.)[^\s<>«»“”\"]+"
        r"(?:(?<![.;:,)])(?:\s+[^\s<>«»“”\".,;:]{1,30}){1,6}?\s?\.(?:pdf|docx?|xlsx?|pptx?|html?|php|aspx?)\b"
        r"|(?<=[-/_=%])\s+(?=[\w%-]*[-/_.=][\w%-])[\w%./=&?#-]*\w"
        r"|(?<=[-/_=%]\.)\s?(?=\d)\d+|(?<=[-_=%./]-)\s?\d+"
        r"|(?<![.;:,)])\s+/(?!https?:|www\.|consultad|[A-ZÁÉÍÓÚÑ])[\w%-]\S*)"
    ),
    # Dots for what was left out, or nothing after a mark that ends no link.
    "cut": re.compile(
        r"\b(?:https?://|www\.)\S+?(?:\[?(?:…|\.\.\.)\]?(?=\s|$|[.,;)»\"])|[-_=](?=\s|$))"
    ),
}
# Something published, by its title in quotes or its number or year: "Anuario Judicial 2024".
_PUBLISHED = (
    r"\b(?:informes?|reportes?|memorias?|anuarios?|bolet[ií]n|boletines|comunicados?|notas?|oficios?"
    r"|actas?|expedientes?|resoluci[oó]n|circular|estudios?|publicaci[oó]n|cuadernos?|cuadernillos?"
    r"|manual|fichas?|gu[ií]as?|libros?|folletos?|cartillas?|cat[aá]logos?|balances?|compendios?|revistas?"
    r"|documentos?|diagn[oó]sticos?|anexos?|cuadros?|tablas?|gacetas?|estad[ií]sticas?"
    r"|base de datos|rendici[oó]n de cuentas|t[ií]tulo)"
)
_RECORDED = (
    r"[«“\"](?:informe|reporte|memoria|anuario|bolet[ií]n|balance|estad[ií]sticas?|diagn[oó]stico"
    r"|compendio|rendici[oó]n de cuentas)\b[^«»“”\"]*[»”\"]"
)
TITLE = re.compile(
    rf"{_PUBLISHED}(?: (?:[a-zñáéíóú]+ ){{0,3}})?[:,]? ?[«“\"]|{_RECORDED}"
    rf"|{_PUBLISHED}(?: (?:de|del|la|las|los|el|y|e|a|al|en|por|para|sobre|contra|anual|final"
    r"|semestral|trimestral|mensual|estad[ií]stic[oa]s?|general|t[eé]cnic[oa]|oficial|prensa"
    r"|(?-i:[A-ZÁÉÍÓÚÑ][^\s,;.]*))){0,12},? \(?(?:(?:n\.? ?[º°o]\.?|n[uú]m\.?|#) ?\d[\d./-]*"
    r"|\d+[/-]\d[\d./-]*|(?:19|20)\d\d\b)"
    rf"|{_PUBLISHED} \d[\d./-]*",
    re.IGNORECASE,
)
# The code of a norm: "STSS-045-2024", "NOM-038-STPS-2024".
CODE = re.compile(r"\b[A-ZÁÉÍÓÚÑ]{2,}(?:-[A-ZÁÉÍÓÚÑ]+)*-\d+(?:[-/][A-Z\d]+)+\b")
TRIGGER = re.compile(r"http|htp|ttp|www|ww\.|//")
TRACKING = re.compile(
    r"[?&#](?:utm_\w+|fbclid|gclid|igshid|igsh|mc_[ce]id|msclkid|yclid|_hsenc|ref_src)=[^&#\s]*"
)
HOST = re.compile(r"^(?:https?://)?([^/?#\s]+)")
FIGURE = re.compile(r"(?:[$€₡]|US\$|Q|L)?\s*(\d[\d.,'’\s\u00a0\u202f]*?)\s*(?:%)?")
GROUPS = re.compile(r"\d{1,3}(?:[.,'’\s\u00a0\u202f]\d{3})+")
WORD = re.compile(r"[^\W\d_]+")
ACRONYM = re.compile(
    r"(?<![\w/.@-])(?<!\w- )[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ]+(?:-[A-ZÁÉÍÓÚÑ]{2,})*(?![\w/@$-]|\s\d)"
)
# A name of at least two words with its acronym: "Sistema Nacional de Datos sobre Niñez (SINDANI)".
NAMED = re.compile(
    r"(?<![\w(«“\"])[A-ZÁÉÍÓÚÑ][\w-]*"
    r"(?: (?:(?:del?|las?|los|y|e|para|sobre|contra|por|al?|sin) ){0,3}"
    r"[«“\"]?[A-ZÁÉÍÓÚÑ][\w-]*[»”\"]?){1,9}"
    r" \([A-ZÁÉÍÓÚÑ]{2,}(?:-[A-ZÁÉÍÓÚÑ]{2,})*\)"
)
# A name of three words or more that ends so, and is not the beginning of a longer one.
INTERNATIONAL = re.compile(
    r"(?:[A-ZÁÉÍÓÚÑ][\w-]*(?: (?:del?|las?|los|sin|por|para|y|e))* ){2,6}"
    r"I(?:nternacional|NTERNACIONAL)\b(?! [A-ZÁÉÍÓÚÑ«“\"]| (?:del?|contra|en|para|por|sobre)\b)"
)
# A degree of fulfilment: "Cumplimiento del plan: 64 %", "ocho de las diez acciones están cerradas".
_UNDERTAKEN = r"(?:actividades|acciones|hitos|compromisos|tareas|metas)\b"
_ENDED = r"(?:\b(?:cumplid|ejecutad|concluid|terminad|realizad|cerrad|atendid)[oa]s\b|\ben verde\b)"
_WHOLE = r"(?:plan|programa|proyecto|estrategia|hoja de ruta|componente|eje)"
_MEASURED = (
    "tasa|incidencia|prevalencia|trabajo infantil|[ií]ndice|proporci|deserci|pobreza|informalidad"
)
RATED = re.compile(
    r"\b(?:cumplimiento|avance|(?:nivel|grado|porcentaje) de \w+"
    rf"|ejecuci[oó]n del? (?:la )?{_WHOLE})\b"
    r"[^:.;]{0,80}: ?(?:\d+(?:[.,]\d+)? ?%|(?:medio|alto|elevado|satisfactorio)\b)"
    rf"|(?:\d+|\w+) de (?:las|los) (?:\d+|\w+) {_UNDERTAKEN}[^:.;]{{0,80}}?{_ENDED}"
    rf"|{_UNDERTAKEN}[^:.;]{{0,60}}?{_ENDED}[^:.;]{{0,30}}: ?(?:\d+|\w+) de \w+"
    rf"|\b(?!eje cafetero){_WHOLE}\b(?:(?!{_MEASURED})[^.;:,]){{0,60}}?"
    r" (?:va|est[aá]|qued[oó]|anda|se (?:ha )?(?:ejecut|cumpl|complet|realiz)\w+)"
    r" (?:ya )?(?:en|al?) (?:un |el )?\d+(?:[.,]\d+)? ?%"
    r"(?! del? (?!lo |avance|ejecuci|cumplimiento))"
    r"|\bLo (?:realizado|ejecutado|hecho|avanzado|cumplido)\b[^.;:]{0,60}? \d+(?:[.,]\d+)? ?%"
    rf"|\bsem[aá]foro del? (?:la )?{_WHOLE}[^.;]{{0,40}}\b(?:verde|amarillo|rojo)",
    re.IGNORECASE,
)
# What a plan or a norm says of what will be, which is nobody's promise now.
OF_A_NORM = re.compile(
    r"(?:El|La) (?:\w+ )?(?i:plan|ley|reglamento|protocolo|convenio|artículo)\b[^,;:.]*?"
    r" (?:prevé|contempla|dispone|establece|señala|estipula)n? "
    r"|Según (?:la ley|dispone|lo dispuesto)\b"
)
# Words in capitals beside each other, or one that labels what follows: a heading, mostly.
SHOUTED = re.compile(r"(?<![\w/.@-])[A-ZÁÉÍÓÚÑ]{2,}(?: [A-ZÁÉÍÓÚÑ]+\b)+|^[A-ZÁÉÍÓÚÑ]{4,}(?=[:,])")
ROMAN = re.compile(r"[IVXLC]+")
YEAR_AFTER = re.compile(
    r"(?:\b(?P<month>enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre"
    r"|noviembre|diciembre)(?: del?| del año)?|\b(?:en|durante|desde|año|gestión|ejercicio)"
    r"|\b(?:censo|encuesta|base|ley|plan|es|son|datan?) del?(?= (?:19|20)\d{3}\b))"
    r" (?P<year>\d[\dOo]{2,4})\b",
    re.IGNORECASE,
)
# A place to fill in, nothing else: "[completar]", "<nombre>".
BRACKETED = re.compile(r"\s*(?:\[[^\[\]]+\]|\{[^{}]+\}|<[^<>:]+>)[\s.]*")
# An answer that says that the question does not apply, and why or where something is told.
REFUSED = re.compile(r"\s*(?:No (?:se )?aplica(?:ble)?|N/A)\s*[,;:.–-]\s", re.IGNORECASE)
# Verbs by their endings, as a carefully written text has them: accents tell "realizó" from
# "realizo", and "aprobará" from "aprobara". Without them the lists of ``words.toml`` still help.
PAST = re.compile(
    r"(?!(?<=^)\w+ó:)\b[a-zñáéíóúü]{2,}(?:ó|aron|ieron|yeron|jeron)\b"
    r"|\b(?:\w*(?:tuvo|puso|hizo|produjo|dujo|trajo|vino|hubo)|dio|fue|fueron|dieron)\b"
    r"|\b(?:h[ae]n?|hab[ií]an?|habi[eé]ndo(?:se)?) (?:\w+ ){0,2}\w+(?:ado|ido|cho|sto|erto)s?\b",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"(?:(?<=^)(?!\w+á:)|\b(?=[a-zñáéíóú]))(?!(?i:ir[aá]n)\b(?= [ye]\b))"
    r"(?:[^\W\d_]+r(?:á|án)|[^\W\d_]*(?:[aei]|[dbr]|ha|di)remos)\b"
)
# The future in a text without accents: an infinitive with -a or -an. The word is surely a verb
# after "se", in the plural or in -ara; alone in -era or -ira it is rather a noun. No futures are
# nouns ("camara"), verbs of today ("declara", "esperan") and past subjunctives ("abriera").
_NO_FUTURE = (
    r"(?!(?i:(?:\w*cam|c|aim|aym|\w*[mc]asc|lamp|p|v|t|cl|r|j|av)ara\b|\w*(?:[iyj]|fu)eran?\b"
    r"|(?:\w*(?:amp|decl|prep|comp|sep|rep|acl|acap|disp|dep|enc|equip|enmasc)|p|v)aran?\b"
    r"|(?:\w*(?:esp|gen|op|consid|lib|sup|alt|cel|tol|mod|reit|pond|prosp|num|exon|lac|imp|exag|fed"
    r"|vuln|ven|lif|rec?up)|)eran?\b"
    r"|(?:\w*(?:et|est|adm|asp|insp|resp|exp|consp|transp|susp|del)|t|m|g|v)iran?\b))"
)
PLAIN_FUTURE = re.compile(
    rf"(?:(?<=^)|\b(?=[a-zñ]))(?:"
    rf"(?i:se) (?:l[aeo]s? )?{_NO_FUTURE}[a-zñ]+(?:[aei]r|dr|br)an?\b"
    rf"|{_NO_FUTURE}[^\W\d_]+(?:ara|(?:[aei]r|dr|br)an|(?:[aei]|[dbr]|ha|di)remos)\b"
    r"|(?i:sera|hara|habra|tendra|pondra|vendra|saldra|podra|dara|estara|ira|daremos)\b)"
)
# The conditional, by which a plan is told with reserve. The imperfect of some verbs ends alike
# ("requerían"), and so do nouns in the singular, but for what follows "se".
CONDITIONAL = re.compile(
    r"(?<!\w)(?!\w*(?:quer|quir|fer|suger|diger|inger|her|inventar|(?<!\w)var|(?<!\w)abr|cubr|corr|curr|aburr)ía)"
    r"(?:[^\W\d_]+(?:[aei]|[dbr])r(?:ían|íamos)|(?<=[Ss]e )[^\W\d_]+(?:[aei]|[dbr])ría"
    r"|(?:ser|estar|tendr|har|podr|habr|abrir|incluir|permitir)ía)\b"
)
# What a past subjunctive follows, which in a text without accents looks like a future: "si
# realizara", "para que se aprobara".
SUBORDINATE = re.compile(
    r"\b(?:que|si|como|cuando|donde|quien(?:es)?|aunque|cuy[oa]s?|ojala|cual(?:es)?)\b[^,;:.]*$"
)
# The same right before a verb, which is then of a clause beside; "que" after a verb of saying
# begins what is told.
BESIDE = re.compile(
    r"\b(?P<said>(?:señal|inform|indic|refier|refir|report|manifest|destac|mencion|agreg|añad|expres|dec"
    r"|dice|dij|consta|record|resalt|precis|anot|aclar|reconoc|estim|sab)\w* )?"
    r"\b(?:que|si|como|cuando|donde|quien(?:es)?|aunque|cuy[oa]s?|cual(?:es)?)"
    r"(?: [^\s,;:.]+){0,4} ?$"
)
# The same of a verb in the future, which often follows "que" in what is told.
NEAR_BESIDE = re.compile(
    r"\b(?P<said>)(?:(?:(?<!\bes )que|si|como|cuando|donde|aunque)(?: [^\s,;:.]+)?"
    r"|(?:quien(?:es)?|cuy[oa]s?|cual(?:es)?)(?: [^\s,;:.]+){0,4}) ?$"
)
# First persons of today that end like those of the future: "queremos", "consideremos".
PRESENT = re.compile(
    r"(?:\w*quer|esper|consider|oper|super|coop?er|recuper|gener|liber|prosper|toler|alter|integr"
    r"|mejor|declar|compar|prepar|separ|ampar|repar|aclar)emos\b",
    re.IGNORECASE,
)
# The day of a norm in its citation: "Decreto 12 del 30 de julio de 2024".
DAY_OF_NORM = re.compile(r"\d{1,2} de [^\W\d]+ del? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
# A denial, right before what it denies.
DENIED = re.compile(r"\b(?:no|sin|ni|tampoco|nunca)\s+(?:se\s+)?$", re.IGNORECASE)
# An indirect question, up to what it asks: it claims nothing. Its accent tells it from "que"; after
# "y se" another clause goes on.
INDIRECT = re.compile(
    r"\b(?:qué|cuánt[oa]s?|cómo|cuáles|cuál|cuán)\b(?:(?!\b[ye] se\b)[^,;:.]){0,24}$", re.IGNORECASE
)
ACCENTED = re.compile(r"[áéíóú]")
# What will be so, may or must be, or will follow from something, is no plan.
NO_PLAN = re.compile(
    r"(?:pod|deb[eé]|permiti|servi|constitui|contribui|ayuda|facilita|garantiza)r"
    r"|tendr(?!\w+ lugar\b[^.;]{0,40}\b(?:cuando(?! l[oa]s? (?:pid|solicit|requier))|en cuanto"
    r"|una vez(?! (?:al|por|cada) )|en el momento|despu[eé]s|antes|durante|20\d\d|semana|mes"
    r"|trimestre)\b)"
    r"|estar(?:[aá]n?|emos|ían?)\b(?! \w+ndo)"
    r"|ser(?:[aá]n?|emos|ían?)\b(?! \w+(?:[aií]d|ch|t|s)[oa]s?\b)",
    re.IGNORECASE,
)
# Between deeds of one sentence; what comes of a deed ("y participaron 45") is none of its own.
CHAINED = re.compile(
    r"[,;] (?:y|e|as[ií] como|mientras que) |; | (?:y|e) (?=(?:(?:se|les?) )?"
    r"(?!(?:particip|asist|acud|concurr|complet|aprob|egres|clausur|conclu|culmin|finaliz|termin"
    r"|entreg|certific|alcanz|benefici|conta|logr)[a-zñáéíóú]*\b)[a-zñáéíóú]+(?:ó|aron|ieron)\b)"
)
# What a past perfect tells in a clause beside, up to where the sentence may go on: it came before.
EARLIER = re.compile(
    r"\b(?:que|cual(?:es)?|quienes?) (?:[^\s,;:.]+ ){0,3}hab[ií]an? (?:ya |no |antes )?(?:sido )?"
    r"\w+(?:ad|id|t|ch|st|rt)[oa]s?\b(?P<rest>[^,;:.]*)$"
)
GOES_ON = re.compile(r"\b[ye] (?:el|en|se)\b")
# An international organization by its name: words with capitals that are no acronym.
ORGANIZATION = re.compile(
    r"(?i:organizaci[oó]n internacional) (?![A-ZÁÉÍÓÚÑ]+\b)[A-ZÁÉÍÓÚÑ]\S+"
    r" (?:[A-ZÁÉÍÓÚÑ]\S*|(?:sin|de|por) \S+)"
)
# Of a text whose themes are sought: its links, what can be read outside of them, and what parts the
# words of a link that stands alone. And how an entry of ``themes.toml`` names its parts.
LINK = re.compile(r"(?:https?://|www\.)\S+")
LETTERS = re.compile(r"[^\W\d_]{3}")
BETWEEN_WORDS_OF_LINK = re.compile(r"[-_/]")
PART = re.compile(r"\{([a-z_]+)\}")
