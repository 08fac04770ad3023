"""The set phrases by which entries in six languages say more of a work, as patterns; `details` reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.references.marks import PARTICLE, has_cue, read_cues


class Rule(NamedTuple):
    """A set phrase: ``value`` in its pattern is what ``variable`` gets, and the labels that the phrase may be cut out of.

    An entry without one of the ``cues`` has no such phrase, which is quicker to tell than by the pattern.
    """

    variable: str
    pattern: re.Pattern[str]
    over: frozenset[str]
    cues: tuple[str, ...]

    def may_stand_in(self, lower: str) -> bool:
        """Tell whether an entry, in lower case, has one of the cues."""
        return not self.cues or has_cue(lower, self.cues)


def labels(text: str) -> frozenset[str]:
    """Return the labels named in ``text``."""
    return frozenset(text.split())


def _rule(variable: str, pattern: str, over: str = "", cues: str = "") -> Rule:
    return Rule(variable, re.compile(pattern, re.VERBOSE), labels(over), read_cues(cues or CUES.get(variable, "")))


CUES = {
    "archive": "archiv arquiv record papers library nara tna pro, pro: paaa barch rgani garf avp aa",
    "archive_location": "/ box carton schachtel karton caja caixa boîte busta folder file dossier akte legajo leg. reel rg record entry fond opis delo inv.",
    "call-number": "mr zbl",
    "collection-title": "texto document paper brief papier",
    "director": "direct dir. regie réalis dirig regia direc direção",
    "editor": "cura herausgegeben hrsg direction org coord edited",
    "event-title": "present prepared talk deliver given vortrag referat beitrag ponencia trabalho artigo comunic communication relazione speech remarks address lecture statement rede ansprache discours discurs discorso",
    "interviewer": "interview entrevista entretien intervista propos",
    "locator": "hier here esp bes. insb. chap chs. ch. kap capítulo chapitre capitol",
    "medium": "dvd cd vhs blu print microf mikrof kindle book mp3",
    "number-of-volumes": "vols volumes volúmenes volumi bde bände tomes tomos tomi",
    "original-date": "first orig erst urspr publi pubblicato primera primeira première prima or. éd. 1st 1. 1ª 1ère 1re 1a",
    "original-title": "orig",
    "PMCID": "pmcid",
    "PMID": "pmid",
    "reviewed-author": "review rezension reseña resenha rendu recensione",
    "reviewed-title": "review rezension reseña resenha rendu recensione",
    "section": "sec caderno cahier sezione suplemento rubrik beilage",
    "status": "forthcoming press appear erscheinen druck prensa prelo paraître stampa advance online accepted",
    "translator": "trans tr. übers übertr trad aus deutsch",
    "version": "vers v",
}
TAIL = "title note genre publisher container-title edition location collection-title translated-title"
"""Labels that a phrase behind the title may have got."""
NUMBERS = "volume issue pages collection-number"
NAME = r"[A-ZÀ-Þ](?:[\w’'-]{0,30}|\.)"
PERSON = rf"(?:{NAME}\s){{1,3}}(?:{PARTICLE}\s){{0,2}}{NAME}"
PEOPLE = rf"{PERSON}(?:(?:,\s|,?\s(?:and|und|y|et|e|&)\s){PERSON}){{0,3}}"
FROM_LANGUAGE = r"(?:\s(?:from|aus|del|de|do|dall)[\s’'](?:the\s|dem\s|der\s|l[’'])?\w{3,20}(?:\s\w{3,20})?)?"

NAME_RULES = (
    _rule(
        "translator",
        rf"""\b(?:(?i:(?:ed(?:\.|ited)\s(?:and|&)\s)?(?:translated|transl\.|trans\.|tr\.)(?:\s(?:and|&)\s(?:edited|ed\.|annotated))?){FROM_LANGUAGE}(?:\s(?:and\s\w{{3,12}}\s)?by)?
           | (?i:(?:übers(?:etzt|etzung)?\.?|übertr(?:agen|\.))(?:\sund\s\w{{3,20}}\.?)?{FROM_LANGUAGE}\s(?:von|v\.|durch)|deutsch\svon|übers\.|übersetzung:?)
           | (?i:aus\s(?:dem|der)\s\w{{4,20}}\s(?:von|übersetzt\svon|übertragen\svon|übers\.\sv(?:on|\.)))
           | (?i:(?:traduzione|traducción|traduction|tradução|traducido|traduzido|traduit|trad(?:otto|\.)){FROM_LANGUAGE}\s(?:de|por|par|di|da|a\scura\sdi)|trad\.))
         \s(?P<value>{PEOPLE})(?=\s?[.,;:()\]]|$)""",
        TAIL + " translator editor author",
    ),
    _rule(
        "translator", rf"\((?P<value>{PEOPLE}),?\s(?i:trans(?:l|lators?)?|übers|trad)\.?\)", TAIL + " translator editor author"
    ),
    _rule(
        "editor",
        rf"(?<=[\s,(\[])(?i:a\scura\sdi|herausgegeben\svon|hrsg\.\s(?:von|v\.)|sous\sla\sdirection\sde|org(?:anizado|\.)?\spor|coord(?:inado|\.)?\spor|edited(?:\s(?:and|&)\s(?:translated|transl\.|introduced))?\sby)\s(?P<value>{PEOPLE})(?=\s?[.,;:()\]]|$)",
        TAIL + " translator",
    ),
    _rule(
        "interviewer",
        rf"\b(?i:interview(?:ed)?\sby|interview(?:\sgeführt)?\s(?:von|durch)|entrevista(?:do|da)?\s(?:por|de)|entretien\sréalisé\spar|intervista\sdi|propos\srecueillis\spar)\s(?P<value>{PEOPLE})(?=\s?[.,;:()\]]|$)",
        TAIL + " author editor translator",
    ),
    _rule(
        "director",
        rf"\b(?i:directed\sby|dir\.(?:\sby)?|regie:?|réalis(?:é\spar|ateur:?)|dirigid[ao]\spor|dirección(?:\sde|:)|regia\sdi|direção:?)\s(?P<value>{PEOPLE})(?=\s?[.,;:()\]]|$)",
        "title note genre container-title author editor translator publisher",
    ),
    _rule(
        "reviewed-author",
        rf"\b(?i:review\sof\b|rezension\b|reseña\b|resenha\b|compte\srendu\b|recensione\b)[^.\[\]]{{3,200}}?,\s(?i:by|von|de|di|par)\s(?P<value>{PEOPLE})(?=\s?[.,;:()\]])",
        "",
    ),
)

TEXT_RULES = (
    _rule(
        "version",
        r"[,.;(\[]\s?(?:(?i:(?:software\s|r\spackage\s|package\s)?vers(?:ion|ión|ão|ione|\.))\s?(?P<value>\d{1,4}(?:[.-]\d{1,4}){0,4}[a-z]?)|(?<=[,;.]\s)[vV]\.?\s?(?P<short>\d{1,3}(?:\.\d{1,4}){0,3})(?=\W*(?:$|\[|UNF)))(?![\w:/])",
        TAIL + " " + NUMBERS,
    ),
    _rule("version", r"\s(?i:vers(?:ion|ión|ão|ione|\.))\s(?P<value>\d{1,4}(?:[.-]\d{1,4}){1,4})(?![\w:/])"),
    _rule(
        "collection-title",
        r"(?<=[.(,;]\s|.\()(?P<value>(?:[A-Z][\w’&-]{1,20}\s){0,4}(?:Textos?\spara\sDiscussão|Documentos?\sde\s(?:Trabajo|Trabalho|Opinión)|(?:Working|Discussion|Occasional|Policy|Research|Issue)\s(?:Papers?|Briefs?)|(?:Arbeits|Diskussions)papiere?|Documents?\sde\stravail))\s(?:[Nn]\.?\s?[º°]|[Nn]o\.?|[Nn]r\.|n\.|N\.|\#)\s?(?P<number>\d{1,5}(?:/\d{2,4})?)(?!\d)",
        TAIL.replace("collection-title ", "") + " " + NUMBERS.replace("collection-number", ""),
    ),
    _rule("edition", r"(?<=[,.;(]\s)(?P<value>\d{1,2}(?:e|ème|re|ère)\s[ée]d(?:ition\b|\.))", TAIL + " " + NUMBERS),
    _rule(
        "number",
        r"(?<=[.,;(\s])(?i:press\srelease|pressemitteilung|nota\sde\s(?:prensa|imprensa)|comunicado(?:\sde\sprensa)?|communiqué)\s(?:No\.?\s|Nr\.\s|n\.?[º°]\s)?(?P<value>\d{1,4}(?:/\d{2,4})?)(?=[\s,.;)]|$)",
        TAIL + " " + NUMBERS,
        "release mitteilung nota comunicado communiqué",
    ),
    _rule(
        "number-of-volumes",
        r"(?<=[.,;:()\]\s])(?:in\s)?(?P<value>\d{1,3}|(?i:two|three|four|five|six|zwei|drei|vier|dos|tres|cuatro|deux|trois|due|tre|dois|três))\s(?i:vols|volumes|volúmenes|volumi|Bde|Bände|tomes|tomos|tomi)\b\.?",
        TAIL + " " + NUMBERS,
    ),
    _rule(
        "original-date",
        r"""\b(?i:(?:first|originally)\s(?:published|edition|printed|ed\.)|original(?:ly)?(?:\s(?:work|text|edition|ed\.))?(?:\s(?:published|written|from))?|orig\.(?:\sed\.|\spubl?\.)?|(?:engl?\.\s|dt\.\s)?orig(?:inal(?:ausgabe)?)?:?|erst(?:ausgabe|auflage|veröffentlichung|mals(?:\serschienen)?|druck)|zuerst(?:\serschienen)?|urspr(?:\.|ünglich)(?:\serschienen)?
           | (?:publicad[oa]|publié|pubblicato)\s(?:originalmente|originellement|originariamente)|(?:primera|primeira|première|prima)\s(?:ed(?:ición|ição|izione|\.)|éd(?:ition|\.)|publi\w{3,8})|ed\.\sor(?:ig)?\.|éd\.\sorig\.|edición\soriginal|original\sde|1(?:st|\.|ª|ère|re|a)\s(?:ed(?:ition|\.|n\.?)?|aufl(?:\.|age)|éd\.))
         (?:\s(?:in|en|em))?(?:\s(?!in\b)[A-ZÀ-Þ][\w-]{1,20}){0,2},?:?\s(?P<value>(?:1[5-9]|20)\d\d)(?!\d)""",
        TAIL + " date issue pages",
    ),
    _rule(
        "original-title",
        r"""\b(?i:orig(?:inal(?:ly)?)?(?:\.|\stitle|\stitel)?:|originaltitel:?|orig\.-?(?:titel|title):?|(?:titel\sder\s)?originalausgabe:|t(?:ítulo|it\.|ít\.|itre|itolo)\sorig(?:inal(?:e)?|\.):?)
         \s{0,2}[“„«"*_]?\s?(?P<value>[^\[\]()“”„«»"]{4,160}?)\s?[”“»"*_]?(?=[\])]|\.\s|\.?$|,\s(?:1[5-9]|20)\d\d)""",
        TAIL,
    ),
    _rule(
        "original-title",
        r"\s\[(?P<value>[A-ZÀ-Þ][^\[\]\d]{4,100}\s[^\[\]\d]{2,60})\](?=\.?[\s,(]{1,2}(?i:transl(?:ated|\.)|trans\.|tr\.|übers|übertr|trad))",
        TAIL,
        "transl trans. tr. übers übertr trad",
    ),
    _rule(
        "reviewed-title",
        r"""(?i:(?:(?<!\w\s)|(?<=book\s))review(?:\sessay)?(?:\sof(?:\sthe\s(?:book|film|volume))?\b|:)|rezension\s(?:zu|von|über)\b|reseña\s(?:del?\slibro|de)\b|resenha\s(?:do\slivro|de)\b|compte[\s-]rendu\sde\b|recensione\s(?:di|a)\b):?\s
         [“„«"*_]?(?P<value>[^\[\]“”„«»"]{4,200}?)[”“»"*_]?(?=,?\s(?:by|von|de|di|par)\s[A-ZÀ-Þ]|[\])]|\.\s|\.?$)""",
    ),
    _rule(
        "number",
        r"(?<![\w])(?:UN\sDocs?\.?|U\.N\.\sDoc\.?|(?:AI\s)?Index:|Doc\.)\s(?P<value>[A-Z]{1,4}[ /][A-Z0-9][\w./()-]{2,30}(?:/\d{1,4}){0,3})(?=[\s,.;)]|$)",
        TAIL + " date " + NUMBERS,
        "doc index",
    ),
    _rule(
        "number",
        r"(?<=[.,;(]\s)(?P<value>(?:(?:HC|HL|CP|Cm|Cmd|Cmnd|RR|MG|GAO|CRS|OP|PE|TR)[\s-]\d[\w-]{0,12}|[ASE]/(?:(?:RES|PV|HRC|CN|AC|INF|PRST|C)[./])?\d[\w./]{1,16}\w)(?:\s\((?:19|20)\d\d\))?)(?=[\s,.;)]|$)",
        TAIL + " date author " + NUMBERS,
    ),
    _rule(
        "section",
        r"[,.;(]\s?(?i:sec(?:tion|t\.|\.)|secc(?:ión|\.)|caderno|cahier|sezione|suplemento|rubrik|beilage)\s(?P<value>(?:[A-Z]{1,2}\d{0,2}|\d{1,2}|[A-ZÀ-Þ][\w-]{2,20}))(?=[,.;)])",
        TAIL + " " + NUMBERS,
    ),
    _rule(
        "event-title",
        r"""(?:(?<=[.,;:(?!”"»’–—-]\s)|(?<=\())(?i:(?:(?:unpublished\s|conference\s)?(?:paper|talk|poster|lecture|manuscript|speech|report)\s)?(?:presented|delivered|given|prepared\sfor\s(?:presentation|delivery)|read)\s(?:at|to|before)|(?:paper\sprepared\sfor|(?:(?:conference\s)?(?:paper|poster)\s)?presentation\s(?:at|to)|(?:invited\s)?talk\sat)|(?:vortrag|referat|beitrag|paper)(?:\sgehalten)?\s(?:auf|bei|beim|zum|zur|anlässlich|im\srahmen)|ponencia\s(?:presentada\s)?(?:en|ante|al)|presentad[oa]\s(?:en|al|ante)|(?:trabalho|artigo|paper|comunicação)\sapresentad[oa]\s(?:no|na|em|ao|à)|communication\s(?:présentée\s)?(?:au|à)|(?:relazione|paper)\spresentat[oa]\s(?:al|alla|a)
           | (?P<genre>(?:keynote\s|opening\s|inaugural\s)?(?:speech|remarks|address|lecture|statement)|(?:eröffnungs|fest)?rede|ansprache|discours|discurso|discorso)\s(?:(?:given|delivered|made|prononcé|pronunciado|proferido|pronunciato|gehalten)\s)?(?:at|to|before|vor|auf|bei|an|zur\seröffnung|à|devant|au|en|ante|no|na|alla|al))
         (?:\s(?:the|der|dem|des|die|el|la|le|l[’']|o|a|un|una))?[\s’](?P<value>(?:[^,;()\[\]“”]{2,60},\s){0,2}?[^,;()\[\]“”]{0,100}?\b(?i:conference|congress|meeting|convention|workshop|symposium|seminar|panel|association|society|kongress|tagung|jahrestagung|congreso|congresso|congrès|colloqu\w{1,4}|convegno|encontro|encuentro|jornadas)\b[^,;()\[\]“”]{0,120}?
             | [^,;()\[\]“”]{4,160}?)(?=[,;()]|(?<![\dIVX])\.\s|\.?$|\s(?:am|on|vom|du|le)\s(?:\d|[A-Z][a-z]{2,8}\s\d))""",
        TAIL,
    ),
    _rule(
        "event-title",
        r"""(?P<genre>(?<=\s\[)(?:(?i:(?:conference|invited|plenary)\s)?(?i:paper|poster|talk|keynote|lecture|speech|address|session)(?i:\s(?:presentation|presented|address|speech|session))?)(?=\]\.?\s)
           | (?:(?<=[.,”"’]\s)|(?<=\())(?i:(?:conference|invited)\spaper|paper\spresentation)(?=,\s))\W{2,3}
          (?P<value>[A-ZÀ-Þ\d][^.;()\[\]“”]{3,140}?)(?=,\s[^.;]{2,60}\.?\W*$|\.\W*$|\.\s)""",
        TAIL,
        "[paper [poster [talk [conf [invited [plenary [keynote [lecture [speech [address paper,",
    ),
    _rule(
        "archive_location",
        r"""(?<=[\s,(:])(?P<value>(?:(?i:box|carton|schachtel|karton|caja|caixa|boîte|busta|folder|file|dossier|akte|legajo|leg\.|reel|rg|record\sgroup|entry|fonds?|fondo|opis|delo|inv\.)\s?\#?\d[\w./-]{0,12}(?:,\s?)?){1,5}
           | (?:FO|CAB|PREM|DEFE|CO|WO|DO|FCO|T|ADM|AIR|BT|HO|FRUS|NSC|RG)\s\d{1,4}/[\d/]{1,10})(?<!,)(?=[\s,.;)]|$)""",
        TAIL + " date " + NUMBERS,
    ),
    _rule(
        "archive",
        r"""(?:^|(?<=[\s,(:.]))(?P<value>(?:The\s)?(?:UK\s|US\s|U\.S\.\s)?National\sArchives(?:,\sKew|\sand\sRecords\sAdministration)?(?:,\s(?:Kew|London|College\sPark|Washington))?|Public\sRecord\sOffice|NARA|TNA|PRO(?=,|:)|PAAA|PA\sAA|Politisches\sArchiv(?:\sdes\sAuswärtigen\sAmt(?:e?s)?)?|Bundesarchiv(?:\s\w{4,12})?|BArch|(?:Haupt|Landes|Stadt)\w{0,8}archiv\s[A-ZÀ-Þ][\w-]{2,20}|Archives?\s(?:nationales|diplomatiques|générales)|Archivo\s(?:General|Histórico|Nacional|Diplomático)(?:\s(?:de|del|la|y|[A-ZÀ-Þ][\w-]{2,20})){0,5}|Arquivo\s(?:Nacional|Histórico)(?:\s(?:do|de|[A-ZÀ-Þ]\w{2,20})){0,3}|Archivio\s(?:Centrale|Storico|di\sStato)(?:\s(?:dello|di|del|[A-ZÀ-Þ]\w{2,20})){0,3}|(?:[A-ZÀ-Þ][\w.-]{1,20}\s){1,4}Presidential\sLibrary|(?:[A-ZÀ-Þ][\w.-]{1,20}\s){1,3}Papers(?=,\s(?:Box|[A-ZÀ-Þ][\w.]{1,20}\s(?:\w{1,20}\s){0,2}(?:Library|Archives?|Universit)))|Hoover\sInstitution\sArchives|RGANI|GARF|AVP\sRF)(?=[\s,.;:)]|$)""",
        TAIL.replace("title ", "", 1) + " author editor",
    ),
    _rule(
        "number-of-pages",
        r"(?:(?<=[.,;:]\s)|(?<=[.,;:–—-]\s[–—-]\s)|(?<=\())(?P<value>(?:[ivxlc]{1,7}\s?(?:[+,]|and)\s?)?\d{2,4})\s?(?:pp?\.|pp\b|pages|S\.|Seiten|[сcС]\.|стр\.|págs?\.?|páginas|pagine|f\.(?=\s(?:Tese|Dissertação)))(?=\W*$|[.,]?\s(?:ISBN|Tese|Diss|Thèse|\())",
        TAIL + " " + NUMBERS,
    ),
    _rule(
        "locator",
        r"(?<=[,;(]\s)(?i:hier|here|esp\.|especially|bes\.|insb\.)\s(?:v\.\s?a\.\s)?(?:S\.|pp?\.|at)?\s?(?P<value>\d{1,4}(?:\s?[–-]\s?\d{1,4})?f{0,2})(?!\w)",
        TAIL + " " + NUMBERS,
    ),
    _rule(
        "locator",
        r"(?<=[.,;]\s)(?P<value>(?i:chapters?|chap(?:s|ters)?\.|chs?\.|kapitel|kap\.|capítulos?|caps?\.|chapitres?|capitol[oi])\s\d{1,2}(?:(?:\s?[–-]\s?|,\s|\s(?:and|und|y|et|e|&)\s)\d{1,2}){0,4})(?=\W*$)",
        TAIL.replace("title ", "", 1) + " " + NUMBERS,
    ),
    _rule("PMID", r"\bPMID:?\s?(?P<value>\d{5,9})\b", TAIL + " " + NUMBERS),
    _rule("PMCID", r"\bPMCID:?\s?(?P<value>PMC\d{4,9})\b", TAIL + " " + NUMBERS),
    _rule("call-number", r"\b(?P<value>MR\d{6,8}|Zbl\s\d{3,5}\.\d{4,6})\b", TAIL + " " + NUMBERS),
    _rule(
        "medium",
        r"(?<=[.,;]\s)(?P<value>(?i:dvd|cd-rom|cd|vhs|blu-ray|print|microfilm|microfiche|mikrofilm|kindle(?:\sedition)?|e-?book|mp3))(?=\W*$)",
        TAIL,
    ),
    _rule(
        "status",
        r"(?<=[\s(\[,])(?P<value>(?i:forthcoming|in\spress|to\sappear|im\serscheinen|im\sdruck|en\sprensa|no\sprelo|à\sparaître|sous\spresse|in\s(?:corso\sdi\s)?stampa|advance\srelease|advance\sonline\spublication|online\sfirst|accepted(?=\W*$)))(?![\w-])",
        TAIL + " " + NUMBERS,
    ),
)

CITED_NUMBER = (
    (
        r"(?<![\w/])(?P<value>[ASE]/(?:(?:RES|PV|HRC|CN|AC|INF|PRST|DEC|C|Agenda)[./]?)?(?:\d{1,2}/)?(?:\d{1,4}(?:/\d{1,4})?)(?:/(?:Rev|Add|Corr|L)\.\d{1,3}){0,2})(?![\w/])",
        "a/ s/ e/",
    ),
    (
        r"\b(?P<value>(?:COM|SEC|SWD|JOIN)\s?\(\d{2,4}\)\s?\d{1,4}(?:\sfinal)?)",
        "com sec swd join",
    ),
    (
        r"\b(?:Pub(?:lic|\.)?\s?L(?:aw|\.)?|P\.\s?L\.)\s(?:No\.\s)?(?P<value>\d{1,3}[-–]\d{1,4})\b",
        "pub p.",
    ),
    (
        r"\bH\.\s?(?:R\.|J\.\s?Res\.|Res\.|Con\.\s?Res\.)\s?(?P<value>\d{1,5})\b|^\W*S\.\s?(?P<short>\d{1,5}),",
        "h. s.",
    ),
    (
        r"\b(?:BT-|BR-)?(?:Drucksache|Drs\.)\s(?P<value>\d{1,3}/\d{1,6})",
        "drucksache drs.",
    ),
    (
        r"\b(?i:(?:council\s)?directive|richtlinie|directiva|diretiva|direttiva)\s(?:\(EU\)\s)?(?P<value>\d{2,4}/\d{1,4}(?:/(?:EC|EU|EEC|EG|EWG|CE|UE|CEE))?)",
        "directi direti diretti richtlinie",
    ),
    (
        r"\b(?i:(?:council\s|commission\s)?(?:regulation|decision|framework\sdecision)|verordnung|beschluss|reglamento|regulamento|règlement|regolamento|décision|decisión)\s\(?(?:E[CUW]G?|EEC|CE|UE|CFSP|GASP)?\)?\s?(?:[Nn]o\.?\s|[Nn]r\.\s|[Nn]\.?[º°]\s)?(?P<value>\d{1,4}/\d{2,4}(?:/[A-Z]{2,4})?)",
        "regula reglament règlement regolamento decision verordnung beschluss décision decisión",
    ),
    (
        r"\b(?:Ley|Loi|Lei|Legge|Decreto|Décret|Dahir|Decreto-Lei|Ley\sOrgánica|Real\sDecreto|Lei\sComplementar|Projeto\sde\sLei|Proyecto\sde\sLey|Resolución|Resolução|Sentencia|Executive\sOrder|Resolution|Proclamation)\s(?:[Nn]o\.?\s|[Nn]úm\.\s|[Nn]\.?[º°]\s?|STC\s)?(?P<value>\d{1,2}\.\d{3}|\d{1,5}(?:[/-]\d{2,4})?)(?![\w.]\d)",
        "ley loi lei legge decreto décret dahir resoluci resoluç sentencia order resolution proclamation",
    ),
    (
        r"\b(?:Case|Rechtssache|Rs\.|Asunto|Affaire|Causa|Processo)\s(?P<value>[CTF]-\d{1,4}/\d{2})\b",
        "case rechtssache rs. asunto affaire causa processo",
    ),
    (
        r"\b(?P<value>[12]\sBv[A-Z]\s\d{1,4}/\d{2})\b",
        "bv",
    ),
    (
        r"\b(?:Index|AI\sIndex):?\s(?P<value>[A-Z]{3}\s\d{2}/\d{3,5}/\d{4})",
        "index",
    ),
    (
        r"\b(?:ISO|DIN|IEC|ASTM|ANSI|IEEE|UNE|NBR)(?:/IEC)?(?:\s(?:EN|ISO))?(?:\s(?i:standard|norm))?\s(?:No\.\s)?(?P<value>[A-Z]?\d{2,5}(?:[.-]\d{1,3})?(?::\d{4}(?:-\d{2})?)?)",
        "iso din iec astm ansi ieee une nbr",
    ),
    (
        r"\b(?i:zenodo|treaty\sseries|CETS|ETS|TIAS|UKTS)\s(?:No\.?\s)?(?P<value>\d{1,6})\b",
        "zenodo series ets tias ukts",
    ),
)
NUMBER_RULES = tuple(_rule("number", pattern, cues=cues) for pattern, cues in CITED_NUMBER)
