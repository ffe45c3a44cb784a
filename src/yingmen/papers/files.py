"""Results on the disk: each file is there whole, as before, or not at all; never half-written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from yingmen.errors import OutputError, not_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def write_all(files: Mapping[Path, str | bytes]) -> None:
    """Put several results on the disk so that none is ever half-written, readable by their owner alone.

    Everything is written beside its place first and moved there only when all of it is safe on the disk;
    folders that are missing are made. Text is written as UTF-8, line ends as given.

    Raises:
        OutputError: what could not be written, and where. Files not yet moved keep their old content.
    """
    drafts: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with _named(path):
                _draft(path.resolve(), content, drafts)
        for place in tuple(drafts):
            with _named(place):
                drafts[place].replace(place)
            del drafts[place]
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(place: Path, content: str | bytes, drafts: dict[Path, Path]) -> None:
    """Write beside the place, and note the draft at once so that it is removed whatever happens."""
    data = content.encode() if isinstance(content, str) else content
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".yingmen-", suffix=".tmp")
    drafts[place] = Path(name)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeEncodeError as error:
        raise OutputError(
            "内容里有无法保存的字符", where=str(path), remedy="请把乱码的那一处改掉再运行。"
        ) from error
    except OSError as error:
        raise not_written(error, str(path)) from error
