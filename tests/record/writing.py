"""Small records for tests: what somebody writes down, and a record of a few entries in memory."""

from __future__ import annotations

import io
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from record.memory import MemoryStore
from yingmen.record import Draft, Journal, Upload

if TYPE_CHECKING:
    from yingmen.record import Entry, Store

NOW = datetime(2026, 3, 9, 20, 15)  # noqa: DTZ001 - wall time in Beijing, as records have it
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200)
CHAT = "张三：什么时候还？\n".encode()


def draft(text: str = "两个人来敲门", **more: Any) -> Draft:
    """A note, unless said otherwise."""
    return Draft(**{"kind": "note", "by": "林小满", "text": text, **more})


def upload(name: str, data: bytes) -> Upload:
    """Something to attach."""
    return Upload(name, lambda: io.BytesIO(data))


def write(store: Store, *texts: str) -> tuple[Entry, ...]:
    """Write some notes down."""
    journal = Journal(store)
    return tuple(journal.append(draft(text), NOW) for text in texts)


@cache
def _five() -> MemoryStore:
    store = MemoryStore()
    journal = Journal(store)
    photo, chat = upload("门口.jpg", PHOTO), upload("聊天.txt", CHAT)
    journal.append(draft("第一件事", kind="visit", at="2026-03-09T19:30", attachments=(photo,)), NOW)
    journal.append(draft("第二件事", kind="call", at="2026-03-08"), NOW)
    journal.append(draft("第三件事", kind="message", facts={"channel": "sms"}, attachments=(chat,)), NOW)
    journal.append(draft("第四件事", kind="promise", amount="300"), NOW)
    journal.append(draft("第五件事", kind="note", corrects=2, attachments=(photo,)), NOW)
    return store


def five() -> MemoryStore:
    """A record of five entries with two attachments, the first of them attached twice; a fresh copy."""
    return _five().copy()
