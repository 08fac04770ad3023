"""Numbers and money in running text, with their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.taken import Taken
from extract.months import month_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.models import Span


MULTIPLIERS = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}
NUMBER_WORDS = {word: float(value) for value, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)} | {
    "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0, "half a": 0.5, "a": 1.0,
}  # fmt: skip
CURRENCY_SIGNS = {
    "$": "USD", "US$": "USD", "NZ$": "NZD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₽": "RUB", "₹": "INR",
}  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "USD", "dollars": "USD", "us dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds sterling": "GBP", "yen": "JPY", "won": "KRW", "yuan": "CNY", "renminbi": "CNY", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB",
    "rupees": "INR", "rand": "ZAR", "swiss francs": "CHF", "american dollars": "USD", "united states dollars": "USD", "australian dollars": "AUD", "canadian dollars": "CAD",
    "new zealand dollars": "NZD", "singapore dollars": "SGD", "hong kong dollars": "HKD", "taiwan dollars": "TWD", "pounds": "GBP", "british pounds": "GBP", "egyptian pounds": "EGP",
    "japanese yen": "JPY", "chinese yuan": "CNY", "south korean won": "KRW", "korean won": "KRW", "russian roubles": "RUB", "russian rubles": "RUB", "indian rupees": "INR",
    "pakistani rupees": "PKR", "turkish lira": "TRY", "lira": "TRY", "saudi riyals": "SAR", "riyals": "SAR", "iranian rials": "IRR", "dirhams": "AED", "shekels": "ILS", "zlotys": "PLN",
    "zloty": "PLN", "forints": "HUF", "hryvnia": "UAH", "hryvnias": "UAH", "norwegian kroner": "NOK", "danish kroner": "DKK", "swedish kronor": "SEK", "baht": "THB", "ringgit": "MYR",
    "rupiah": "IDR", "naira": "NGN", "mexican pesos": "MXN", "argentine pesos": "ARS", "brazilian reais": "BRL", "reais": "BRL",
}  # fmt: skip
CURRENCY_CODES = (
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CNY",
    "RMB",
    "KRW",
    "RUB",
    "NZD",
    "AUD",
    "CAD",
    "CHF",
    "INR",
    "SGD",
    "HKD",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "TRY",
    "UAH",
    "ZAR",
    "BRL",
    "MXN",
)

HAS_DIGIT = re.compile(r"\d")
DIGITS = r"\d{1,3}(?:,\d{3})++(?:\.\d+)?|\d++(?:\.\d+)?"
WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
SCALE = r"(?:[ \u00a0-](?P<scale{n}>hundred thousand|hundred million|hundred billion|hundred|thousand|million|billion|trillion|lakh|crore)\b|\s?(?P<short{n}>bn|mn|tn|m|k)\b)"
SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
UNTIL = r"(?:\s?[–-]\s?|\sto\s)"
MONEY = re.compile(
    rf"(?<![\w$])(?P<between>(?<=between\s))?(?:(?P<sign>{SIGN})\s?|(?P<code>{'|'.join(CURRENCY_CODES)})\s)(?P<number1>{DIGITS})"
    rf"(?:(?(between)\sand\s|{UNTIL})(?:{SIGN})?\s?(?P<upper1>{DIGITS})(?!\s?%|[.,]?\d))?{SCALE.format(n=1)}?"
    rf"|(?<![\w.,])(?P<number2>{DIGITS}|\b(?:{WORDS})\b)(?:{UNTIL}(?P<upper2>{DIGITS}))?{SCALE.format(n=2)}?\s(?P<currency>{'|'.join(sorted(CURRENCY_WORDS, key=len, reverse=True))}|{'|'.join(CURRENCY_CODES)})\b",
    re.IGNORECASE,
)
MONTHS = "|".join(month_names("en"))
LABEL = re.compile(
    rf"\b(?:[Ff]ig(?:ure|\.)|[Tt]able|[Cc]hapter|[Ss]ection|[Aa]rticle|[Rr]esolution|[Pp]age|[Nn]o\.|[Aa]ppendix|[Pp]art|[Aa]nnex|{MONTHS})\s$"
)
"""What makes a number a name or a year: "Figure 5 shows", "31 June 2021"."""

LONGEST_LABEL = 12  # characters, with its space
ADDRESS = re.compile(
    r"(?:[A-Z][\w’'.-]*[ \u00a0]){0,2}(?:Street|St\.|Road|Rd\.|Avenue|Ave\.|Boulevard|Square|Lane|Drive|Place|Quay|Terrace|Whitehall)(?!\w)"
    r"|(?:[A-Z][\w’'-]*[ \u00a0]){1,2}[A-Z][\w’'-]*(?<!s)$"
)
"""What no number counts: "10 Downing Street", "20 Foreign Policy"; "27 Member States" are counted."""

PERCENT = re.compile(
    rf"(?<![\w.,])(?P<low>{DIGITS}|\b(?:{WORDS})\b)(?:(?:\s?[–-]\s?|\sto\s)(?P<high>{DIGITS}))?\s?(?:%|(?P<word>per\s?cent|percentage points?)\b)",
    re.IGNORECASE,
)
COUNT = re.compile(
    rf"(?<![\w.,/:$€£¥–-])(?:(?P<low>{DIGITS})[–-]|(?<=[Bb]etween\s)(?P<least>{DIGITS})\sand\s)?(?:(?P<number3>{DIGITS}){SCALE.format(n=3)}?|\b(?P<number4>{WORDS}){SCALE.format(n=4)})"
    rf"(?P<unit>[ \u00a0][A-Z][a-z]+\sand\s[A-Z][a-z]+(?:\s[a-z]+){{1,2}}|(?:[ \u00a0-](?!(?:{MONTHS}|and|or|of|in|on|at|to|by|for|from|with|the|a|an|as|is|are|was|were|has|have|had|that|which|who|after|before|than|per|also|were|will|would|more|during|respectively|against|under|over|between|into|not)\b)[A-Za-z][\w’'-]*){{1,3}}+(?:\sof\s[a-z]+)?(?:\s(?:per|a)\s(?:day|week|month|year|capita))?)?"
    r"(?![\w%]|[.,]\d|[:/]\d)"
)
SCALE_WORDS = (
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "percent",
    "per cent",
    "%",
    *(word for word in CURRENCY_WORDS if word != "won"),
)
MONEY_WORDS = (*"$€£¥₩₽₹", *(code.lower() for code in CURRENCY_CODES), *CURRENCY_WORDS)


class Number(NamedTuple):
    """A quantity: ``value`` counts ``unit`` (an ISO 4217 code for money, "percent", or the words that follow)."""

    start: int
    end: int
    value: float
    unit: str | None
    upper: float | None = None


def find_quantities(text: str, *, masked: Sequence[Span] = ()) -> list[Number]:
    """Return the quantities of ``text`` from left to right; none that touches ``masked`` (dates, citations).

    >>> [(n.value, n.unit) for n in find_quantities("from $100 million to 20 percent of 70,000 tons of coal")]
    [(100000000.0, 'USD'), (20.0, 'percent'), (70000.0, 'tons of coal')]
    """
    if not HAS_DIGIT.search(text) and not any(map(text.lower().__contains__, SCALE_WORDS)):
        return []
    found: list[Number] = []
    taken = Taken(text, masked)
    for find in (_find_money, _find_percentages, _find_counts):
        new = [number for number in find(text) if not taken.touches(number.start, number.end)]
        found += new
        for number in new:
            taken.add(number.start, number.end)
    return sorted(found)


def _find_money(text: str) -> Iterator[Number]:
    if not any(map(text.lower().__contains__, MONEY_WORDS)):
        return
    for match in MONEY.finditer(text):
        number, upper = match["number1"] or match["number2"], match["upper1"] or match["upper2"]
        scale = match["scale1"] or match["short1"] or match["scale2"] or match["short2"]
        sign, word = match["sign"], (match["currency"] or "").lower()
        if not scale and ((match["number2"] and number.lower() in ("a", "one")) or word == "pounds"):
            continue  # of pounds without a scale many are weights
        end = match.end()
        if upper and _value(upper, scale) <= _value(number, scale):
            end = match.end("number1" if match["number1"] else "number2")
            scale, upper = None, None
        unit = CURRENCY_SIGNS[sign.upper()] if sign else CURRENCY_WORDS.get(word) or (match["code"] or word).upper()
        yield Number(match.start(), end, _value(number, scale), unit, _value(upper, scale) if upper else None)


def _find_percentages(text: str) -> Iterator[Number]:
    if "%" not in text and "cent" not in text.lower():
        return
    for match in PERCENT.finditer(text):
        unit = "percentage points" if (match["word"] or "").lower().startswith("percentage") else "percent"
        low, high = match["low"], match["high"]
        if low.lower() != "a":
            upper = _value(high, None) if high and _value(high, None) > _value(low, None) else None
            yield Number(match.start(), match.end(), _value(low, None), unit, upper)


def _find_counts(text: str) -> Iterator[Number]:
    for match in COUNT.finditer(text):
        number = match["number3"] or match["number4"]
        scale = match["scale3"] or match["short3"] or match["scale4"] or match["short4"]
        unit = (match["unit"] or "").strip(" -\u00a0") or None
        is_enumerator = text[match.start() - 1 : match.start()] == "(" or text[match.end() : match.end() + 1] == ")"
        if unit is None and (is_enumerator or ("," not in number and not scale)):
            continue
        if LABEL.search(text, max(match.start() - LONGEST_LABEL, 0), match.start()) or (unit and ADDRESS.match(unit)):
            continue
        low = match["low"] or match["least"]
        if low and _value(low, scale) >= _value(number, scale):
            continue  # a vote of 80-19
        value = _value(number, scale)
        yield Number(match.start(), match.end(), _value(low, scale) if low else value, unit, value if low else None)


def _value(number: str, scale: str | None) -> float:
    value = NUMBER_WORDS.get(number.lower())
    if value is None:
        value = float(number.replace(",", ""))
    for word in (scale or "").lower().split():
        value *= MULTIPLIERS[word]
    return round(value, 6)
