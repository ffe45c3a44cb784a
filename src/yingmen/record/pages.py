"""What the record looks like on a screen: the list of what happened, and whether it stands as sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.document import Bullets, Document, Paragraph, Section, Tone
from yingmen.record.index import (
    DOES_NOT_PROVE,
    PROVES,
    TIMES,
    corrections,
    in_order,
    notes,
    stamp_section,
    when,
    written,
)
from yingmen.record.keys import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yingmen.record.check import Verification
    from yingmen.record.entry import Entry
    from yingmen.record.stamp import Stamped

_FOOTER = "写下的不能改；写错了，另记一条更正它。"
_BROKEN = (
    "先不要再往里写，也不要动这个文件夹；整个另存一份。有备份或以前导出的包，就从那里取回原来的文件。"
    "对不上不等于有人造假，也可能是磁盘坏了、同步软件改动过。"
)


def events_page(entries: Sequence[Entry], place: str) -> Document:
    """Everything written down, in the order it happened."""
    corrected = corrections(entries)
    sections = tuple(_event(entry, corrected) for entry in in_order(entries))
    return Document("记录", f"{place}，共 {len(entries)} 条，按发生的时间排", sections, f"{TIMES}{_FOOTER}")


def _event(entry: Entry, corrected: Mapping[int, int]) -> Section:
    listed = tuple(notes(entry, corrected))
    small = Paragraph(f"写下：{written(entry)}", Tone.SMALL)
    blocks = (Paragraph(entry.text), *((Bullets(listed),) if listed else ()), small)
    return Section(f"第 {entry.n} 条　{when(entry)}　{entry.kind.label}", blocks, f"entry-{entry.n}")


def verification_page(found: Verification, stamps: Sequence[Stamped], place: str) -> Document:
    """Whether a record stands as it was sealed, and if not, which entry does not."""
    sections = (_verdict(found), stamp_section(stamps), _limits())
    shown = tuple(section for section in sections if section.blocks)
    return Document("核对记录", place, shown, _FOOTER)


def _verdict(found: Verification) -> Section:
    if found.problems:
        lead = Paragraph(f"对不上：{len(found.problems)} 处。", Tone.WARN)
        listed = Bullets(tuple(map(str, found.problems)))
        return Section("结论", (lead, listed, Paragraph(_BROKEN), *_remarks(found)), "verdict")
    if found.head is None:
        return Section("结论", (Paragraph("这份案件还没有记录。"),), "verdict")
    pieces = {item.sha256 for entry in found.entries for item in entry.attachments}
    text = f"都对得上：{len(found.entries)} 条记录，{len(pieces)} 个附件，和封印一致。"
    own = Paragraph(f"签名公钥的指纹：{fingerprint(found.head.key)}")
    return Section("结论", (Paragraph(text, Tone.GOOD), own, *_remarks(found)), "verdict")


def _remarks(found: Verification) -> tuple[Paragraph, ...]:
    """What is no fault but worth knowing: what a crash left behind."""
    texts = []
    if found.tail:
        texts.append(
            f"封印后面还有 {found.tail} 字节没有记完的内容，多半是上次记录时断了电。"
            "它不算记录；下次记一条时会另外存到 aside 文件夹，不会丢。"
        )
    if found.unnamed:
        texts.append(
            f"attachments 里有 {len(found.unnamed)} 个文件没有哪一条提到，多半是上次没有记完留下的。"
        )
    return tuple(Paragraph(text, Tone.SMALL) for text in texts)


def _limits() -> Section:
    proves = (Paragraph("能证明：", Tone.LEAD), Bullets(PROVES))
    return Section(
        "封印能证明什么", (*proves, Paragraph("不能证明：", Tone.LEAD), Bullets(DOES_NOT_PROVE)), "limits"
    )
