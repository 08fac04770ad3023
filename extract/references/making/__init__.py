"""Labelled bibliography entries made for training: invented works in the printed forms of many styles and languages.

One part is printed by templates of our own (`templates`), which have forms that no style file has: German footnotes, sloppy
lists, works without a title. The other part is printed by citeproc-py in the styles of ``data/reference_styles.toml``
(`styles`), which needs the extra ``train``. `noise` then does to some of them what scans and hasty authors do.
The same seed gives the same entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.references.making.pool import Pool, title_pool
from extract.references.making.templates import make_from_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Pool", "make_entries", "title_pool"]

STYLED = 1 / 3  # printing in a style takes a hundred times as long as filling a template


def make_entries(count: int, *, seed: int = 1, pool: Pool = Pool(), styled: float = STYLED) -> Iterator[dict[str, Any]]:  # noqa: B008 - frozen
    """Yield ``count`` labelled entries; the share ``styled`` of them is printed in CSL styles, the others by templates.

    Each is a record of ``text``, ``labels`` [[start, end, field], ...], ``source`` and ``clean``, as training reads them.
    """
    printed = round(count * styled)
    yield from make_from_templates(count - printed, seed=seed, pool=pool)
    if printed:
        from extract.references.making.printing import make_styled  # noqa: PLC0415 - an extra: citeproc-py may be missing

        yield from make_styled(printed, seed=seed, pool=pool)
