"""Who brings works out, by name and by address: newspapers, magazines, broadcasters, blogs, sites, and bodies that publish."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.data_tables import read_table
from extract.references.known_names import read_names

NEWSPAPER = re.compile(
    r"\b(?:times|herald|guardian|post|tribune|gazette|telegraph|daily|sunday|mail|chronicle|courier|express|independent|zeitung|sonntagszeitung|rundschau|tageblatt|tagblatt|abendblatt|volksblatt|morgenpost|shibao|ribao|sinmun|anzeiger|allgemeine|nachrichten|presse|kurier|news|diario|jornal|folha|noticias|giornale|corriere|sera|repubblica|stampa|figaro|libération|press|reuters|bloomberg|dispatch|examiner|sentinel|inquirer|globe|mercury|advertiser|dominion|standard|wire|ilbo|shimbun|gazet[ae]|sun|star)\b",
    re.IGNORECASE,
)
"""Words in the names of newspapers."""
NEWSROOM = re.compile(
    r"\b(?:times|herald|guardian|tribune|gazette|telegraph|daily|chronicle|zeitung|sonntagszeitung|rundschau|tageblatt|tagblatt|abendblatt|volksblatt|morgenpost|shibao|ribao|sinmun|anzeiger|nachrichten|kurier|news|diario|jornal|noticias|ilbo|shimbun|gazet[ae]|inquirer|examiner|news\sagency|nachrichtenagentur)\b",
    re.IGNORECASE,
)
"""Those of them that tell a newspaper in the place of the author, where a person may be called Sun or Post."""
BODY = re.compile(
    r"\b(?:ministry|ministerio|ministério|ministère|ministerium|ministero|institute?|instituto|istituto|institut|foundation|stiftung|fundación|fundação|fondation|fondazione|parliament|congress|government|gobierno|governo|department|departamento|office|agency|agência|agencia|agence|commission|comisión|comissão|kommission|council|consejo|conselho|conseil|rat|cent(?:er|re|ro|rum)|zentrum|universit\w{1,5}|universidad\w?|project|organi[sz]a\w{3,6}|bank|banco|banque|bureau|secretariat|white\shouse|embassy|affairs\sand\strade|union|unión|união|unione|nations|naciones\sunidas|nações\sunidas|nations\sunies|gesellschaft|corporation|forum|bundesamt|bundestag|bundesregierung)\b",
    re.IGNORECASE,
)
"""Words in the names of institutions."""
HOUSE = re.compile(
    r"\b(?:press(?:es)?|verlag|verlagsgesellschaft|books?|publish(?:ers?|ing)|publications|edition(?:en|s)?|éditions?|editora?|editores|editorial|ediciones|edições|editrice|imprensa|prensas?|UP)\b(?!\srelease)",
    re.IGNORECASE,
)
"""Words in the names of publishing houses."""


@cache
def read_institutions() -> frozenset[str]:
    """Return the names of bodies that publish, in ``data/institutions.toml``."""
    return frozenset(name for kind in read_names("institutions").values() for name in kind["names"])


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("’", "'").split()).strip(" .,;:*_")


@cache
def _read_outlets() -> dict[str, str]:
    """Return names of newspapers, magazines and sites, in lower case, with what kind of outlet each is."""
    return {_plain(name): kind for kind, names in read_names("periodicals")["periodicals"].items() for name in names}


@cache
def _read_journals() -> frozenset[str]:
    return frozenset(_plain(name) for name in read_names("journals")["journals"]["names"])


def is_journal(printed: str) -> bool:
    """Tell whether an academic journal is known by this name.

    >>> is_journal("The Journal of Common Market Studies"), is_journal("Studies")
    (True, False)
    """
    return _plain(printed).removeprefix("the ") in _read_journals()


TYPES = {"broadcaster": "webpage"}
"""The CSL types of what outlets print whose kinds are none."""


def known_periodical(printed: str) -> str | None:
    """Return what a newspaper, magazine or site prints, if it is known by name.

    >>> known_periodical("The Guardian"), known_periodical("BBC News"), known_periodical("Ports and Power")
    ('article-newspaper', 'webpage', None)
    """
    kind = known_outlet(printed)
    return None if kind is None else TYPES.get(kind, kind)


def known_outlet(printed: str) -> str | None:
    """Return the kind of a newspaper, magazine or site that is known by name.

    >>> known_outlet("BBC News"), known_outlet("Sunday Times (London)"), known_outlet("Newsweek Pakistan")
    ('broadcaster', 'article-newspaper', 'article-magazine')
    """
    if len(printed) > MAX_NAME:
        return None
    return _known_outlet(printed)


MAX_NAME = 80
"""Characters of the longest name that is looked up; the longest listed has 51."""


@lru_cache(maxsize=4096)
def _known_outlet(printed: str) -> str | None:
    name = _plain(printed)
    known = _read_outlets()
    for each in (name, AROUND.sub("", name).strip(" .,;:")):
        found = known.get(each) or known.get(each.removeprefix("the ")) or known.get("the " + each)
        if found is not None or each == AROUND.sub("", each):
            return found
    return None


AROUND = re.compile(
    r"\s?\([^()]{2,30}\)\Z|(?:\s(?:\d{1,3}(?:/\d{2,4})?|magazine|online|international(?:\sedition)?|pakistan|japan|europe|weekend|blog|website|staff|newspaper)){1,3}\Z|\.(?:com|org|net|de|fr|co\.uk)\Z|,\s[A-ZÀ-Þ]?[\w\s]{2,20}\Z|\A(?:the\s)?(?:international|sunday)\s(?=new\syork\stimes)"
)
"""What may stand around the name of an outlet: its town, an edition, the end of its address, the issue."""


@cache
def _read_sites() -> dict[str, str]:
    """Return the domains of ``data/sites.toml`` with the kind of site each is."""
    table = read_table("sites")
    return {domain: kind for kind, sites in table.items() for domain in sites["domains"]}


HOST = re.compile(r"(?:https?://)?(?:www\d?\.)?(?P<host>[\w.-]{3,80})(?P<path>/\S*)?", re.IGNORECASE)


def kind_of_site(url: str) -> str | None:
    """Return the kind of site at an address, as ``data/sites.toml`` names it.

    >>> kind_of_site("https://www.nytimes.com/2015/05/04/ports.html"), kind_of_site("http://archives.navy.mil/a.html")
    ('newspaper', 'body')
    """
    found = HOST.match(url)
    if found is None:
        return None
    host, path = found["host"].lower().rstrip("."), (found["path"] or "").lower()
    known = _read_sites()
    labels = host.split(".")
    for start in range(len(labels)):
        domain = ".".join(labels[start:])
        kind = known.get(domain + "/" + path.split("/")[1]) if path.count("/") else None
        kind = kind or known.get(domain)
        if kind is not None:
            return kind
    return None
