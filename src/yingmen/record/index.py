"""A record on paper: what happened in order, what each piece shows, its seal, and what a seal proves.

The index is for people who cannot or will not run a program: a judge, a mediator, an officer at a counter.
It repeats what the journal says and judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from yingmen.case import Channel, Choice, Contact
from yingmen.case.values import LAST_DAY
from yingmen.days import date_text
from yingmen.document import (
    Align,
    Bullets,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Lane,
    Mark,
    MarkTone,
    Paragraph,
    Row,
    Section,
    Table,
    Timeline,
    Tone,
)
from yingmen.record.entry import EntryKind, contact_data, to_line
from yingmen.record.keys import fingerprint
from yingmen.record.seal import seal_of
from yingmen.record.stamp import BEIJING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from yingmen.record.attachment import Attachment
    from yingmen.record.entry import Entry
    from yingmen.record.seal import Head
    from yingmen.record.stamp import Stamped

PROVES = (
    "从第一条到最后一条，签名以后没有改过、删过、插过、换过顺序；附件也没有换过。",
    "签名的人拿着这把钥匙。",
)
DOES_NOT_PROVE = (
    "写下的事是不是真的。它只证明写下以后没有动过。",
    "写下的日期是不是真的。拿着钥匙的人可以写一个编造的日期。",
    "这是不是最新的一份。拿着钥匙的人可以把整个文件夹换回旧的一份。",
    "日期和新旧，只有和以前交出去的 head.json 或者时间戳一比才看得出来；所以早些把它交给别人，或者盖时间戳。",
)
TIMES = "写下的时间由写的人的电脑给出；“什么时候”是写的人记得的时间。都是北京时间。"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A verified journal: its signed head, its entries, and the time stamps found in them."""

    head: Head
    entries: tuple[Entry, ...]
    stamps: tuple[Stamped, ...] = ()

    @property
    def seals(self) -> tuple[str, ...]:
        """The seal of each entry."""
        return tuple(seal_of(to_line(entry)) for entry in self.entries)


def index(sealed: Sealed, name: str, on: date) -> Document:
    """The index of a record: `name` is whose case it is, `on` the day it was taken out."""
    sections = (
        _overview(sealed),
        _events(sealed.entries),
        _pieces(sealed.entries),
        stamp_section(sealed.stamps),
        _seals(sealed),
    )
    return Document(
        title="记录的目录",
        subtitle=f"{name}　{date_text(on)}导出",
        sections=tuple(section for section in sections if section.blocks),
        footer="目录照记录写成，没有评判；原文和附件在同一个包里，用包里的 verify.py 可以核对。",
    )


def _overview(sealed: Sealed) -> Section:
    pieces = {item.sha256 for entry in sealed.entries for item in entry.attachments}
    figures = (
        KeyFigure("记录", f"{len(sealed.entries)} 条"),
        KeyFigure("附件", f"{len(pieces)} 个"),
        KeyFigure("时间戳", f"{len(sealed.stamps)} 个"),
    )
    blocks = (
        KeyFigures(figures),
        Paragraph(f"签名公钥的指纹：{fingerprint(sealed.head.key)}"),
        Paragraph("封印能证明：", Tone.LEAD),
        Bullets(PROVES),
        Paragraph("封印不能证明：", Tone.LEAD),
        Bullets(DOES_NOT_PROVE),
    )
    return Section("这份记录", blocks, "overview")


def _events(entries: Sequence[Entry]) -> Section:
    """What happened in order, as a picture and as a table."""
    if not entries:
        return Section("什么时候发生了什么", (Paragraph("还没有记录。"),), "events")
    columns = tuple(map(Column, ("编号", "什么时候", "发生了什么", "谁、何时写下")))
    corrected = corrections(entries)
    rows = tuple(Row(_event(entry, corrected)) for entry in in_order(entries))
    table = Table("按发生的时间排；不知道时间的排在最后", columns, rows)
    return Section("什么时候发生了什么", (*_picture(entries), table, Paragraph(TIMES, Tone.SMALL)), "events")


def _event(entry: Entry, corrected: Mapping[int, int]) -> tuple[str, ...]:
    """One row: where it stands, when it happened, what, by whom and when it was written down."""
    added = "".join(f"（{note}）" for note in notes(entry, corrected))
    return (str(entry.n), when(entry), f"{entry.kind.label}：{entry.text}{added}", written(entry))


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Entries by when they happened; a day alone begins at midnight, the unknown comes last."""
    return sorted(entries, key=lambda entry: (_moment(entry), entry.n))


def corrections(entries: Sequence[Entry]) -> dict[int, int]:
    """For each entry that was put right, the last one that did."""
    return {entry.corrects: entry.n for entry in entries if entry.corrects is not None}


def when(entry: Entry) -> str:
    """When it happened, as precisely as it is known."""
    if entry.at is None:
        return "没有写时间"
    return f"{entry.at:%Y-%m-%d %H:%M}" if isinstance(entry.at, datetime) else f"{entry.at:%Y-%m-%d}"


def _moment(entry: Entry) -> datetime:
    at = entry.at or LAST_DAY
    return at if isinstance(at, datetime) else datetime.combine(at, time.min)


def written(entry: Entry) -> str:
    """By whom and when it was written down, and when it arrived if that was later."""
    arrived = f"（没有联网时写的，{entry.arrived_at:%Y-%m-%d %H:%M} 送到封好）" if entry.arrived_at else ""
    return f"{entry.by}，{entry.written_at:%Y-%m-%d %H:%M}{arrived}"


def notes(entry: Entry, corrected: Mapping[int, int]) -> list[str]:
    """What an entry says beside its text: what it corrects, loan, amount, facts, attachments."""
    found = [f"更正第 {entry.corrects} 条"] if entry.corrects is not None else []
    found += [f"后来由第 {corrected[entry.n]} 条更正"] if entry.n in corrected else []
    found += [f"借款：{entry.loan}"] if entry.loan is not None else []
    found += [f"金额 {entry.amount:f} 元"] if entry.amount is not None else []
    found += ["；".join(facts)] if (facts := _facts(entry)) else []
    return found + (
        [f"附件：{'、'.join(item.name for item in entry.attachments)}"] if entry.attachments else []
    )


def _facts(entry: Entry) -> list[str]:
    """Each fact under its Chinese name; the channel only where the kind does not say it already."""
    if not entry.facts:
        return []
    contact = Contact.model_validate(contact_data(entry.kind, entry.facts))
    is_plain = entry.kind is not EntryKind.MESSAGE and contact.channel in (Channel.VISIT, Channel.CALL)
    said = [
        (field.title or key, getattr(contact, key))
        for key, field in Contact.model_fields.items()
        if key in entry.facts and not (key == "channel" and is_plain)
    ]
    return [f"{title}：{_value(value)}" for title, value in said]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.label if isinstance(value, Choice) else str(value)


def _picture(entries: Sequence[Entry]) -> tuple[Timeline, ...]:
    """The days on a line, one lane for each kind of entry that has a date."""
    dated = [entry for entry in entries if entry.at is not None]
    kinds = [kind for kind in EntryKind if any(entry.kind is kind for entry in dated)]
    lanes = tuple(Lane(kind.label, tuple(map(_mark, _of(kind, dated)))) for kind in kinds)
    counted = "，".join(f"{kind.label} {len(_of(kind, dated))} 条" for kind in kinds)
    return (Timeline("哪天发生了什么", f"按日期排的记录：{counted}。", lanes),) if lanes else ()


def _of(kind: EntryKind, entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind is kind]


def _mark(entry: Entry) -> Mark:
    return Mark(_moment(entry), MarkTone.PLAIN, f"第 {entry.n} 条")


def _pieces(entries: Sequence[Entry]) -> Section:
    """Each attachment: where it belongs, what was written with it, what it is, its hash."""
    columns = tuple(map(Column, ("名字", "编号", "当时写的", "种类和大小", "SHA-256 校验值")))
    rows = tuple(Row(_piece(entry, item)) for entry in entries for item in entry.attachments)
    note = Paragraph("附件在包里的 attachments 文件夹，以校验值为文件名；名字是原来的文件名。", Tone.SMALL)
    table = Table("附件一件一件列出", columns, rows)
    return Section("附件", (table, note) if rows else (), "attachments")


def _piece(entry: Entry, item: Attachment) -> tuple[str, ...]:
    return (item.name, str(entry.n), entry.text, f"{item.media_type}，{item.size} 字节", item.sha256)


def stamp_section(stamps: Sequence[Stamped]) -> Section:
    """Which entries existed by which moment at the latest, on whose word; empty where there is no stamp."""
    columns = tuple(map(Column, ("管到哪里", "谁盖的", "什么时候（北京时间）", "放在哪里")))
    rows = tuple(Row(_stamp(item)) for item in stamps)
    table = Table("时间戳：最晚到这个时候，这些记录已经是现在这样", columns, rows)
    return Section("时间戳", (table, Paragraph(_WHOSE_WORD, Tone.SMALL)) if rows else (), "stamps")


_WHOSE_WORD = (
    "时间戳是用记录里存着的证书核对的，证书是写记录的人自己选的。收到这个包的人，"
    "请用这家机构公布的根证书再核对一次，做法在 README.txt 里。"
)


def _stamp(item: Stamped) -> tuple[str, ...]:
    place = f"第 {item.entry} 条的附件"
    if item.stamp is None:
        return ("对不上，不能用", "", "", place)
    at = item.stamp.at.astimezone(BEIJING)
    return (f"第 1 到 {item.count} 条", item.stamp.authority, f"{at:%Y-%m-%d %H:%M:%S}", place)


def _seals(sealed: Sealed) -> Section:
    """The seal of every entry, for whoever wants to compare one with a copy from elsewhere."""
    columns = (Column("编号", Align.RIGHT), Column("封印（SHA-256）"))
    rows = tuple(Row((str(entry.n), seal)) for entry, seal in zip(sealed.entries, sealed.seals, strict=True))
    table = Table("每一条的封印", columns, rows, long=True)
    return Section("封印", (table,) if rows else (), "seals")
