"""What several test files share: the corpus, annotated once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract import run
from extract.annotations import load

if TYPE_CHECKING:
    from extract.annotations import Annotations

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with ``corpus/`` and ``annotations/`` in it, as after ``pincite extract corpus/``."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    run.extract(folder / "corpus", folder / "annotations", jobs=1)
    return folder


@pytest.fixture(scope="session", name="annotations")
def annotations_of_corpus(annotated: Path) -> Annotations:
    """Return the annotations of the corpus."""
    return load(annotated / "annotations")
