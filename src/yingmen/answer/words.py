"""How `answer` names its sources in a line of small print, where there is no room for notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.law import Checked, Force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.case import Loan
    from yingmen.law import Basis, Book

_LENDER, _ID = 17, 9
"""The most characters that a name may have in the brief, which is to stay two pages."""
_NOT_LAW = frozenset({Force.STANDARD, Force.CONVENTION})


def loan_name(loan: Loan) -> str:
    """A loan as the brief calls it: the lender and the loan's id, long names by their beginning and end."""
    return f"{_short(loan.lender, _LENDER)}（{_short(loan.id, _ID)}）"


def _short(name: str, most: int) -> str:
    half = (most - 1) // 2
    return name if len(name) <= most else f"{name[:half]}…{name[-half:]}"


def sources_text(bases: Iterable[Basis], book: Book) -> str:
    """Every text once, with its articles, in order of first mention, and what is doubtful about it; or ""."""
    articles: dict[tuple[str, Checked], list[str]] = {}
    for basis in bases:
        found = articles.setdefault((basis.source, basis.checked), [])
        if basis.article is not None and basis.article not in found:
            found.append(basis.article)
    named = (_named(source, numbers, checked, book) for (source, checked), numbers in articles.items())
    return f"依据：{'；'.join(named)}。" if articles else ""


def _named(source: str, numbers: list[str], checked: Checked, book: Book) -> str:
    found = book.sources[source]
    articles = f"第 {'、'.join(numbers)} 条" if numbers else ""
    doubts = [found.force.plain.split("，")[1].split("；")[0]] if found.force in _NOT_LAW else []
    doubts += [checked.label] if checked is not Checked.TEXT else []
    return f"{found.name}{articles}" + (f"（{'；'.join(doubts)}）" if doubts else "")
