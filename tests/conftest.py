"""What several test files share: the corpus, annotated once, and how laws are tried."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from extract import run
from extract.annotations import load

if TYPE_CHECKING:
    from extract.annotations import Annotations

ROOT = Path(__file__).parent.parent

# A busy machine is no fault of a law; where everybody waits for the answer, the same examples are tried each time.
settings.register_profile("here", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with ``corpus/`` and ``annotations/`` (gold too) in it, as after ``pincite extract corpus/``."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copytree(ROOT / "annotations" / "gold", folder / "annotations" / "gold")
    run.extract(folder / "corpus", folder / "annotations", jobs=1)
    return folder


@pytest.fixture(scope="session", name="annotations")
def annotations_of_corpus(annotated: Path) -> Annotations:
    """Return the annotations of the corpus, unpacked: many tests look at them."""
    loaded = load(annotated / "annotations")
    return replace(loaded, of_source=dict(loaded.of_source))
