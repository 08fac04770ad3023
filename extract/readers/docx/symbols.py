"""Characters of symbol fonts, which stand in the file as letters or private codes."""

from __future__ import annotations

PRIVATE = 0xF000  # Word writes the code of such a character plus this
SYMBOL = dict(
    zip(
        range(0x21, 0x7F),
        "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        strict=True,
    )
) | dict(
    zip(
        range(0xA1, 0xD8),
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅",
        strict=True,
    )
)
"""The characters of the font Symbol, by their codes in it."""

WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←",
             0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}  # fmt: skip
"""Arrows, bullets and ticks of the font Wingdings, by their codes in it."""

FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}
SPACES = str.maketrans("\n\r\t", "   ")


def symbol(text: str, font: str) -> str:
    """Return ``text``, set in ``font``, in the characters that are seen; those without a known meaning stay.

    >>> symbol("\uf061 = ", "Symbol"), symbol("\uf0e0", "Wingdings"), symbol("a", "Cambria")
    ('α = ', '→', 'a')
    """
    if font.lower() in FONTS:
        table = FONTS[font.lower()]
        text = "".join(table.get(ord(c) - PRIVATE if ord(c) >= PRIVATE else ord(c), c) for c in text)
    return text if text.isprintable() else text.translate(SPACES)
