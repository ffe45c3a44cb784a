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
    print_document,
    print_json,
    read_case,
    today,
)
from yingmen.errors import InputError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from yingmen.case import Case

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
    answer(read_case(case), on or today(), where=str(case), contact=contact, out=out, json=json)


def answer(  # noqa: PLR0913 - what the command offers
    case: Case, on: date, *, where: str, contact: str | None, out: Path | None, json: bool
) -> None:
    """Judge a case and show it: JSON, or the terminal page; with `out`, the page as a file."""
    from yingmen import law
    from yingmen.lawful import (
        judge,
        judgement_json,
        of_contact,
        own_side,
        own_side_json,
        own_side_section,
        report,
    )

    judgement = judge(case, on)
    points = own_side(case, on, law.book()) if contact is None else ()
    if contact is not None:
        if contact not in {item.contact_id for item in judgement.contacts}:
            raise _no_such(contact, where, [item.contact_id for item in judgement.contacts])
        judgement = of_contact(judgement, contact)
    sections = [own_side_section(points, law.book())] if points else []
    document = report(judgement, case.borrower.name, law.book(), sections)
    if out is not None:
        from yingmen.papers import files, html

        files.write_all({out / "lawful.html": html.render(document)})
    if json:
        print_json({**judgement_json(judgement), "own_side": own_side_json(points)})
        return
    print_document(document)
    if out is not None:
        sys.stdout.write(f"\n已写出 {out / 'lawful.html'}\n")


def _no_such(contact: str, where: str, known: list[str]) -> InputError:
    named = f"有的是：{'、'.join(known[:20])}。" if known else "到这一天为止还没有联系。"
    return InputError(f"没有编号为 {contact} 的联系", where=where, remedy=f"核对 contact_id 和 --on；{named}")
