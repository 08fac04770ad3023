"""What a Markdown file says of itself between two lines of hyphens before its text: title, authors, date."""

from __future__ import annotations

import re

LONGEST = 4000
"""Characters of front matter that is read."""

FENCED = re.compile(r"\s{0,9}---[ \t]*\n(?P<fields>[^\W\d_][\w-]*:[^\0]{0,4000}?)\n(?:---|\.\.\.)\s*\Z")
FIELD = re.compile(r"(?P<name>[^\W\d_][\w-]*):(?:[ \t]+(?P<value>\S.*))?")
ITEM = re.compile(r"[ \t]*-[ \t]+(?:(?:name|literal):[ \t]*)?(?P<value>\S.*)")
NAMES = frozenset({"author", "authors"})
QUOTES = "\"'"


def is_front_matter(text: str) -> bool:
    r"""Tell whether a block at the head of a file is front matter.

    >>> is_front_matter("---\ntitle: Ports\nauthor: Ada Okafor\n---"), is_front_matter("---\nPorts fell.\n---")
    (True, False)
    """
    return len(text) <= LONGEST and FENCED.match(text) is not None


def read_front_matter(text: str) -> dict[str, str | tuple[str, ...]]:
    r"""Return title, authors, date and DOI of front matter, as far as it gives them; other fields and nested ones are left.

    >>> read_front_matter("---\ntitle: 'Ports: A Study'\nauthor:\n  - Ada Okafor\n  - name: Bola Bello\ndate: 2018-05-01\n---")
    {'title': 'Ports: A Study', 'date': '2018-05-01', 'authors': ('Ada Okafor', 'Bola Bello')}
    """
    fenced = FENCED.match(text)
    found: dict[str, str | tuple[str, ...]] = {}
    people: list[str] = []
    is_people = False
    for line in fenced["fields"].split("\n") if fenced else ():
        field, item = FIELD.match(line), ITEM.match(line)
        if field:
            is_people = field["name"].lower() in NAMES
            value = _plain(field["value"] or "")
            if is_people:
                people += [_plain(one) for one in value.strip("[]").split(",")] if value.startswith("[") else [value]
            elif field["name"].lower() in {"title", "date", "doi"} and value:
                found[field["name"].lower()] = value
        elif item and is_people:
            people.append(_plain(item["value"]))
    names = tuple(one for one in people if one)
    return {**found, "authors": names} if names else found


def _plain(value: str) -> str:
    value = value.strip()
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in QUOTES else value
