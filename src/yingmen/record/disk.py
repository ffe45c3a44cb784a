"""What a record asks of the disk: plain files alone, what is written really there, things removed."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO

from yingmen.errors import InputError, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened so that no link is followed and no pipe waited for."""
_UNREADABLE = "看看这个文件有没有权限读、磁盘是不是好的。"


def open_plain(path: Path) -> BinaryIO:
    """Open a plain file for reading; a link, a folder or a device in its place counts as missing."""
    try:
        handle = os.open(path, os.O_RDONLY | PLAIN)
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(path) from None
    except OSError as error:
        if path.is_symlink() or path.is_dir():
            raise FileNotFoundError(path) from None
        raise unreadable(error, path) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileNotFoundError(path)
    return os.fdopen(handle, "rb")


@contextlib.contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say which file the disk would not give."""
    try:
        yield
    except OSError as error:
        raise unreadable(error, path) from error


def unreadable(error: OSError, path: Path) -> InputError:
    """Say why the disk would not give a file or a folder."""
    return InputError(f"读不了（{refusal(error)}）", where=str(path), remedy=_UNREADABLE)


def sync(stream: BinaryIO) -> None:
    """Wait until what was written is on the disk itself."""
    stream.flush()
    if sys.platform == "darwin":  # where fsync leaves it in the disk's own memory
        import fcntl  # noqa: PLC0415 - only there

        fcntl.fcntl(stream.fileno(), fcntl.F_FULLFSYNC)
    else:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows sees to it by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder; what cannot be removed stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def remove_empty(folder: Path) -> None:
    """Remove a folder with nothing left in it; any other stays."""
    with contextlib.suppress(OSError):
        folder.rmdir()
