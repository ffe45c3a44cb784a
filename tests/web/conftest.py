"""What tests of pages start from: an empty store, or the example's case in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from yingmen import case as cases
from yingmen.web import desk
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.web.vault.models import File

EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """No answer in memory from the test before."""
    desk.forget()
    yield
    desk.forget()


@pytest.fixture
def example(db: None) -> File:
    """The example's case, kept as the app keeps it."""
    del db
    case = cases.parse(EXAMPLE.read_text(encoding="utf-8"))
    kept = versions.begin(cases.to_data(case), "例子", desk.now())
    return next(file for file in versions.files() if file.pk == kept.file_id)
