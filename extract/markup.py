"""Telling Markdown from plain text by what stands in it."""

from __future__ import annotations

import re

SIGNS = {
    "heading": re.compile(r"^#{1,6} \S", re.MULTILINE),
    "emphasis": re.compile(r"(?<![\w*])\*\*?(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*?(?![\w*])"),
    "escape": re.compile(r"\\[$_*\[\]#&%]"),
    "superscript": re.compile(r"\^\{[^}\n]{1,8}\}|^\[\^[^\]\n]{1,20}\]:", re.MULTILINE),
    "raised": re.compile(r"<sup>[^<>\n]{1,8}</sup>"),
    "link": re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|#|/|mailto:)[^)\s]{1,500}\)"),
    "fence": re.compile(r"^```", re.MULTILINE),
    "bullet": re.compile(r"^[-*+] \S", re.MULTILINE),
}
"""The last is the one that most texts must be searched for; by then it hardly ever matters."""

MARKS = {
    "heading": "# ",
    "emphasis": "*",
    "escape": "\\",
    "superscript": "^",
    "raised": "<sup>",
    "link": "](",
    "fence": "```",
}
"""What stands in every sign of a kind: a text without it need not be searched for one."""
ENOUGH = 2  # kinds of signs that must stand in a text; a bullet or an asterisk alone is plain text


def is_markdown(text: str) -> bool:
    r"""Tell whether ``text`` is written in Markdown.

    >>> is_markdown("# Ports\n\nThey were *first* to feel it.")
    True
    >>> is_markdown("- one\n- two")
    False
    """
    found = 0
    for left, (kind, sign) in zip(range(len(SIGNS), 0, -1), SIGNS.items(), strict=True):
        if found >= ENOUGH or found + left < ENOUGH:
            break
        found += MARKS.get(kind, "") in text and sign.search(text) is not None
    return found >= ENOUGH
