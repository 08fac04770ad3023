"""Clusters: things that are told, pair by pair, to be one."""

from __future__ import annotations

from typing import Generic, TypeVar

Item = TypeVar("Item", int, str)


class Clusters(Generic[Item]):
    """Items in clusters, each led by its lowest; an item that was joined to no other leads itself.

    >>> clusters = Clusters[int]()
    >>> clusters.join(3, 2), clusters.join(1, 3), clusters.leader(2), clusters.leader(4)
    (2, 1, 1, 4)
    """

    def __init__(self) -> None:
        """Begin with every item by itself."""
        self._before: dict[Item, Item] = {}

    def leader(self, item: Item) -> Item:
        """Return the item that leads the cluster of ``item``."""
        before = self._before
        while (above := before.get(item, item)) != item:
            before[item] = item = before.get(above, above)
        return item

    def join(self, one: Item, other: Item) -> Item:
        """Make the clusters of two items one; return its leader."""
        low, high = sorted((self.leader(one), self.leader(other)))
        if low != high:
            self._before[high] = low
        return low
