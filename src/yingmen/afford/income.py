"""What comes into the household, source by source, from the case file or from the bills, each said which.

What the case file observed stands. Where it gives one figure alone and the bills show the same kind of money
over three whole months or more, the bills' months take its place. A kind of income that only the bills show
is asked about, not added, once the case file names any: it may be the same money twice. Borrowed money is
no income.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.afford.essentials import TRADE, income_category
from yingmen.afford.essentials import incomes as income_words
from yingmen.afford.spread import figured, mean_of, seen
from yingmen.afford.told import Told
from yingmen.case import Every
from yingmen.money import ZERO, yuan_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.billed import Billed
    from yingmen.afford.spread import Stream
    from yingmen.case import Case, Income

_MONTHS = {None: 1, Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_ENOUGH = 3
_CASE = "案件文件"
_ASK = "每月有哪些收入、各多少？写进 [[household.income]]，最好把最近几个月一个一个写进 observed。"
_ASK_ONE = "“{source}”每次多少？写 amount，或把各月的数写进 observed。"
_NO_SPREAD = "“{source}”只有一个数，当作每月一样；把最近几个月的数写进 observed，算得更准。"
_FEW = "“{source}”只看了 {months} 个月，好坏差多少还看不准。"
_FROM_BILLS = "“{source}”案件里只有一个数，改用账单里 {months} 个完整月的。"
_UNNAMED = (
    "账单里还有“{name}”的钱进来，每月平均 {mean}，案件里没有写：是另一笔收入就加进 [[household.income]]。"
)
_UNCLEAR = (
    "账单里还有看不出来路的收入，每月平均 {mean}，没有算进来：是工资还是别的？在账单的改动文件里给它归类。"
)
_ONE_YEAR = "“{source}”有淡季，但只看了一年，也可能是碰巧。"
_YEAR, _TWO_YEARS = 12, 24


@dataclass(frozen=True, slots=True)
class Incomes:
    """The household's streams, with the trade's drawings apart; `known` unless one could not be figured."""

    streams: tuple[Stream, ...]
    drawings: tuple[Stream, ...]
    told: Told
    known: bool


def incomes(case: Case, billed: Billed | None) -> Incomes:
    """Every income of the case file, or, where it names none, of the bills."""
    lines = case.household.income if case.household else ()
    found = _of_case(lines, billed) if lines else _of_bills(billed)
    told = found.told + _unclear(billed) + _borrowed(billed)
    return Incomes(found.streams, found.drawings, told, found.known)


def remarks(streams: Sequence[Stream]) -> Told:
    """How much the months seen can carry."""
    said = []
    for stream in streams:
        months = len(stream.observed)
        if not months and stream.low == stream.high:
            said.append(_NO_SPREAD.format(source=stream.source))
        if 0 < months < _ENOUGH:
            said.append(_FEW.format(source=stream.source, months=months))
        if stream.seasonal and _YEAR <= months < _TWO_YEARS:
            said.append(_ONE_YEAR.format(source=stream.source))
    return Told(tuple(said))


def _of_case(lines: Sequence[Income], billed: Billed | None) -> Incomes:
    kinds = [income_category(line.source or "") for line in lines]
    read = [
        _stream(line, n, billed if kinds.count(kind) == 1 else None, kind)
        for n, (line, kind) in enumerate(zip(lines, kinds, strict=True), 1)
    ]
    told = sum((one for _, one in read), Told()) + _unnamed(billed, {kind for kind in kinds if kind})
    streams = [(stream, kind) for (stream, _), kind in zip(read, kinds, strict=True) if stream is not None]
    return Incomes(
        tuple(stream for stream, kind in streams if kind != TRADE),
        tuple(stream for stream, kind in streams if kind == TRADE),
        told,
        known=len(streams) == len(lines),
    )


def _stream(line: Income, place: int, billed: Billed | None, kind: str | None) -> tuple[Stream | None, Told]:
    source = line.source or f"收入 {place}"
    sums = billed.came(kind) if billed and kind else None
    if billed and sums and not line.observed and len(sums) >= _ENOUGH and _MONTHS[line.every] == 1:
        return seen(source, sums, billed.basis), Told((_FROM_BILLS.format(source=source, months=len(sums)),))
    found = figured(source, line, _CASE, _MONTHS[line.every])
    return found, Told(missing=() if found else (_ASK_ONE.format(source=source),))


def _unnamed(billed: Billed | None, kinds: set[str]) -> Told:
    if billed is None:
        return Told()
    return Told(
        missing=tuple(
            _UNNAMED.format(name=word.name, mean=yuan_text(mean_of(sums)))
            for word in income_words()
            if word.category not in kinds and (sums := billed.came(word.category)) is not None
        )
    )


def _of_bills(billed: Billed | None) -> Incomes:
    found = []
    for word in income_words():
        sums = billed.came(word.category) if billed else None
        if billed is not None and sums is not None:
            found.append(seen(word.name, sums, billed.basis))
    return Incomes(tuple(found), (), Told(missing=() if found else (_ASK,)), known=bool(found))


def _unclear(billed: Billed | None) -> Told:
    sums = billed.came("other_income") if billed else None
    if sums is None or mean_of(sums) <= 0:
        return Told()
    return Told(missing=(_UNCLEAR.format(mean=yuan_text(mean_of(sums))),))


def _borrowed(billed: Billed | None) -> Told:
    sums = billed.came("new_borrowing") if billed else None
    if sums is None or mean_of(sums) == ZERO:
        return Told()
    return Told((f"账单里借来的钱（每月平均 {yuan_text(mean_of(sums))}）不是收入，没有算进去。",))
