"""Faults that a user can act on. Each message says what, where, and what to do next."""

from __future__ import annotations


class PinciteError(Exception):
    """Base of all faults that Pincite reports in one line."""

    exit_code = 2


class UnreadableSourceError(PinciteError):
    """A source cannot be read; the others still can."""

    exit_code = 3


class LimitError(UnreadableSourceError):
    """A source would take more than it may of time, memory, pages, characters or inflated bytes."""


class UsageError(PinciteError):
    """The command was given something that does not exist or does not fit."""


class StoreError(PinciteError):
    """The annotations are locked by another run, or damaged."""

    exit_code = 4


class UnwritableError(PinciteError):
    """The folder of the annotations cannot be written to, or its disk is full."""

    exit_code = 4


class EngineError(PinciteError):
    """The cluster that should do the work does not answer, has gone, or cannot do it."""
