"""Laws, bills, treaties and judgments among the entries of a bibliography."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.references.types.outlets import BODY

if TYPE_CHECKING:
    from collections.abc import Mapping

COURT = re.compile(
    r"\b(?:(?:supreme|constitutional|high|federal|district|appeals?|international|european|criminal|administrative|inter-american)\s(?:[A-Z][a-z]{2,14}\s)?(?:court|tribunal)|court\sof|permanent\scourt|international\stribunal|trial\schamber|appeals\schamber|icj|cedh|tedh|cjue|cidh|icty|ictr|itlos|pcij|ecthr|ecj|cjeu|bverfg|bgh|bverwg|eugh|egmr|gerichtshof|bundesverfassungsgericht|verwaltungsgericht|tribunal\s(?:constitucional|supremo|federal)|corte\s(?:suprema|interamericana|costituzionale|constitucional|internacional)|cour\s(?:de\s(?:cassation|justice)|internationale|constitutionnelle)|conseil\s(?:constitutionnel|d[’']\s?état)|supremo\stribunal)\b",
    re.IGNORECASE,
)
VERSUS = re.compile(
    r"\([^()]{2,60}\sv\.?\s[^()]{2,60}\)|\b[A-ZÀ-Þ][\w.’'&-]{1,40}[^.\"“”]{0,80}\s(?:v|vs|c|gegen)\.?\s(?:the\s)?[A-ZÀ-Þ]"
)
PARTED = re.compile(r"\s(?:v|vs|c|gegen)\.?\s")
"""What stands between parties; quick to look for."""
REPORTER = re.compile(
    r"\b\d{4}\sI\.C\.J\.\s(?:Rep\.\s)?\d|\b\d{1,4}\s(?:U\.\s?S\.\s(?:\([^()]{1,20}\)\s)?\d|F\.\s?(?:\dd|Supp)|S\.\s?Ct\.|L\.\s?Ed)|\bI\.?C\.?J\.?\sRep(?:orts|\.)?|\bLloyd[’']s\sRep\b|\bBVerfGE\s\d|\bBGHZ\s\d|\bE\.?C\.?R\.?\s(?:I-)?\d|\[\d{4}\]\s(?:ECR|UK|EW|AC|All\sER|QB)|\bR\.?I\.?A\.?A\.?\b|\bE\.?H\.?R\.?R\.?\b"
)
RULING = re.compile(
    r"\b(?:judge?ment(?:\sof|,|\.|$|\s\()|award(?:\sof|,|\.)|\brelator\b|julgad[oa]\sem|aff(?:aire)?\.?\s[CTF]-\d|case\sno\.|suit\sno\.|app(?:l|lication)?\.?\sno\.|advisory\sopinion|urteil\s(?:vom|des|v\.)|beschluss\svom|(?:sentencia|sentença|acórdão|arrêt|sentenza|auto)\s(?:n[.ºo°]|[a-z]{1,2}-?\d|\d|de\s\d|du\s\d|del\s\d)|case\s(?:no\.\s)?[CT]-\d|(?:rechtssache|rs\.)\s[CT]-)",
    re.IGNORECASE,
)
PARTIES = re.compile(r"[A-ZÀ-Þ][\w.’'& -]{1,60}\sv\.?\s[A-ZÀ-Þ]")
RULING_TITLE = re.compile(
    r"(?:urteil|beschluss|judge?ment|advisory\sopinion|sentencia|sentença|acórdão|arrêt|sentenza)\b", re.IGNORECASE
)
BILL = re.compile(
    r"\bH\.\s?(?:R|J\.\s?Res|Con\.\s?Res)\.\s?\d|\A\W*S\.\s?\d{1,5},|\b\d{2,3}(?:st|nd|rd|th|d)\sCong(?:ress)?\b|\b(?:entwurf\seines\s\w{0,30}gesetz(?:es)?|gesetz(?:es)?entwurf|projeto\sde\slei|proyecto\sde\sley|projet\sde\sloi|proposition\sde\sloi|disegno\sdi\slegge|proposta\sdi\slegge|draft\s(?:bill|law))\b",
    re.IGNORECASE,
)
ENACTED = re.compile(r"\b(?:Pub\.\s?L\.|Public\sLaw|Stat\.\s\d)")
BILL_TITLE = re.compile(
    r"\A(?:(?:[A-Z][\w’'-]{0,30}\s(?:of\s|and\s|for\s|\(){0,2}){1,8}Bill(?:\s\d{4})?\Z|Projeto\sde\sLei|Proyecto\sde\sLey|Projet\sde\sloi|Entwurf\seines\s\w{0,30}[Gg]esetzes|Disegno\sdi\slegge)"
)
TREATY = re.compile(
    r"""\A(?:the\s)?(?-i:(?:[A-Z][\w’'-]{0,30}|of|the|and|on|for)\s){0,6}?(?:(?-i:Treaty|Convention|Protocol|Covenant|Charter|Pact|Accords?|Statute|Final\sAct|Plan\sof\sAction|Armistice)\b(?:,|\s(?:of|on|for|between|concerning|relating|against|to|relative|establishing|no)\b|\s?$|\s?\()
      | (?:framework\s|trade\s|peace\s|association\s|partnership\s)?agreement\s(?:between|on|for|establishing|concerning)\b|memorandum\sof\s(?:understanding|agreement)\b
      | (?:[\w-]{0,20}schlu(?:ss|ß)akte|(?:\w{3,20})?(?:vertrag|abkommen|übereinkommen|protokoll|konvention))\s(?:über|zwischen|zu[rm]?|von|vom)\b | (?:tratado|convenio|convención|convenção|acordo|acuerdo|protocolo|carta)\s(?:[\w-]{4,20}\s)?(?:de|del|da|do|sobre|entre|para|das|dos)\b
      | (?:traité|convention|accord|protocole|charte)\s(?:(?!de)\w{4,14}\s)?(?:de|du|sur|relati\w{1,3}|entre|des|d[’']) | (?:trattato|convenzione|accordo|protocollo|carta)\s(?:di|del\w{0,2}|su\w{0,3}|tra|fra|sull?[’']))""",
    re.IGNORECASE | re.VERBOSE,
)
SERIES = re.compile(
    r"\b(?:UNTS|U\.\s?N\.\s?T\.\s?S|LNTS|L\.\s?N\.\s?T\.\s?S|ILM|I\.\s?L\.\s?M|C?ETS\sNo|TIAS|T\.I\.A\.S|UKTS|CETS|UST|U\.S\.T|Consol\.?\sT\.?\s?S|RTNU)\b|\bBGBl\.\s?(?:\d{4}\s)?II\b|\btreaty\sseries\b",
    re.IGNORECASE,
)
ACT = re.compile(
    r"\A(?:[A-Z][\w’'-]{0,30}\)?,?\s(?:of\s|and\s|for\s|\(){0,2}){1,10}(?:Act|Law|Code|Constitution|Ordinance)(?:\s(?:of\s)?\(?\d{4}\)?)?\)?(?:,?\s(?:c\.|ch\.|No\.)\s\d{1,4})?(?:,?\s§{1,2}\s?\d[^.]{0,60})?\Z"
)
STATUTE = re.compile(
    r"""\A(?:[\w.’'-]{1,30}[.:]?\s){0,4}?(?:(?:council\s|commission\s|framework\s)?(?:directive|regulation|decision|resolution|executive\sorder|exec\.\sorder|(?:council\s)?joint\saction|common\sposition|(?:national\ssecurity\s)?presidential\s(?:policy\s)?(?:decree|proclamation|directive)|order\sin\scouncil)\s(?:\(?[A-Z]{2,5}\)?[\s/]|AG/RES\.?\s)?(?:no\.?\s|n[º°]\s)?\d | (?:legislative\s)?resolution\s(?:of\s\d|[A-Z]{2}/RES\b)
      | public\slaw\s | (?:(?:ley|lei|loi|legge)(?:\s(?:orgánica|general|federal|nacional|complementar|organique|costituzionale))?|decreto(?:-lei|\sley|\slegge|\ssupremo)?|décret|real\sdecreto|ordonnance|medida\sprovisória|portaria|legge\s\d|resolución|resolução|résolution|risoluzione)\s(?:n\.?\s?[º°o.]{0,2}\s?|núm\.\s)?\d
      | (?:constitución|constitution|constituição|constituzione|grundgesetz|verfassung|code|código|codice)\s(?:of|de|du|da|della|für|der|des|política)\b
      | (?:richtlinie|verordnung|beschluss|resolution)\s(?:\(?[A-Z]{2,4}\)?\s)?(?:nr\.\s)?\d | gesetz\s(?:über|zur?|zum|vom|gegen) | \w{0,30}(?<=.)gesetz\b(?:\s(?:vom|\()|\s?$))""",
    re.IGNORECASE | re.VERBOSE,
)
GAZETTE = re.compile(
    r"\b(?:BGBl|Bundesgesetzblatt|Official\sJournal\b|OJ\s[LC]\s|ABl\.|Boletín\sOficial|Diário\sOficial|Diario\sOficial|Journal\sofficiel|JORF|Gazzetta\sUfficiale|Federal\sRegister|Fed\.\sReg|Stat\.\s\d|U\.?\s?S\.?\s?C\.?\s§|C\.?F\.?R\.?\s§|BOE\b|D\.?O\.?U\b|G\.\s?U\.|JOUE\b|DO\s[LC]\s\d|Pub\.\sL|StGB|Statutes\sat\sLarge)",
)
STATE_PRINTER = re.compile(
    r"\b(?:senado|c[áa]mara\sdos|congreso|congress|parliament|imprensa\snacional|imprenta\snacional|government\sprint\w{2,3}|GPO|HMSO|stationery|diário|diario|boletín|journal\sofficiel|bundeszentrale|bundestag)\b",
    re.IGNORECASE,
)
"""Who prints laws."""
UN_RESOLUTION = re.compile(
    r"\b[ASE]/RES/\d|\b(?:S\.?\s?C|G\.?\s?A)\.?\sRes\.?\s\d|\bExec(?:utive|\.)\sOrder\s(?:No\.?\s)?\d|\b(?:UNSC(?:R)?|UNGA)\s(?:Res(?:olution|\.)?)?\s?\d|\bSecurity\sCouncil\sResolution\s\d|\bGeneral\sAssembly\sResolution\s\d",
    re.IGNORECASE,
)


BULLETIN = re.compile(
    r"\bBulletin\s(?:BReg|der\sBundesregierung|of\sthe\sE[CU]|officiel|oficial)|\bEuropa-Archiv\b", re.IGNORECASE
)
"""In which treaties are printed, though they have issues and pages."""
DIGIT_OR_BODY = re.compile(
    rf"\d|{BODY.pattern}|\b(?:congreso|congresso|senado|senate|senato|camera\sdei|câmara\sdos|cámara\sde|asamblea|assemblée|assembly|assembleia|assemblea|parlament\w{{0,2}}|parlement|república|repubblica|república|republic|presidência|presidencia)\b",
    re.IGNORECASE,
)
"""What no person is called, unless the family name stands in front."""


def find_law(title: str, rest: str, csl: Mapping[str, Any]) -> str | None:
    """Return "legislation", "bill", "treaty" or "legal_case" for a work that is one; ``rest`` is the entry without its title.

    >>> find_law("North Atlantic Treaty", ", Washington, 4 April 1949, 34 UNTS 243.", {})
    'treaty'
    >>> find_law("The Treaty of Versailles: A Reassessment", "Boemeke, Manfred, ed. . Cambridge: CUP, 1998.", {"publisher": "CUP"})
    """
    names = (*csl.get("author", ()), *csl.get("editor", ()))
    writers = " ".join(_printed(name) for name in names if is_person(name, rest))
    has_writer = bool(writers) and not (COURT.search(writers) or TREATY.match(writers))
    if BILL_TITLE.match(title):
        return "bill"
    if csl.keys() & {"ISBN", "edition"}:
        return None
    if has_writer:
        if PARTIES.match(rest.lstrip(LEADING)) and REPORTER.search(rest):
            return "legal_case"  # "Hale v. Port of Dover, 571 F.3d 44", whose parties look like a writer
        parties = "container-title" not in csl and _has_parties(f"{writers} {title}"[:200])
        return "legal_case" if parties and (REPORTER.search(f"{title} {rest}") or RULING.search(rest)) else None
    authors = " ".join(_printed(name) for name in names).strip()
    whole = f"{title} {rest}"
    if _is_case(title, rest, authors, csl):
        return "legal_case"
    if BILL.search(whole):
        return "legislation" if ENACTED.search(rest) else "bill"
    if SERIES.search(rest) or (
        (TREATY.match(title) or TREATY.match(authors)) and (not _is_published(csl) or BULLETIN.search(rest))
    ):
        return "treaty"
    if ACT.match(title) and not csl.keys() & {"volume", "issue", "container-title"}:
        return "legislation"
    is_statute = STATUTE.match(title) or STATUTE.match(f"{authors} {title}") or UN_RESOLUTION.search(whole)
    if is_statute and ("publisher" not in csl or GAZETTE.search(rest) or STATE_PRINTER.search(str(csl["publisher"]))):
        return "legislation"
    return "legislation" if GAZETTE.search(rest) and "title" in csl else None


def is_person(name: Mapping[str, Any], text: str) -> bool:
    """Tell whether a name is that of a person, though it looks like one: "Congreso de la República", "S. 1245" do.

    >>> is_person({"family": "Okafor", "given": "Ada"}, "Okafor, Ada"), is_person({"family": "1245", "given": "S."}, "S. 1245")
    (True, False)
    """
    if "given" not in name:
        return False
    found = DIGIT_OR_BODY.search(_printed(name))
    return found is None or (not found[0].isdigit() and f"{name.get('family', '')}, {name['given']}" in text)


def _printed(name: Mapping[str, Any]) -> str:
    """Return a name as it is printed with the given name in front."""
    return " ".join(str(name[part]) for part in NAME_PARTS if part in name)


LEADING = "0123456789 .)]["
"""Of the number of a note."""
NAME_PARTS = ("literal", "given", "non-dropping-particle", "family")


def _is_case(title: str, rest: str, authors: str, csl: Mapping[str, Any]) -> bool:
    """Tell whether an entry describes a judgment: by a law report, the parties, or a court and its ruling."""
    whole = f"{title} {rest}"
    if REPORTER.search(whole) or (_has_parties(whole[:200]) and (RULING.search(whole) or COURT.search(whole))):
        return True
    if COURT.search(f"{authors} {rest[:60]}") and (RULING.search(whole) or _has_parties(title)):
        return True
    if COURT.search(authors) and RULING_TITLE.match(title):
        return True
    return PARTIES.match(title) is not None and not csl.keys() & {"container-title", "publisher", "publisher-place", "volume"}


def _has_parties(text: str) -> bool:
    """Tell whether parties at law stand in a text: "Harbor Commissioners v. Whitlock"."""
    return PARTED.search(text) is not None and VERSUS.search(text) is not None


def _is_published(csl: Mapping[str, Any]) -> bool:
    """Tell whether a house, a journal or a site prints it, so that it is a work about a law."""
    return bool(csl.keys() & {"publisher", "volume", "issue"}) or ("container-title" in csl and "page" in csl)
