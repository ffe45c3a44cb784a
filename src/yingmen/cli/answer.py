"""`yingmen answer`: the doorstep brief, what to say, what to write."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingmen.cli.edges import (
    AsJson,
    CasePath,
    LprFile,
    OnDay,
    described,
    naming,
    print_document,
    print_json,
    read_book,
    today,
)
from yingmen.cli.with_record import with_record
from yingmen.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yingmen.afford.afforded import Afforded
    from yingmen.answer import Brief, Gates, Offered, Stance
    from yingmen.case import Case
    from yingmen.document import Document
    from yingmen.law import Book

ALL = "all"
Out = Annotated[
    Path | None, typer.Option("--out", metavar="文件夹", help="把两页纸、要说的话和信写到这个文件夹")
]
StanceName = Annotated[
    str | None,
    typer.Option(
        "--stance",
        metavar="立场",
        help=(
            "只要一种立场的话：owe 我欠，dispute_amount 数目不对，dispute_debt 不认这笔债，"
            "time_barred 可能过了时效，not_debtor 不是我欠的，not_now 现在不谈；不写就都给"
        ),
    ),
]
LetterIds = Annotated[
    list[str] | None,
    typer.Option("--letter", metavar="信的编号", help="只写这一封，可以写几次；all 或不写就是写得成的都写"),
]
Seen = Annotated[
    list[str] | None,
    typer.Option(
        "--seen",
        metavar="借款编号",
        help="时效已满或说不准的这一笔：后果我看过了，仍要认账的话和信；可以写几次",
    ),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the borrower asked for: a stance (None: all six), letters (empty: all), gates seen and opened."""

    stance: Stance | None = None
    letters: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()


@described(
    "怎么答：门口用的两页纸、要说的话、要写的信。",
    "例：yingmen answer 我的案件.toml --out 结果 --stance dispute_amount",
)
def answer(  # noqa: PLR0913 - what the command offers
    case: CasePath,
    *,
    on: OnDay = None,
    out: Out = None,
    stance: StanceName = None,
    letter: LetterIds = None,
    seen: Seen = None,
    lpr: LprFile = None,
    json: AsJson = False,
) -> None:
    """Answer whoever came."""
    wanted = Wanted(_stance(stance), tuple(letter or ()), frozenset(seen or ()))
    with naming(case):
        kept = with_record(case)
        show(kept.case, on or today(), read_book(lpr), wanted, evidence=kept.evidence, out=out, json=json)


def show(  # noqa: PLR0913 - what the command offers
    case: Case,
    on: date,
    book: Book,
    wanted: Wanted,
    *,
    evidence: Mapping[str, str],
    out: Path | None,
    json: bool,
) -> None:
    """Answer for a case and show it: JSON, or the terminal page; with `out`, every paper as a file.

    `evidence` names, by contact id, the entry of the record that holds the contact.
    """
    from yingmen import answer as step
    from yingmen.answer.letters import letters

    _check_seen(wanted.seen, case)
    found = step.brief(case, on, book, _offer(case, on, book, wanted.seen))
    spoken = step.lines(case, on, book, stance=wanted.stance, chosen=wanted.seen)
    offers = _wanted(step.offered(letters(case, on, book, evidence), found.gates, wanted.seen), wanted)
    page = step.brief_document(found, book)
    if out is not None:
        said = step.lines_document(case, spoken, found.gates, book)
        _write(out, case, page, said, offers)
    if found.unknown is not None:
        sys.stderr.write(f"数目没有算出来：{found.unknown}\n")
    if json:
        print_json(step.answered_json(found, spoken, offers, wanted.seen))
        return
    print_document(page)
    _print_rest(found, offers, wanted.seen, out)


def _offer(case: Case, on: date, book: Book, seen: frozenset[str]) -> tuple[str, ...]:
    from yingmen.answer import proposed

    def work_out() -> Afforded:
        from yingmen.afford.afforded import Asked, afford

        return afford(case, on, book, asked=Asked(chosen=seen))

    return proposed(case, work_out)


def _write(out: Path, case: Case, page: Document, said: Document, offers: tuple[Offered, ...]) -> None:
    from yingmen import answer as step
    from yingmen.papers import docx, files, html, pdf

    number = step.case_no(case)
    papers: dict[Path, str | bytes] = {
        out / "brief.pdf": pdf.render(page, case_no=number),
        out / "brief.html": html.render(page),
        out / "lines.html": html.render(said),
        out / "letters.html": html.render(step.letters_document(case, offers)),
    }
    for name, document in step.letter_names(offers).items():
        papers[out / "letters" / f"{name}.docx"] = docx.render(document, case_no=number)
        papers[out / "letters" / f"{name}.pdf"] = pdf.render(document, case_no=number)
    files.write_all(papers)


def _print_rest(found: Brief, offers: tuple[Offered, ...], seen: frozenset[str], out: Path | None) -> None:
    """After the brief: what stands behind a gate and how to open it, how many letters, where they are."""
    _print_gates(found.gates, seen)
    ready = sum(one.builds for one in offers)
    gated = sum(one.gated for one in offers)
    lacking = len(offers) - ready - gated
    sys.stdout.write(f"\n信：能写的 {ready} 封，要先看清后果的 {gated} 封，还缺材料的 {lacking} 封。\n")
    if out is None:
        sys.stdout.write("加上 --out 文件夹，就把两页纸、要说的话和信写成文件。\n")
        return
    names = "、".join(str(out / name) for name in ("brief.pdf", "brief.html", "lines.html", "letters.html"))
    sys.stdout.write(f"已写出 {names}\n")
    if ready:
        sys.stdout.write(f"信在 {out / 'letters'}，每封一份 DOCX（可以改）和一份 PDF；")
        sys.stdout.write("改过的请换个名字存，再运行会写新的\n")


def _print_gates(gates: Gates, seen: frozenset[str]) -> None:
    for gate in gates.items:
        sys.stdout.write(f"\n先看清后果：{gate.effect_text}\n")
        if gate.loan_id is not None and gate.loan_id not in seen:
            sys.stdout.write(f"  看过了，仍要认账的话和信，就再加上 --seen {gate.loan_id}\n")


def _stance(name: str | None) -> Stance | None:
    from yingmen.answer import Stance

    if name is None:
        return None
    stances = {stance.value: stance for stance in Stance}
    if name not in stances:
        known = "、".join(f"{stance.value}（{stance.label}）" for stance in Stance)
        raise InputError(f"没有 {name} 这种立场", where="--stance", remedy=f"从这里面选：{known}。")
    return stances[name]


def _check_seen(seen: frozenset[str], case: Case) -> None:
    known = [loan.id for loan in case.loan]
    for name in sorted(seen.difference(known)):
        named = f"有的是：{'、'.join(known)}。" if known else "文件里还没有借款。"
        raise InputError(f"没有编号为 {name} 的借款", where="--seen", remedy=f"核对借款的 id；{named}")


def _wanted(offers: tuple[Offered, ...], wanted: Wanted) -> tuple[Offered, ...]:
    """The letters asked for; all of them where none is named."""
    known = dict.fromkeys(one.letter.id for one in offers)
    for name in wanted.letters:
        if name not in known and name != ALL:
            remedy = f"从这里面选：{'、'.join(known)}；都要就写 {ALL}。"
            raise InputError(f"没有编号为 {name} 的信", where="--letter", remedy=remedy)
    every = not wanted.letters or ALL in wanted.letters
    return tuple(one for one in offers if every or one.letter.id in wanted.letters)
