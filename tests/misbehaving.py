"""Steps that do what hostile files may bring about. They stand in a module so that child processes can import them."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from extract.child import page_done
from extract.errors import UnreadableSourceError


def well(item: Any) -> Any:
    return item


def doze(item: int) -> int:
    """Take a little time."""
    time.sleep(0.02)
    return item


def sleep(_item: object) -> None:
    time.sleep(600)


def backtrack(_item: object) -> None:
    """Spend ages inside one call of C code."""
    re.match(r"(a+)+b", "a" * 60)


def eat_memory(_item: object) -> list[bytearray]:
    eaten = []
    while True:
        eaten.append(bytearray(10_000_000))


def exit_early(_item: object) -> None:
    os._exit(0)


def exit_politely(_item: object) -> NoReturn:
    sys.exit(3)


def crash(_item: object) -> None:
    ctypes.string_at(0)


def be_killed(_item: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class UnspeakableError(BaseException):
    """An exception that fails even when it is asked what it is."""

    def __str__(self) -> str:
        """Fail."""
        raise ValueError


def raise_something_odd(_item: object) -> None:
    raise UnspeakableError(lambda: None)


def recurse(item: int) -> int:
    return recurse(item + 1)


def give_what_cannot_be_sent(_item: object) -> Any:
    return lambda: None


def say_much(item: Any) -> Any:
    sys.stdout.write("x" * 1_000_000)
    os.write(1, b"x" * 1_000_000)
    return item


def write_a_large_file(path: str) -> None:
    Path(path).write_bytes(bytes(2_000_000))


def refuse(_item: object) -> NoReturn:
    message = "it is a picture; run OCR first"
    raise UnreadableSourceError(message)


def turn_pages(seconds_a_page: float) -> str:
    for _ in range(8):
        until = time.process_time() + seconds_a_page
        while time.process_time() < until:
            pass
        page_done()
    return "read"


def fail_on_odd(item: int) -> int:
    if item % 7 == 3:
        os._exit(1)
    if item % 7 == 5:
        raise KeyError(item)
    return item


def process_id(_item: object) -> int:
    return os.getpid()


def tell_and_sleep(path: str) -> None:
    """Say which process this is, and then never end."""
    Path(path).joinpath(str(os.getpid())).mkdir()
    time.sleep(600)
