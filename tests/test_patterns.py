"""No pattern may take more than its share of time, however hostile the text.

Every compiled pattern of the package is found and run on texts made to hurt it: runs of the characters that usually do,
and, for each repeat without a limit, its own beginning and body many times over. What is slow is measured at n, 2n and
4n characters, and must not grow faster than the text.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

import extract

SIZE = 4_000
"""Characters of the texts on which slow patterns are found: a quadratic one takes ten million steps or so on them."""
SUSPECT = 0.008
"""Seconds on such a text above which growth is measured; a linear pattern takes a tenth of that."""
GROWTH = 2.9
"""How much longer twice the text may take: 2 is linear, 4 quadratic; the rest is noise."""
PATIENCE = 3.0
"""Seconds for one run, after which the pattern is called hopeless."""
LONG_PATTERN = 20_000
"""Characters of a pattern above which it is a compiled word list, without repeats worth reading."""
UNLIMITED = 500
"""A repeat that may go on as often as this is treated as one without a limit."""

RUNS = ["(", "[", "((", "()", "1", "1.", "1,", "1-", ".", ". ", "...", " ", "\t", "\n", " \n", "\n\n", "-", "- ", "-\n", "–", "A", "A.", "A. ", "Aa", "Aa ", "Aa, ", "Aa & ", "a", "a ", "a, ", "a-", "a.", "a-\n", '"', "“", "”", "'", "’", "“a", "*", "_", "#", "|", "<", "<a ", "&", "/", "a/", "http://", "@", "a@", ";", ":", ",", ", ", "¹", "é", "中", "2014", "2014, ", "(2014) ", "(Aa, 2014; ", "[1, ", "[1]", "pp. 1-", "ibid. ", "et al. ", "von ", "https://a.b/", "10.1/", "{", "\\", "$", "x1(["]  # fmt: skip


class Found(NamedTuple):
    """A pattern, where it stands, and whether it is ever searched for, or only matched at a place."""

    name: str
    pattern: re.Pattern[str]
    is_searched: bool


def find_patterns() -> list[Found]:
    """Return the patterns of all modules: in globals, in what these hold, and from cached builders without arguments."""
    matched_only = names_matched_only()
    found: dict[tuple[str, int], Found] = {}
    for info in sorted(pkgutil.walk_packages(extract.__path__, "extract."), key=lambda info: info.name):
        module = importlib.import_module(info.name)
        for name, value in sorted(vars(module).items()):
            if getattr(value, "__module__", info.name) != info.name and not isinstance(value, re.Pattern):
                continue
            for pattern in patterns_in(value):
                key = (pattern.pattern, pattern.flags)
                searched = name not in matched_only or not isinstance(value, re.Pattern)
                if key not in found or (searched and not found[key].is_searched):
                    found[key] = Found(f"{info.name}.{name}", pattern, searched)
    return list(found.values())


def patterns_in(value: Any, depth: int = 4) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that a value is, holds or builds."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, functools._lru_cache_wrapper):  # noqa: SLF001 - there is no public name
        if not inspect.signature(value).parameters:
            yield from patterns_in(value(), depth - 1)
    elif depth and isinstance(value, Mapping):
        for item in value.values():
            yield from patterns_in(item, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from patterns_in(item, depth - 1)
    elif depth and type(value).__module__.startswith("extract"):
        names = getattr(type(value), "__slots__", ()) or vars(value) if hasattr(value, "__dict__") else type(value).__slots__
        for name in names:
            yield from patterns_in(getattr(value, name, None), depth - 1)


def names_matched_only() -> set[str]:
    """Return the names that the package uses in no other way than ``NAME.match`` and ``NAME.fullmatch``."""
    matched, other = set[str](), set[str]()
    for path in Path(extract.__path__[0]).rglob("*.py"):
        inside = set[int]()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in {"match", "fullmatch"}:
                matched.add(node.value.id)
                inside.add(id(node.value))
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in inside:
                other.add(node.id)
    return matched - other


def hostile_runs(pattern: str, flags: int) -> list[str]:
    """Return short texts which, many times over, may hurt ``pattern``: the samples of its unlimited repeats."""
    if len(pattern) > LONG_PATTERN:
        return []
    runs: dict[str, None] = {}
    for before, body in repeats(parser.parse(pattern, flags), ""):
        runs |= dict.fromkeys(run for run in (body, before + body, before) if run)
    return list(runs)[:24]


def repeats(parsed: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield a sample of what stands before each unlimited repeat, and one of its body."""
    for operation, argument in parsed:
        if operation in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
            if argument[1] >= UNLIMITED:
                yield before[-60:], sample(argument[2])
            yield from repeats(argument[2], before)
        elif operation is codes.SUBPATTERN:
            yield from repeats(argument[3], before)
        elif operation is codes.BRANCH:
            for choice in argument[1]:
                yield from repeats(choice, before)
        elif operation in {codes.ASSERT, codes.ASSERT_NOT}:
            yield from repeats(argument[1], before)
        elif operation is codes.ATOMIC_GROUP:
            yield from repeats(argument, before)
        before += sample([(operation, argument)])


def sample(parsed: Any) -> str:
    """Return a short text that the parsed pattern matches, assertions aside."""
    text = ""
    for operation, argument in parsed:
        if operation is codes.LITERAL:
            text += chr(argument)
        elif operation is codes.NOT_LITERAL:
            text += "a" if argument != ord("a") else "b"
        elif operation is codes.ANY:
            text += "a"
        elif operation is codes.IN:
            text += next(
                (c for c in "a1 A.,-(é\n" if is_in(c, argument)), chr(argument[0][1]) if argument[0][0] is codes.LITERAL else ""
            )
        elif operation in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
            text += sample(argument[2]) * min(max(argument[0], 1), 4)
        elif operation is codes.SUBPATTERN:
            text += sample(argument[3])
        elif operation is codes.BRANCH:
            text += sample(argument[1][0])
        elif operation is codes.ATOMIC_GROUP:
            text += sample(argument)
    return text


def is_in(character: str, items: Any) -> bool:
    """Tell whether a parsed set has the character."""
    categories: dict[Any, Callable[[str], bool]] = {
        codes.CATEGORY_DIGIT: str.isdecimal,
        codes.CATEGORY_NOT_DIGIT: lambda c: not c.isdecimal(),
        codes.CATEGORY_SPACE: str.isspace,
        codes.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
        codes.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
        codes.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
    }
    negated = items[0][0] is codes.NEGATE
    for kind, argument in items[negated:]:
        if (
            (kind is codes.LITERAL and ord(character) == argument)
            or (kind is codes.RANGE and argument[0] <= ord(character) <= argument[1])
            or (kind is codes.CATEGORY and categories[argument](character))
        ):
            return not negated
    return bool(negated)


class HopelessError(Exception):
    """A run that took longer than anyone would wait."""


def seconds(found: Found, text: str) -> float:
    """Return how long the pattern takes for the text."""

    def give_up(_number: int, _frame: Any) -> None:
        raise HopelessError

    use = exhaust if found.is_searched else match
    previous = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        began = time.process_time()
        use(found.pattern, text)
        return time.process_time() - began
    except HopelessError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def exhaust(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def match(pattern: re.Pattern[str], text: str) -> None:
    pattern.match(text)
    pattern.fullmatch(text)


def grown(found: Found, run: str, end: str) -> str | None:
    """Return what is wrong with the growth of the pattern's time on a run, or nothing."""

    def text(size: int) -> str:
        return run * (size // len(run)) + end

    first = seconds(found, text(SIZE))
    if first < SUSPECT:
        return None
    best = [min(seconds(found, text(size)) for _ in range(3)) for size in (SIZE, 2 * SIZE, 4 * SIZE)]
    if best[0] < SUSPECT / 2 or (best[1] < GROWTH * best[0] or best[2] < GROWTH * best[1]):
        return None
    figures = ", ".join(f"{value * 1000:.0f} ms" for value in best)
    return f"{found.name} on {run!r} times {SIZE // len(run)}, {2 * SIZE // len(run)}, {4 * SIZE // len(run)}: {figures}"


def check(found: Found) -> list[str]:
    """Return the runs on which the pattern grows faster than the text; the first is enough."""
    for run in [*RUNS, *hostile_runs(found.pattern.pattern, found.pattern.flags)]:
        for end in ("", "!\x00"):
            if fault := grown(found, run, end):
                return [fault]
    return []


PATTERNS = find_patterns() if hasattr(signal, "setitimer") else []


def test_no_pattern_grows_faster_than_its_text() -> None:
    assert PATTERNS
    assert [fault for found in PATTERNS for fault in check(found)] == []


@pytest.mark.parametrize("pattern", [r"\s+$", r"(?:a|aa)+$", r"\([^)]*\)", r"[A-Z]\w*\s+\d", r"\d+(?:,\d+)*;", r"(\w+\s?)+:"])
def test_a_bad_pattern_is_found(pattern: str) -> None:
    assert check(Found("bad", re.compile(pattern), is_searched=True))


@pytest.mark.parametrize("pattern", [r"\s++(?<=\n)x", r"(?<!\s)\s++$", r"\([^()]{0,99}\)", r"\b[A-Z]\w*+\s{1,3}\d", r"[.!?]+"])
def test_a_good_pattern_is_not(pattern: str) -> None:
    assert not check(Found("good", re.compile(pattern), is_searched=True))


def test_a_pattern_that_is_only_matched_may_run_to_the_end() -> None:
    assert not check(Found("matched", re.compile(r"[a-z ]+\Z"), is_searched=False))
    assert check(Found("searched", re.compile(r"[a-z ]+\Z"), is_searched=True))
