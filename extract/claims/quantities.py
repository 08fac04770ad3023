"""Numbers, money and dates in running text, with their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.months import month_names, months_of, short_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.models import Span


MONTHS = months_of("en")
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
}
NUMBER_WORDS = {word: float(value) for value, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)} | {
    "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0, "half a": 0.5, "a": 1.0,
}  # fmt: skip
CURRENCY_SIGNS = {
    "$": "USD", "US$": "USD", "NZ$": "NZD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₽": "RUB", "₹": "INR",
}  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "USD", "dollars": "USD", "us dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds sterling": "GBP", "yen": "JPY", "won": "KRW", "yuan": "CNY", "renminbi": "CNY", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB",
    "rupees": "INR", "rand": "ZAR", "swiss francs": "CHF",
}  # fmt: skip
CURRENCY_CODES = ("USD", "EUR", "GBP", "JPY", "CNY", "RMB", "KRW", "RUB", "NZD", "AUD", "CAD", "CHF", "INR", "SGD", "HKD")

DIGITS = r"\d{1,3}(?:,\d{3})++(?:\.\d+)?|\d++(?:\.\d+)?"
WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
SCALE = r"(?:[ \u00a0-](?P<scale{n}>hundred thousand|hundred million|hundred billion|hundred|thousand|million|billion|trillion)\b|\s?(?P<short{n}>bn|mn|tn|m|k)\b)"
SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
MONEY = re.compile(
    rf"(?<![\w$])(?:(?P<sign>{SIGN})\s?|(?P<code>{'|'.join(CURRENCY_CODES)})\s)(?P<number1>{DIGITS}){SCALE.format(n=1)}?"
    rf"|(?<![\w.,])(?P<number2>{DIGITS}|\b(?:{WORDS})\b){SCALE.format(n=2)}?\s(?P<currency>{'|'.join(sorted(CURRENCY_WORDS, key=len, reverse=True))}|{'|'.join(CURRENCY_CODES)})\b",
    re.IGNORECASE,
)
PERCENT = re.compile(
    rf"(?<![\w.,])(?P<low>{DIGITS}|\b(?:{WORDS})\b)(?:(?:\s?[–-]\s?|\sto\s)(?P<high>{DIGITS}))?\s?(?:%|(?P<word>per\s?cent|percentage points?)\b)",
    re.IGNORECASE,
)
COUNT = re.compile(
    rf"(?<![\w.,/:$€£¥–-])(?:(?P<low>{DIGITS})[–-]|(?<=[Bb]etween\s)(?P<least>{DIGITS})\sand\s)?(?:(?P<number3>{DIGITS}){SCALE.format(n=3)}?|\b(?P<number4>{WORDS}){SCALE.format(n=4)})"
    r"(?P<unit>[ \u00a0][A-Z][a-z]+\sand\s[A-Z][a-z]+(?:\s[a-z]+){1,2}|(?:[ \u00a0-](?!(?:and|or|of|in|on|at|to|by|for|from|with|the|a|an|as|is|are|was|were|has|have|had|that|which|who|after|before|than|per|also|were|will|would|more|during|respectively|against|under|over|between|into|not)\b)[A-Za-z][\w’'-]*){1,3}+(?:\sof\s[a-z]+)?)?"
    r"(?![\w%]|[.,]\d|[:/]\d)"
)
YEAR = r"(?:1[4-9]\d\d|20\d\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
MONTH = rf"(?:{'|'.join(month_names('en'))}|(?:{'|'.join(name.title() for name in short_months('en'))})\b\.?)"
DASH = r"(?:\s?[–—-]\s?|\s(?:to|until|through)\s)"
BEFORE_A_YEAR = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Aa]fter|[Bb]efore|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id|[Oo]f|[Tt]he|and|to)"
)
BEFORE_A_MONTH = r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id|[Ll]ast|[Tt]his)"
DATE_FORMS = {
    # 2022-04-06
    "iso": re.compile(rf"\b(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    # 29 April 2014; 16 and 30 July 2014; 6–7 April
    "day month": re.compile(
        rf"\b(?P<day>{DAY})(?:{DASH}(?P<until>{DAY})|\sand\s(?P<other>{DAY}))?\s(?:of\s)?(?P<month>{MONTH})(?:,?\s(?P<year>{YEAR})\b)?"
    ),
    # April 6–7, 2022; April 6 to May 7; April 6 and 9
    "month day": re.compile(
        rf"\b(?P<month>{MONTH})\s(?P<day>{DAY})(?:{DASH}(?:(?P<until_month>{MONTH})\s)?(?P<until>{DAY})|\sand\s(?P<other>{DAY}))?"
        rf"(?!\d|[.,]\d{{1,3}}\b)(?:,?\s(?P<year>{YEAR})\b)?"
    ),
    # March 2014; March–May 2014; October of 2014
    "month year": re.compile(rf"\b(?P<month>{MONTH})(?:{DASH}(?P<until_month>{MONTH}))?,?\s(?:of\s)?(?P<year>{YEAR})\b"),
    # the 1990s
    "decade": re.compile(r"\b(?P<year>(?:1[4-9]|20)\d)0s\b"),
    # 1990–1995, 2014-19; from 2014 to 2016
    "years": re.compile(rf"\b(?P<year>{YEAR})\s?[–-]\s?(?P<until>{YEAR}|\d\d)\b(?![\w-])"),
    "years in words": re.compile(rf"\b(?:[Ff]rom|[Bb]etween)\s(?P<year>{YEAR})\s(?:to|until|through|and)\s(?P<until>{YEAR})\b"),
    # in 2016
    "year": re.compile(rf"\b{BEFORE_A_YEAR}[\s-](?P<year>{YEAR})\b(?![–-]\w|[,.]\d)"),
    # in March
    "month": re.compile(rf"\b{BEFORE_A_MONTH}[\s-](?P<month>{MONTH})(?!\s\d|\w)"),
    "relative": re.compile(r"\b(?P<relative>today|this year|last year|next year|this month|last month)\b"),
}


FULL_DATES = ("iso", "day month", "month day")
ANY_YEAR = re.compile(r"[12](?<!\w.)(?:(?<=1)[4-9]|(?<=2)0)\d\d\b")
"""The set stands first: the engine skips to it."""

MAY_LACK_YEAR = ("day month", "month day", "month")
YEAR_AFTER = re.compile(rf"(?:\s[a-z’'-]+){{0,5}},?\s(?:in|of)\s(?P<year>{YEAR})\b(?![–-])")
YEAR_BEFORE = re.compile(rf"\b[Ii]n\s(?P<year>{YEAR}),?(?:\s[a-z’'-]+){{0,5}}\s$")
HAS_DIGIT = re.compile(r"\d")
DATE_WORDS = (
    *(name.lower() for name in month_names("en")),
    "jan",
    "feb",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "year",
    "month",
    "today",
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
MONTH_WORDS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RELATIVE_WORDS = ("today", "year", "month")
HAS_YEAR = re.compile(r"(?:1[4-9]|20)\d")
LEFTMOST = {"years in words": "year", "year": "year", "month": "month"}
"""Forms whose preposition is no part of the date."""


class Number(NamedTuple):
    """A quantity: ``value`` counts ``unit`` (an ISO 4217 code for money, "percent", or the words that follow)."""

    start: int
    end: int
    value: float
    unit: str | None
    upper: float | None = None


class Date(NamedTuple):
    """A date in ISO 8601: a day, month, year or an interval ``a/b``; ``--04-19`` where the year is not known."""

    start: int
    end: int
    value: str


def find_quantities(text: str, *, masked: Sequence[Span] = ()) -> list[Number]:
    """Return the quantities of ``text`` from left to right; none that touches ``masked`` (dates, citations).

    >>> [(n.value, n.unit) for n in find_quantities("from $100 million to 20 percent of 70,000 tons of coal")]
    [(100000000.0, 'USD'), (20.0, 'percent'), (70000.0, 'tons of coal')]
    """
    if not HAS_DIGIT.search(text) and not any(map(text.lower().__contains__, SCALE_WORDS)):
        return []
    found: list[Number] = []
    taken = list(masked)
    for find in (_find_money, _find_percentages, _find_counts):
        new = [number for number in find(text) if not any(number.start < end and start < number.end for start, end in taken)]
        found += new
        taken += [(number.start, number.end) for number in new]
    return sorted(found)


def find_dates(text: str, *, published: str | None = None, counted_from: str | None = None) -> list[Date]:
    """Return the dates of ``text``; what is relative is counted from ``published`` (ISO 8601).

    What lacks a year takes the one that stands near it, or is counted from ``counted_from``.

    >>> dates = find_dates("from April 6–7, 2022 and on 18 March 2014; on April 19", counted_from="2022-05-10")
    >>> [d.value for d in dates]
    ['2022-04-06/2022-04-07', '2014-03-18', '2022-04-19']
    >>> [d.value for d in find_dates("the parade of May 9 in 2015; on June 3")]
    ['2015-05-09', '2015', '--06-03']
    """
    found: list[Date] = []
    if not HAS_DIGIT.search(text) and not any(map(text.lower().__contains__, DATE_WORDS)):
        return []
    has_month, has_year = any(map(text.__contains__, MONTH_WORDS)), HAS_YEAR.search(text) is not None
    is_relative = any(map(text.__contains__, RELATIVE_WORDS))
    for form, pattern in DATE_FORMS.items():
        if not (has_month if "month" in form else is_relative if form == "relative" else has_year):
            continue
        for match in pattern.finditer(text):
            start, end = match.start(LEFTMOST.get(form, 0)), match.end()
            if any(start < date.end and date.start < end for date in found):
                continue
            count_from = published
            if form in MAY_LACK_YEAR and not match.groupdict().get("year"):
                count_from = _year_near(text, start, end) or counted_from
            found += [Date(start, end, value) for value in _values(form, match.groupdict(), count_from)]
    return sorted(found)


def _year_near(text: str, start: int, end: int) -> str | None:
    """Return the year that stands by itself near a date without one: "the parade of May 9 in 2015"."""
    after = YEAR_AFTER.match(text, end)
    before = YEAR_BEFORE.search(text, max(start - 40, 0), start)
    return after["year"] if after else before["year"] if before else None


def year_to_count_from(texts: Iterable[str], published: str | None) -> str | None:
    """Return the date or year from which dates without a year are counted in a source, if that is safe.

    It is the publication, unless the full dates lie mostly long before it. Without one it is the year of all full dates,
    if the text names no later one.

    >>> year_to_count_from(["It met on 6 April 2022, as in 2019."], None)
    '2022'
    >>> year_to_count_from(["It met on 6 April 2014."], "2020-05-01")
    """
    full: list[str] = []
    latest = ""
    for text in texts:
        years = ANY_YEAR.findall(text)
        if years:
            full += [match["year"] for form in FULL_DATES for match in DATE_FORMS[form].finditer(text) if match["year"]]
            latest = max(latest, *years)
    if published:
        old = [year for year in full if int(year) < int(published[:4]) - 1]
        return None if 2 * len(old) > len(full) else published
    return full[0] if full and set(full) == {full[0]} and latest == full[0] else None


def _find_money(text: str) -> Iterator[Number]:
    if not any(map(text.lower().__contains__, MONEY_WORDS)):
        return
    for match in MONEY.finditer(text):
        number = match["number1"] or match["number2"]
        scale = match["scale1"] or match["short1"] or match["scale2"] or match["short2"]
        if match["number2"] and number.lower() in ("a", "one") and not scale:
            continue
        sign, word = match["sign"], (match["currency"] or "").lower()
        unit = CURRENCY_SIGNS[sign.upper()] if sign else CURRENCY_WORDS.get(word) or (match["code"] or word).upper()
        yield Number(match.start(), match.end(), _value(number, scale), unit)


def _find_percentages(text: str) -> Iterator[Number]:
    if "%" not in text and "cent" not in text.lower():
        return
    for match in PERCENT.finditer(text):
        unit = "percentage points" if (match["word"] or "").lower().startswith("percentage") else "percent"
        for name in ("low", "high"):
            if match[name] and match[name].lower() != "a":
                yield Number(match.start(), match.end(), _value(match[name], None), unit)


def _find_counts(text: str) -> Iterator[Number]:
    for match in COUNT.finditer(text):
        number = match["number3"] or match["number4"]
        scale = match["scale3"] or match["short3"] or match["scale4"] or match["short4"]
        unit = (match["unit"] or "").strip(" -\u00a0") or None
        is_enumerator = text[match.start() - 1 : match.start()] == "(" or text[match.end() : match.end() + 1] == ")"
        if unit is None and (is_enumerator or ("," not in number and not scale)):
            continue
        low = match["low"] or match["least"]
        if low and _value(low, scale) >= _value(number, scale):
            continue  # a vote of 80-19
        if low:
            yield Number(match.start(), match.end(), _value(low, scale), unit)
        yield Number(match.start(), match.end(), _value(number, scale), unit)


def _value(number: str, scale: str | None) -> float:
    value = NUMBER_WORDS.get(number.lower())
    if value is None:
        value = float(number.replace(",", ""))
    for word in (scale or "").lower().split():
        value *= MULTIPLIERS[word]
    return round(value, 6)


def _values(form: str, part: dict[str, str | None], published: str | None) -> list[str]:
    """Return the date, or both of "16 and 17 March 2014", in ISO 8601 (a decade as in its extension, "199X")."""
    year, until = part.get("year"), part.get("until")
    if form == "relative":
        return _relative(part["relative"] or "", published)
    if form == "decade":
        return [f"{year}X"]
    if form in ("years", "years in words") and year and until:
        end = until if len(until) == 4 else year[:2] + until
        return [f"{year}/{end}"] if end > year else []
    if form == "year":
        return [year or ""]
    month = _month(part["month"] or "")
    until_month = _month(part.get("until_month") or "") or month
    first = _dated(published, year, month, part.get("day"))
    if until or until_month != month:
        return [f"{first}/{_dated(published, year, until_month, until)}"]
    other = part.get("other")
    return [first, _dated(published, year, month, other)] if other else [first]


def _month(name: str) -> int:
    """Return the number of a month, 0 for no name."""
    return int(name) if name.isdigit() else MONTHS.get(name.lower().rstrip("."), 0)


def _dated(published: str | None, year: str | None, month: int, day: str | None) -> str:
    """Return the date; a year that is not given is the last one in which it lies before the publication."""
    tail = f"{month:02}" + (f"-{int(re.sub('[a-z]', '', day)):02}" if day else "")
    if year is None and published:
        year = published[:4]
        if len(published) >= 7 and f"{year}-{tail}" > published[: 5 + len(tail)]:
            year = str(int(year) - 1)
    return f"{year}-{tail}" if year else f"--{tail}"


def _relative(words: str, published: str | None) -> list[str]:
    """Return "last year" and the like as a date, where the date of publication is known well enough."""
    if not published:
        return []
    if words.endswith("year"):
        return [str(int(published[:4]) + {"this": 0, "last": -1, "next": 1}[words.split(maxsplit=1)[0]])]
    if words.endswith("month") and len(published) >= 7:
        year, month = int(published[:4]), int(published[5:7]) - (words == "last month")
        return [f"{year}-{month:02}" if month else f"{year - 1}-12"]
    if words == "today" and len(published) == 10:
        return [published]
    return []
