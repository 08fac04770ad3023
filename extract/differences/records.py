"""What `pincite diff` says, as records."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from extract.differences.kinds import About, Noise, Wording  # noqa: TC001 - pydantic reads it
from extract.models import Anchor, Model, Source
from extract.where import Where  # noqa: TC001 - pydantic reads it


class Comparison(Model):
    """How two texts, or two passages, differ as a whole; its differences follow it."""

    type: Literal["comparison"] = "comparison"
    a: Annotated[Where, Field(description="where the first begins")]
    b: Annotated[Where, Field(description="where the second begins")]
    same_wording: Annotated[bool, Field(description="whether nothing but noise differs")]
    wording: Annotated[dict[Wording, int], Field(description="differences of wording by kind")]
    noise: Annotated[dict[Noise, int], Field(description="noise by kind")]


class FoundDifference(Model):
    """One place at which two texts differ; an empty quote is the place at which the other has more."""

    type: Literal["difference"] = "difference"
    kind: Annotated[Wording | Noise, Field(description="what has happened to the text from a to b")]
    is_noise: Annotated[bool, Field(description="whether the wording is the same")]
    about: Annotated[
        About, Field(description="what another wording matters most to: number, negation, name or words; empty for noise")
    ]
    a: Annotated[Anchor, Field(description="the text in the first")]
    b: Annotated[Anchor, Field(description="the text in the second")]
    at_a: Annotated[Where, Field(description="where that begins")]
    at_b: Annotated[Where, Field(description="where that begins")]


DiffRecord = Source | Comparison | FoundDifference
