"""A sum that nobody but this user can make, for files that lie where others may write.

What is kept of a run is unpickled, and whoever writes a pickle runs what he likes; so only what bears our seal is opened.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

SIZE = 16
"""Bytes of a seal."""
KEY_SIZE = 32


class Seal:
    """Seals bytes for one purpose; the seals of another user, or for another purpose, differ.

    >>> seal = Seal("an example")
    >>> seal.opened(seal.closed(b"ports", b"1"), b"1"), seal.opened(seal.closed(b"ports", b"1"), b"2")
    (b'ports', None)
    """

    def __init__(self, purpose: str) -> None:
        """Take what the seals are for."""
        self._key = hashlib.blake2b(purpose.encode(), key=own_key(cache_folder()), digest_size=KEY_SIZE).digest()

    def of(self, data: bytes, name: bytes = b"") -> bytes:
        """Return the seal of ``data`` under a name, so that nothing can stand for something else."""
        total = hashlib.blake2b(len(name).to_bytes(8), key=self._key, digest_size=SIZE)
        total.update(name)
        total.update(data)
        return total.digest()

    def closed(self, data: bytes, name: bytes) -> bytes:
        """Return ``data`` with its seal before it."""
        return self.of(data, name) + data

    def opened(self, sealed: bytes, name: bytes) -> bytes | None:
        """Return the data without the seal; nothing, if that is not ours."""
        data = sealed[SIZE:]
        return data if secrets.compare_digest(sealed[:SIZE], self.of(data, name)) else None


@cache
def own_key(folder: Path) -> bytes:
    """Return the key of this user, which is made at first and lies in ``folder``; where none can be kept, one for this process."""
    path = folder / "key"
    try:
        if not _is_key(path):
            folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=folder, delete=False) as file:  # for its user alone to read
                file.write(secrets.token_bytes(KEY_SIZE))
            Path(file.name).replace(path)
        return path.read_bytes()
    except OSError:  # no home, or one that is not to be written to: what is kept serves this run and no other
        return secrets.token_bytes(KEY_SIZE)


def _is_key(path: Path) -> bool:
    """Tell whether a whole key lies there, and nobody else has put it there."""
    if not path.is_file() or path.stat().st_size != KEY_SIZE:
        return False
    return sys.platform == "win32" or path.stat().st_uid == os.getuid()


def cache_folder() -> Path:
    """Return the folder of what Pincite keeps for this user, whichever corpus."""
    if sys.platform == "win32":
        kept = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        kept = "~/Library/Caches"
    else:
        kept = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(kept)) / "pincite"  # noqa: PTH111 - Path.expanduser raises where there is no home
