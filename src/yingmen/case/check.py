"""Whether the parts of a case fit together: ids, references, and what each loan says of itself.

These checks read the data as it was written, so that they also speak where another key is still wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from yingmen.case.check_loan import loan_faults
from yingmen.case.fault import Fault, Loc, shown
from yingmen.case.loan import Loan
from yingmen.case.means import Business, Figure, Income
from yingmen.case.values import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Data = Mapping[str, object]
Items = list[tuple[Loc, Data]]
_M = TypeVar("_M", bound=BaseModel)
_WITHIN_A_LOAN = ("principal", "interest")


def check(data: Data) -> list[Fault]:
    """Everything in a case that does not fit together, as far as it can be read."""
    loans = _items(data, (), "loan")
    found = [fault for at, loan in loans for fault in _of_loan(at, loan)]
    claims = [claim for at, loan in loans for claim in _items(loan, at, "claim")]
    found += _twice(loans, "id") + _twice(claims, "id")
    found += _twice(_items(data, (), "contact"), "contact_id")
    found += _references(data, loans)
    found += _renewals(loans)
    return found + list(_figures(data))


def _items(table: Data, above: Loc, key: str) -> Items:
    items = table.get(key)
    if not isinstance(items, list | tuple):
        return []
    return [((*above, key, n), item) for n, item in enumerate(items) if isinstance(item, Mapping)]


def _of_loan(at: Loc, data: Data) -> list[Fault]:
    loan = _readable(Loan, data)
    return loan_faults(loan, at) if loan else []


def _readable(model: type[_M], data: object) -> _M | None:
    """The table without its wrong keys, if what remains can be read."""
    if not isinstance(data, Mapping):
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = {item["loc"][0] for item in error.errors(include_url=False) if item["loc"]}
    try:
        return model.model_validate({key: value for key, value in data.items() if key not in wrong})
    except ValidationError:
        return None


def _twice(items: Items, key: str) -> list[Fault]:
    seen: dict[str, Loc] = {}
    found = []
    for at, item in items:
        name = item.get(key)
        if not isinstance(name, str):
            continue
        if name in seen:
            found.append(Fault((*at, key), shown(name), "没有用过的编号", "前面已经有一项用了它，请换一个。"))
        seen.setdefault(name, at)
    return found


def _references(data: Data, loans: Items) -> list[Fault]:
    ids = {item.get("id") for _, item in loans if isinstance(item.get("id"), str)}
    pointers = [(at, item, "loan") for key in ("contact", "agreement") for at, item in _items(data, (), key)]
    pointers += [(at, item, "renews") for at, item in loans]
    pointers += [(("door",), door, "loan")] if isinstance(door := data.get("door"), Mapping) else []
    hint = _ids_hint(ids)
    found = [
        Fault((*at, key), shown(item[key]), "本文件里一笔借款的 id", hint)
        for at, item, key in pointers
        if isinstance(item.get(key), str) and item[key] not in ids
    ]
    payments = [payment for at, loan in loans for payment in _items(loan, at, "payment")]
    return found + [_undesignated(at, item, hint) for at, item in payments if _is_stray(item, ids)]


def _ids_hint(ids: set[object]) -> str:
    listing = "、".join(shown(name) for name in sorted(map(str, ids))[:5])
    return f"现有的 id：{listing}。" if listing else "本文件里还没有写借款。"


def _is_stray(payment: Data, ids: set[object]) -> bool:
    designated = payment.get("designated")
    return isinstance(designated, str) and designated not in ids and designated not in _WITHIN_A_LOAN


def _undesignated(at: Loc, payment: Data, hint: str) -> Fault:
    expected = '"principal"、"interest" 或本文件里一笔借款的 id'
    return Fault((*at, "designated"), shown(payment["designated"]), expected, hint)


def _renewals(loans: Items) -> list[Fault]:
    by_id = {str(item["id"]): item for _, item in loans if isinstance(item.get("id"), str)}
    onward = {
        name: str(item["renews"]) for name, item in by_id.items() if isinstance(item.get("renews"), str)
    }
    turning = _in_a_circle(onward)
    found = []
    for at, item in loans:
        fault = _renewal_fault((*at, "renews"), item, by_id, turning)
        found += [fault] if fault else []
    return found


def _renewal_fault(loc: Loc, loan: Data, by_id: Mapping[str, Data], turning: set[str]) -> Fault | None:
    name, older = loan.get("id"), loan.get("renews")
    if not isinstance(older, str) or older not in by_id:
        return None
    expected = "比这一笔更早的借款的 id"
    if older == name:
        return Fault(loc, shown(older), expected, "一笔借款不能续它自己。")
    if name in turning:
        return Fault(loc, shown(older), expected, "几笔借款互相续来续去，绕成了一圈。")
    opened, earlier = _day(loan.get("disbursed_on")), _day(by_id[older].get("disbursed_on"))
    if opened and earlier and earlier > opened:
        return Fault(loc, shown(older), expected, f"那一笔 {earlier} 才放款，比这一笔的 {opened} 还晚。")
    return None


def _in_a_circle(onward: Mapping[str, str]) -> set[str]:
    """The names from which following the arrows leads back to themselves."""
    turning: set[str] = set()
    done: set[str] = set()
    for start in onward:
        way: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in done and here not in way:
            way[here] = None
            here = onward.get(here)
        if here in way:
            names = list(way)
            turning |= set(names[names.index(str(here)) :])
        done |= set(way)
    return turning


def _day(value: object) -> date | None:
    try:
        return read_day(value)
    except PydanticCustomError:
        return None


def _figures(data: Data) -> Iterator[Fault]:
    household = data.get("household")
    if isinstance(household, Mapping):
        for at, item in _items(household, ("household",), "income"):
            income = _readable(Income, item)
            yield from _range_faults(income, at) if income else ()
    business = _readable(Business, data.get("business"))
    for key in Business.model_fields:
        figure = getattr(business, key, None)
        if isinstance(figure, Figure):
            yield from _range_faults(figure, ("business", key))


def _range_faults(figure: Figure | Income, at: Loc) -> Iterator[Fault]:
    low, high = figure.low, figure.high
    if low is not None and high is not None and low > high:
        yield Fault((*at, "low"), f"{low}", f"不大于 high 的金额（high 是 {high}）", "两个数是不是写反了？")
