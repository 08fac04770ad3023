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
import math
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]  # the parser of patterns has no public name
from re import _parser as parser  # type: ignore[attr-defined]  # the same
from typing import Any, NamedTuple

import pytest

import extract

SIZE = 4_000
"""Characters of the texts on which slow patterns are found: a quadratic one takes eight million steps on them."""
SUSPECT = 0.002
"""Seconds on such a text above which growth is measured; a linear pattern takes a tenth of that."""
GROWTH = 2.9
"""How much longer twice the text may take: 2 is linear, 4 quadratic; the rest is noise."""
PATIENCE = 0.3
"""Seconds of work for one run, after which the pattern is called hopeless."""
END = "!\x00"
"""The end of each text, with which no pattern is content."""
CACHED = type(functools.lru_cache(repr))
UNLIMITED = 500
"""A repeat that may go on as often as this is treated as one without a limit."""

RUNS = ["(", "[", "()", "1", "1.", "1, ", "1-", ".", ". ", " ", "\t", "\n", " \n", "-", "-\n", "A", "A.", "A. ", "Aa", "Aa ", "Aa, ", "a", "a ", "a, ", "a-", "a.", "a-\n", '"', "“", "’", "*", "|", "<a ", "&", "a/", "http://", "a@", ";", "¹", "中", "2014, ", "(Aa, 2014; ", "[1, ", "\\", "x1([", "et al. "]  # fmt: skip


pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here ends a hopeless run")


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
                searched = f"{info.name}.{name}" not in matched_only or not isinstance(value, re.Pattern)
                if key not in found or (searched and not found[key].is_searched):
                    found[key] = Found(f"{info.name}.{name}", pattern, searched)
    return list(found.values())


def patterns_in(value: Any, depth: int = 4) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that a value is, holds or builds."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth:
        for item in contents(value):
            yield from patterns_in(item, depth - 1)


def contents(value: Any) -> Iterable[Any]:
    """Return what a value holds, or what a cached builder without arguments builds."""
    if isinstance(value, CACHED):
        return [] if inspect.signature(value).parameters else [value()]
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, tuple | list | set | frozenset):
        return value
    if type(value).__module__.startswith("extract."):
        return [
            getattr(value, name, None) for name in (*getattr(type(value), "__slots__", ()), *getattr(value, "__dict__", ()))
        ]
    return []


def names_matched_only() -> set[str]:
    """Return the names, with their modules, that the package uses as ``NAME.match`` and ``NAME.fullmatch`` only."""
    root = Path(extract.__path__[0])
    matched, other = set[str](), set[str]()
    aliases: dict[str, str] = {}
    for path in root.rglob("*.py"):
        own = ".".join(["extract", *path.relative_to(root).with_suffix("").parts]).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        origin = {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}
        aliases |= {f"{own}.{name}": source for name, source in origin.items()}
        matching = set[int]()
        for node in ast.walk(tree):  # an attribute comes before the name inside it
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in {"match", "fullmatch"}:
                matching.add(id(node.value))
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                (matched if id(node) in matching else other).add(origin.get(node.id, f"{own}.{node.id}"))
    only = matched - other
    return only | {alias for alias, source in aliases.items() if source in only}


def hostile_runs(pattern: re.Pattern[str]) -> list[str]:
    """Return short texts which, many times over, may hurt ``pattern``: samples of its unlimited repeats.

    There are none when every repeat has a limit: then no text can hurt.
    """
    runs: dict[str, None] = {}
    for before, body in repeats(parser.parse(pattern.pattern, pattern.flags), ""):
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
    previous = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        began = time.process_time()
        use(found.pattern, text)
        return time.process_time() - began
    except HopelessError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def exhaust(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def match(pattern: re.Pattern[str], text: str) -> None:
    pattern.match(text)
    pattern.fullmatch(text)


def growth(found: Found, run: str) -> str | None:
    """Return what is wrong with the growth of the pattern's time on a run, or nothing."""

    def measure(times: int) -> float:
        return seconds(found, run * (times * SIZE // len(run)) + END)

    first = measure(1)
    if first < SUSPECT:
        return None
    if math.isinf(first):
        return f"{found.name} on {SIZE} characters of {run!r}: no end"
    best: list[float] = []
    for times in (1, 2, 4):
        best.append(min(measure(times) for _ in range(2)))
        if best[0] < SUSPECT / 2 or (len(best) > 1 and best[-1] < GROWTH * best[-2]):
            return None
        if math.isinf(best[-1]):
            break
    figures = ", ".join(f"{value * 1000:.0f} ms" for value in best)
    return f"{found.name} on {SIZE}, twice, four times as many characters of {run!r}: {figures}"


def fault_of(found: Found) -> str | None:
    """Return the first fault of a pattern."""
    runs = hostile_runs(found.pattern)
    faults = (growth(found, run) for run in [*runs, *RUNS] if runs)
    return next((fault for fault in faults if fault), None)


def test_no_pattern_grows_faster_than_its_text() -> None:
    patterns = find_patterns()
    assert len(patterns) > 100
    faults = [
        fault for found in patterns if fault_of(found) and (fault := fault_of(found))
    ]  # a busy machine slows by chance, not twice
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("pattern", [r"\s+$", r"(?:a|aa)+$", r"\([^)]*\)", r"[A-Z]\w*\s+\d", r"\d+(?:,\d+)*;", r"(\w+\s?)+:"])
def test_a_bad_pattern_is_found(pattern: str) -> None:
    assert any(fault_of(Found("bad", re.compile(pattern), is_searched=True)) for _ in range(3))


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s++$", r"\([^()]{0,99}\)", r"\b[A-Z]\w{0,20}+\s{1,3}\d", r"[.!?]+"])
def test_a_good_pattern_is_not(pattern: str) -> None:
    assert not all(fault_of(Found("good", re.compile(pattern), is_searched=True)) for _ in range(3))


def test_a_pattern_that_is_only_matched_may_run_to_the_end() -> None:
    assert not fault_of(Found("matched", re.compile(r"[a-z ]+\Z"), is_searched=False))
    assert fault_of(Found("searched", re.compile(r"[a-z ]+\Z"), is_searched=True))
