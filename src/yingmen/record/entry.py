"""One thing that happened, as it stands in the record for good.

An `Entry` is one line of the journal. Its facts about a visit, call or message are columns of a contact
(see `yingmen.case.Contact`) and are checked as a contact's are. A line has exactly one form: UTF-8 JSON,
keys sorted, no spaces, what is unknown left out, a line feed at the end.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    model_validator,
)

from yingmen import case as cases
from yingmen.case import Channel, Choice, Contact
from yingmen.case.explain import explain
from yingmen.case.fault import path_text
from yingmen.case.values import Entry as Table
from yingmen.case.values import (
    Many,
    Moment,
    Name,
    Note,
    Yuan,
    about,
    choice,
    fault,
    is_day_alone,
    labels,
    read_day,
    read_moment,
)
from yingmen.errors import CaseError, EntryError, Problem
from yingmen.record.attachment import Attachment, Sha256, Upload

MOST_ATTACHMENTS = 50
FIRST = "0" * 64
"""What the first entry names as the seal of the one before it."""

Fact = str | int | bool
_KEPT_ELSEWHERE = frozenset({"contact_id", "debtor_id", "at", "time_known", "loan"})
FACT_COLUMNS = tuple(name for name in Contact.model_fields if name not in _KEPT_ELSEWHERE)
"""The columns of a contact that an entry's facts may fill; the rest an entry says for itself."""


class EntryKind(Choice):
    """What an entry is about."""

    VISIT = "visit", "上门"
    CALL = "call", "电话"
    MESSAGE = "message", "消息或信件"
    NOTE = "note", "备注"
    DOCUMENT = "document", "文件"
    PAYMENT = "payment", "还款"
    PROMISE = "promise", "对方答应我的"
    STATEMENT = "statement", "我的陈述"


CHANNELS = {
    EntryKind.VISIT: ("visit",),
    EntryKind.CALL: ("call", "robot_call"),
    EntryKind.MESSAGE: ("im", "sms", "email", "letter", "public_post"),
}
"""The kinds that are contacts, with the channels each may have; a visit or call has the first unless said."""
_CHANNEL_NAMES = labels(Channel)


def _read_when(value: object) -> date | datetime:
    """Keep a date remembered without its hour apart from a midnight."""
    return read_day(value) if is_day_alone(value) else read_moment(value)


When = Annotated[
    date | datetime,
    PlainValidator(_read_when),
    PlainSerializer(lambda moment: moment.isoformat(), return_type=str),
]


class Entry(Table, title="记录中的一条"):
    """One thing that happened, sealed: number `n` from 1 on, and the seal of the entry before.

    `at` is when it happened (Beijing time, or a date alone), `written_at` when it was written down and `by`
    by whom. `corrects` is the number of the entry that this one puts right; both stay. `arrived_at` is there
    if it was written on a device without a connection: when it got here and was sealed.
    """

    n: Annotated[int, Field(ge=1)]
    kind: Annotated[EntryKind, choice(EntryKind), about("是哪一类")]
    at: Annotated[
        When | None, about("什么时候发生的", "北京时间，如 2024-01-31T19:30；记不清钟点就只写日期")
    ] = None
    written_at: Annotated[Moment, about("什么时候写下的", "北京时间")]
    arrived_at: Annotated[
        Moment | None, about("什么时候送到、封好的", "写的时候没有联网才有；没有就是写下时封好的")
    ] = None
    by: Annotated[Name, about("谁写的")]
    text: Annotated[Note, about("发生了什么", "只写看到、听到、做过的")]
    facts: Annotated[dict[str, Fact], about("各项事实", "同案件文件里的 [[contact]]")] = Field(
        default_factory=dict
    )
    attachments: Annotated[Many[Attachment], about("附件")] = ()
    corrects: Annotated[Annotated[int, Field(ge=1)] | None, about("更正第几条")] = None
    loan: Annotated[Name | None, about("为哪一笔借款", "写那笔借款的 id")] = None
    amount: Annotated[Yuan | None, about("金额（元）")] = None
    previous: Sha256

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.corrects is not None and self.corrects >= self.n:
            raise fault(f"1 到 {self.n - 1} 之间的编号", "只能更正已经写下的一条。")
        if self.facts and self.kind not in CHANNELS:
            raise fault("只有上门、电话、消息才写各项事实", "别的事写在文字里。")
        channels = CHANNELS.get(self.kind, ())
        if channels and self.facts.get("channel", channels[0]) not in channels:
            raise fault(f"以下之一：{'、'.join(channels)}", "写明是怎么联系的。")
        if self.facts.keys() - {"channel"}:
            Contact.model_validate(contact_data(self.kind, self.facts))
        return self


def contact_data(kind: EntryKind, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of an entry as a contact has them, with a name and day of no meaning."""
    return {"channel": CHANNELS[kind][0], **facts, "contact_id": "记录", "at": "2020-01-01"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to write down, as they gave it: texts are read as a case file's are."""

    kind: str
    text: str
    by: str
    at: str | date | datetime | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    attachments: tuple[Upload, ...] = ()
    corrects: int | None = None
    loan: str | None = None
    amount: str | int | Decimal | None = None
    arrived_at: datetime | None = None


def built(
    draft: Draft, n: int, previous: str, written_at: datetime, attachments: Sequence[Attachment] = ()
) -> Entry:
    """The entry that a draft becomes.

    Raises:
        EntryError: everything in the draft that cannot be written so, with the nearest right thing.
    """
    data = {
        "n": n,
        "previous": previous,
        "written_at": written_at,
        "attachments": tuple(attachments),
        "kind": draft.kind,
        "text": draft.text,
        "by": draft.by,
        "at": draft.at,
        "corrects": draft.corrects,
        "loan": draft.loan,
        "amount": draft.amount,
        "arrived_at": draft.arrived_at,
    }
    problems = _problems(data, n) + _attachment_problems(draft)
    facts, more = _checked_facts(draft)
    if problems or more:
        raise EntryError(problems + more)
    return Entry.model_validate({**data, "facts": facts})


def _problems(data: dict[str, Any], n: int) -> list[Problem]:
    """What is wrong with an entry, its facts aside."""
    corrects = data["corrects"]
    if type(corrects) is int and not 1 <= corrects < n:
        expected = f"1 到 {n - 1} 之间的编号" if n > 1 else "空着，因为还没有写下任何一条"
        return [Problem("corrects", str(corrects), expected, "只能更正已经写下的一条。")]
    try:
        Entry.model_validate(data)
    except ValidationError as error:
        faults = explain(error, data)
        return [Problem(path_text(item.loc, data), item.found, item.expected, item.hint) for item in faults]
    return []


def _attachment_problems(draft: Draft) -> list[Problem]:
    if len(draft.attachments) <= MOST_ATTACHMENTS:
        return []
    hint = "多出来的另记一条，写明接着哪一条。"
    return [Problem("attachments", f"{len(draft.attachments)} 个附件", f"不超过 {MOST_ATTACHMENTS} 个", hint)]


def _checked_facts(draft: Draft) -> tuple[dict[str, Fact], list[Problem]]:
    """The facts in the form a contact holds them, or what is wrong with them."""
    kind = next((item for item in CHANNELS if item == draft.kind), None)
    if kind is None:
        return {}, _no_place_for_facts(draft)
    problems = [_not_a_fact(name) for name in draft.facts if name in _KEPT_ELSEWHERE] + _channel(kind, draft)
    if problems:
        return {}, problems
    try:
        contact = _as_contact(contact_data(kind, draft.facts))
    except CaseError as error:
        return {}, [replace(item, path=f"facts.{_key(item.path)}") for item in error.problems]
    known = contact.model_dump(mode="json", include={"channel", *draft.facts}, exclude_none=True)
    return known, []


def _as_contact(data: dict[str, object]) -> Contact:
    """Read a contact as a case does, so that a slip gets the same helpful answer."""
    return cases.from_data(
        {"schema": 1, "borrower": {"name": "某人", "kind": "person"}, "contact": [data]}
    ).contact[0]


def _key(path: str) -> str:
    return path.rpartition(".")[2]


def _no_place_for_facts(draft: Draft) -> list[Problem]:
    names = "、".join(map(str, list(draft.facts)[:5]))
    hint = "别的事写在文字里，或另记一条上门、电话或消息。"
    return [Problem("facts", names, "空着（上门、电话、消息才写各项事实）", hint)] if names else []


def _not_a_fact(name: str) -> Problem:
    return Problem(f"facts.{name}", f'"{name}"', "联系的一项事实", "时间和借款另有地方写；编号不用写。")


def _channel(kind: EntryKind, draft: Draft) -> list[Problem]:
    """A message says by which way it came; a visit is a visit."""
    found = draft.facts.get("channel", CHANNELS[kind][0] if kind is not EntryKind.MESSAGE else None)
    if found in CHANNELS[kind]:
        return []
    listing = "、".join(f"{word}（{_CHANNEL_NAMES[word]}）" for word in CHANNELS[kind])
    shown = "（没有写）" if found is None else f'"{found}"'
    return [Problem("facts.channel", shown, f"以下之一：{listing}", "写明是怎么联系的。")]


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def to_line(entry: Entry) -> bytes:
    """The one line of bytes that an entry is, with its line feed."""
    data = entry.model_dump(mode="json", exclude_none=True)
    return _JSON.encode(data).encode() + b"\n"


def from_line(line: bytes) -> Entry:
    """Read an entry from its line.

    Raises:
        ValueError: the bytes are not the one line of an entry.
    """
    entry = Entry.model_validate_json(line)
    if to_line(entry) != line:
        raise ValueError("not the one form of this entry")
    return entry
