"""`yingmen lawful`: is what they do allowed?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from yingmen.cli.edges import (
    AsJson,
    CasePath,
    OnDay,
    OutDir,
    described,
    naming,
    print_document,
    print_json,
    today,
)
from yingmen.cli.with_record import with_record
from yingmen.errors import InputError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from yingmen.cli.with_record import Recorded
    from yingmen.document import Document
    from yingmen.lawful import Judgement

ContactId = Annotated[
    str | None, typer.Option("--contact", metavar="编号", help="只看这一次联系（contact_id）")
]


@described(
    "这样催，合规吗：每次联系违反了哪条、还缺什么、怎么说怎么办；也说自己这边的风险。",
    "例：yingmen lawful 我的案件.toml --contact c6 --out 结果",
)
def lawful(
    case: CasePath,
    *,
    contact: ContactId = None,
    on: OnDay = None,
    out: OutDir = None,
    json: AsJson = False,
) -> None:
    """Judge the contacts of a case."""
    with naming(case):
        answer(with_record(case), on or today(), where=str(case), contact=contact, out=out, json=json)


def answer(  # noqa: PLR0913 - what the command offers
    kept: Recorded, on: date, *, where: str, contact: str | None, out: Path | None, json: bool
) -> None:
    """Judge a case and show it: JSON, or the terminal page; with `out`, the page as a file."""
    from yingmen import law
    from yingmen.lawful import (
        judge,
        lawful_json,
        of_contact,
        own_side,
        own_side_section,
        report,
    )

    case = kept.case
    judgement = judge(case, on)
    points = own_side(case, on, law.book()) if contact is None else ()
    if contact is not None:
        if contact not in {item.contact_id for item in judgement.contacts}:
            raise _no_such(contact, where, judgement, on)
        judgement = of_contact(judgement, contact)
    if out is not None or not json:
        sections = [own_side_section(points, law.book())] if points else []
        _show(report(judgement, case.borrower.name, law.book(), sections, kept.evidence), out, quiet=json)
    if json:
        print_json(lawful_json(judgement, points, kept.entries))


def _show(document: Document, out: Path | None, *, quiet: bool) -> None:
    if not quiet:
        print_document(document)
    if out is not None:
        from yingmen.papers import files, html

        files.write_all({out / "lawful.html": html.render(document)})
        if not quiet:
            sys.stdout.write(f"\n已写出 {out / 'lawful.html'}\n")


def _no_such(contact: str, where: str, judgement: Judgement, on: date) -> InputError:
    if contact in judgement.later:
        return InputError(
            f"编号为 {contact} 的联系在 {on} 之后，这次没有看", where=where, remedy="把 --on 写晚一些。"
        )
    known = [item.contact_id for item in judgement.contacts]
    named = f"有的是：{'、'.join(known[:20])}。" if known else "到这一天为止还没有联系。"
    return InputError(f"没有编号为 {contact} 的联系", where=where, remedy=f"核对 contact_id 和 --on；{named}")
