"""What the page for writing at the door sends: read into a draft, and shown again as it was typed."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from yingmen.case.values import read_moment
from yingmen.errors import EntryError, InputError, Problem
from yingmen.record import Draft, Upload
from yingmen.web.record import toggles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, BinaryIO

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from yingmen.record import Entry
    from yingmen.record.entry import Fact

KINDS = (
    ("visit", "上门"),
    ("call", "电话"),
    ("im", "微信等消息"),
    ("sms", "短信"),
    ("letter", "信件"),
    ("note", "只记一笔"),
)
_MESSAGES = ("im", "sms", "letter", "email", "public_post")
_BUTTONS = frozenset(toggle.name for toggle in toggles.COUNTS)
_NUMBER = re.compile(r"[1-9][0-9]{0,2}\Z")
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")
EARLY, LATE = timedelta(days=30), timedelta(minutes=5)
"""How far from the server's clock a device's may be: it may have been offline for long, but not ahead."""


def new_key() -> str:
    """A name for what one page will send, so that it is not written down twice."""
    return secrets.token_urlsafe(18)


def key_of(data: QueryDict) -> str:
    """The name the page gave what it sends.

    Raises:
        EntryError: it is no name that could have come from our page.
    """
    key = data.get("key") or new_key()
    if not _KEY.match(key):
        raise EntryError([Problem("key", key[:80], "8 到 64 个字母或数字", "重新打开这一页再记。")])
    return key


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form.

    `more` is how many came where there is no button for so many; `loan` is None where it was not asked.
    """

    kind: str = "visit"
    at: str = ""
    text: str = ""
    count: str = ""
    more: str = ""
    loan: str | None = None
    pressed: tuple[str, ...] = ()
    corrects: int | None = None


def typed(data: QueryDict) -> Typed:
    """What was typed, to be read or shown again."""
    corrects = data.get("corrects", "")
    return Typed(
        kind=data.get("kind", "visit"),
        at=data.get("at", "").strip(),
        text=data.get("text", "").strip(),
        count=data.get("count", ""),
        more=data.get("more", "").strip(),
        loan=data.get("loan"),
        pressed=tuple(data.getlist("facts")),
        corrects=int(corrects) if re.fullmatch("[1-9][0-9]{0,8}", corrects) else None,
    )


def typed_before(entry: Entry) -> Typed:
    """An entry as it would stand in the form, to be put right."""
    number = toggles.count_in(entry.facts)
    came = "" if number is None else str(number)
    has_button = came in _BUTTONS
    channel = entry.facts.get("channel")
    return Typed(
        kind=str(channel) if channel in _MESSAGES else entry.kind.value,
        at=entry.at.isoformat()[:16] if entry.at else "",
        text=entry.text,
        count=came if has_button else "",
        more="" if has_button else came,
        loan=entry.loan,
        pressed=tuple(toggle.name for toggle in toggles.ALL if toggle.is_in(entry.facts)),
        corrects=entry.n,
    )


def draft(
    form: Typed, by: str, files: tuple[Upload, ...], arrived_at: datetime | None, before: Entry | None
) -> Draft:
    """The draft of an entry; for a correction, what the page does not ask stays as it was before."""
    pressed = toggles.pressed(form.pressed, _came(form))
    kind = "message" if form.kind in _MESSAGES else form.kind
    facts: dict[str, Fact] = {}
    if kind in ("visit", "call", "message"):
        facts = {**_kept(before, kind), **toggles.facts_of(pressed)}
        facts |= {"channel": form.kind} if kind == "message" else {}
    return Draft(
        kind=kind,
        text=_text(form, pressed, is_contact=bool(facts), has_files=bool(files)),
        by=by,
        at=form.at or None,
        facts=facts,
        attachments=files,
        corrects=form.corrects,
        loan=_about(form, before),
        amount=before.amount if before and kind == before.kind else None,
        arrived_at=arrived_at,
    )


def _came(form: Typed) -> int | None:
    """How many came: what was written as a number, else the button.

    Raises:
        EntryError: what was written is no number of people.
    """
    if form.more:
        if not _NUMBER.match(form.more):
            raise EntryError([Problem("more", form.more[:80], "1 到 999 的数字", "不清楚就空着，别猜。")])
        return int(form.more)
    return int(form.count) if form.count in _BUTTONS else None


def _about(form: Typed, before: Entry | None) -> str | None:
    """Which loan it was about; where the page did not ask, a correction is about the same as before."""
    if form.loan is None:
        return before.loan if before else None
    return form.loan or None


def _kept(before: Entry | None, kind: str) -> dict[str, Fact]:
    if before is None or before.kind != kind:
        return {}
    return {key: value for key, value in before.facts.items() if key not in toggles.COLUMNS}


def _text(form: Typed, pressed: tuple[toggles.Toggle, ...], *, is_contact: bool, has_files: bool) -> str:
    """What was typed, else what the buttons say; a note has no other place for the buttons."""
    said = toggles.words(pressed)
    if form.text:
        return form.text if is_contact or not said else f"{form.text}\n{said}"
    return said or ("见附件。" if has_files else "")


def uploads(files: MultiValueDict[str, UploadedFile[Any]]) -> tuple[Upload, ...]:
    """The photos, sounds and papers sent along, as the record takes them."""
    return tuple(_upload(item) for name in ("photo", "sound", "file") for item in files.getlist(name))


def _upload(item: UploadedFile[Any]) -> Upload:
    def opened() -> BinaryIO:
        item.seek(0)
        stream: BinaryIO = item.file  # type: ignore[assignment]
        return stream

    return Upload(item.name or "附件", opened)


def written(data: QueryDict, now: datetime) -> tuple[datetime, datetime | None]:
    """When it was written down, and when it arrived if that was later.

    What the device's clock says is kept if it may be so; else the server's stands.
    """
    said = _moment(data.get("written_at", ""))
    if said is None or not now - EARLY <= said <= now + LATE:
        return now, None
    return said, now if now - said > timedelta(minutes=1) else None


def _moment(text: str) -> datetime | None:
    try:
        return read_moment(text).replace(microsecond=0) if len(text) <= 40 else None  # noqa: PLR2004
    except (ValueError, TypeError):
        return None


def largest(headers: Mapping[str, str], limit: int) -> None:
    """Refuse more than may be sent at once.

    Raises:
        InputError: it is too much.
    """
    size = headers.get("Content-Length", "0")
    if size.isascii() and size.isdigit() and int(size) > limit:
        raise InputError(
            f"照片和录音一共超过 {limit // 1024**2} MB，太大了",
            remedy="分几条来记；录像先剪短。原来的文件留在手机里，不要删。这一条还没有记上。",
        )
