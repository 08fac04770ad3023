"""A seal on what is kept between runs: only what this user's own runs have kept is ever unpickled.

Annotations are handed on, and with them, perhaps, what somebody else has put beside them.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
from functools import cache
from hmac import compare_digest
from pathlib import Path

SIZE = 32
"""Bytes of the key."""


def seal(name: bytes, data: bytes) -> bytes:
    """Return the seal of ``data`` under its name: nobody without the key of this user can make it."""
    return hashlib.blake2b(len(name).to_bytes(4) + name + data, key=user_key(), digest_size=16).digest()


def is_sealed(name: bytes, data: bytes, mark: bytes) -> bool:
    """Tell whether ``mark`` is the seal of ``data`` under its name."""
    return compare_digest(seal(name, data), mark)


def key_file() -> Path:
    """Return where the key of this user lies: in the user's own cache folder."""
    if sys.platform == "win32":
        caches = os.environ.get("LOCALAPPDATA")
    else:
        caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "pincite" / "key"


@cache
def user_key() -> bytes:
    """Return the key of this user, which is made when there is none; where it cannot be kept, one for this process."""
    file = key_file()
    key = secrets.token_bytes(SIZE)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(key)
    except FileExistsError:
        kept = file.read_bytes()
        if len(kept) == SIZE:
            return kept
    except OSError:  # no home, or none to write to: what this process keeps serves it alone
        return key
    return key
