"""A trade's own money, kept apart from the kitchen's: what it takes in, what it pays first, what is left.

Wages, tax, rent, supplies and other costs come before anything the owner may take home. A cost the case
file does not give is asked for, never taken as nothing; where the bills are all there is, what they do not
show over whole months is taken as nothing and said so.

Limitations: articles are named from memory: the Civil Code's 56 (as courts quote it), the Company Law's 23.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yingmen.afford.essentials import costs as cost_names
from yingmen.afford.spread import Stream, figured, seen
from yingmen.afford.told import Told
from yingmen.case import BorrowerKind
from yingmen.money import exact

if TYPE_CHECKING:
    from decimal import Decimal

    from yingmen.afford.billed import Billed
    from yingmen.case import Business, Case, Figure

SURPLUS = "生意（扣掉成本以后）"
_REVENUE = "营业收入"
_SURPLUS_BASIS = "营业收入减去各项成本"
_CASE = "案件文件"
_KEYS = ("revenue", *(key for key, _ in cost_names()))
_SOLE = (
    "个体工商户的债，不只用店里的钱还：个人经营的，用您个人的财产还；全家经营的，或者分不清的，"
    "用家里的财产还（民法典第五十六条，凭记忆，待核）。"
)
_COMPANY = (
    "公司的债由公司的财产还，您个人不用替它还，有两种情形除外：您自己担保过；"
    "公司只有您一个股东，又证明不了公司的钱和您的钱是分开的（公司法第二十三条，凭记忆，待核）。"
)
_OTHER_NONE = "生意的“其他支出”没有写，当作没有；有就写进 [business] 的 other。"
_ASK_ALL = "生意每月收入多少，工资、税费、房租、进货各多少？写进 [business]，没有的写 0。"
_ASK_COST = "生意每月的{name}是多少？写进 [business] 的 {key}，确实没有就写 0。"
_ASK_REVENUE = "生意每月收入多少？写进 [business] 的 revenue。"
_ASK_COSTS_SEEN = "账单里有营业收入，却一笔成本也没有：进货、房租、工资从哪里付的？写进 [business]。"
_NOT_APART = "店里和家里的钱现在分不开：每个月固定从店里拿回家多少？最好店里和家里各用一个账户。"
_ASK_GUARANTOR = "“{id}”有没有人担保？担保人是不是您自己？翻合同的保证人一栏。"
_GUARANTEED = "“{id}”有担保人：如果是您，您个人也要还。"


@dataclass(frozen=True, slots=True)
class BusinessBudget:
    """A business month by month: yuan; `surplus` is what is left before the owner takes anything home.

    `drawings` is what the case file says the owner takes home; `apart` whether the business's money can be
    told from the household's; `liability` who has to pay its debts, in plain Chinese.
    """

    kind: BorrowerKind
    revenue: Stream | None
    costs: tuple[Stream, ...]
    surplus: Stream | None
    drawings: tuple[Stream, ...]
    apart: bool
    liability: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether any line of the business is known at all."""
        return self.revenue is not None or bool(self.costs)


def trade(
    case: Case, billed: Billed | None, drawings: tuple[Stream, ...]
) -> tuple[BusinessBudget | None, Told]:
    """The borrower's business, if there is one, and what to say of it."""
    kind = case.borrower.kind
    lines, told = _lines(case.business, billed)
    if kind is BorrowerKind.PERSON and not lines and case.business is None:
        return None, Told()
    revenue, costs = lines.get("revenue"), tuple(lines[key] for key, _ in cost_names() if key in lines)
    known = not told.missing and revenue is not None
    surplus = _surplus(revenue, costs) if known and revenue is not None else None
    apart = case.business is not None and surplus is not None
    liability, asked = _liability(case)
    told = told + asked + (Told() if apart or kind is BorrowerKind.COMPANY else Told(missing=(_NOT_APART,)))
    return BusinessBudget(kind, revenue, costs, surplus, drawings, apart, liability), told


def _lines(business: Business | None, billed: Billed | None) -> tuple[dict[str, Stream], Told]:
    if business is None:
        return _from_bills(billed)
    figures = {key: getattr(business, key) for key in _KEYS}
    read = {key: _line(key, figure, billed) for key, figure in figures.items()}
    lines = {key: stream for key, stream in read.items() if stream is not None}
    return lines, _gaps(lines)


def _line(key: str, figure: Figure | None, billed: Billed | None) -> Stream | None:
    """One line: the case file's figure, or what the bills show of it."""
    if figure is not None:
        return figured(_name(key), figure, _CASE)
    return _billed_line(key, billed)


def _billed_line(key: str, billed: Billed | None) -> Stream | None:
    sums = billed.came(f"business_{key}") if billed else None
    if billed is None or sums is None:
        return None
    return seen(_name(key), sums if key == "revenue" else tuple(-amount for amount in sums), billed.basis)


def _name(key: str) -> str:
    return dict(cost_names()).get(key, _REVENUE)


def _gaps(lines: dict[str, Stream]) -> Told:
    missing = [] if "revenue" in lines else [_ASK_REVENUE]
    missing += [
        _ASK_COST.format(name=name, key=key) for key, name in cost_names() if key not in {*lines, "other"}
    ]
    return Told((_OTHER_NONE,) if "other" not in lines else (), tuple(missing))


def _from_bills(billed: Billed | None) -> tuple[dict[str, Stream], Told]:
    read = {key: _billed_line(key, billed) for key in _KEYS}
    lines = {key: stream for key, stream in read.items() if stream is not None}
    if "revenue" not in lines:
        return lines, Told(missing=(_ASK_REVENUE if lines else _ASK_ALL,))
    if len(lines) == 1:
        return lines, Told(missing=(_ASK_COSTS_SEEN,))
    unseen = "、".join(name for key, name in cost_names() if key not in lines)
    note = f"账单里没有看到生意的{unseen}，当作没有；用现金或别的账户付过，就写进 [business]。"
    return lines, Told((note,) if unseen else ())


def _surplus(revenue: Stream, costs: tuple[Stream, ...]) -> Stream:
    """Revenue less every cost: month by month where months were seen, else good against bad figures.

    The mean is the mean revenue less the mean costs as they are shown, so that the lines add up to the fen.
    """
    with exact():
        low = revenue.low - sum(cost.high for cost in costs)
        mean = revenue.mean - sum(cost.mean for cost in costs)
        high = revenue.high - sum(cost.low for cost in costs)
    if not revenue.observed:
        return Stream(SURPLUS, (), low, mean, high, seasonal=False, basis=_SURPLUS_BASIS)
    stream = seen(SURPLUS, _less(revenue.observed, costs), _SURPLUS_BASIS)
    return replace(stream, low=min(stream.low, mean), mean=mean, high=max(stream.high, mean))


def _less(months: tuple[Decimal, ...], costs: tuple[Stream, ...]) -> tuple[Decimal, ...]:
    """Each month less its costs; a cost seen over other months counts at its mean of a month."""
    with exact():
        return tuple(
            month
            - sum(cost.observed[n] if len(cost.observed) == len(months) else cost.mean for cost in costs)
            for n, month in enumerate(months)
        )


def _liability(case: Case) -> tuple[tuple[str, ...], Told]:
    """Who pays the business's debts, and the guarantees that would change it."""
    if case.borrower.kind is BorrowerKind.SOLE_TRADER:
        return (_SOLE,), Told()
    if case.borrower.kind is BorrowerKind.PERSON:
        return ("借款人是您个人：这些债由您个人还，生意赚不赚钱都一样。",), Told()
    own = tuple(_GUARANTEED.format(id=loan.id) for loan in case.loan if loan.guarantor)
    asked = tuple(_ASK_GUARANTOR.format(id=loan.id) for loan in case.loan if loan.guarantor is not False)
    return (_COMPANY, *own), Told(missing=asked)
