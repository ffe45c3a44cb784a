"""The law book: every instrument and number this version knows, and the law as it stood on one day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from yingmen.document import Citation
from yingmen.errors import OutsideCoverage
from yingmen.law.finding import Basis
from yingmen.law.grades import Checked
from yingmen.law.rates import parse_rates

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.law.number import Number, Value
    from yingmen.law.shelf import Shelf
    from yingmen.law.source import Source

T = TypeVar("T")
_CLASSES = ((6, "benchmark_le_6m"), (12, "benchmark_6m_1y"), (36, "benchmark_1y_3y"), (60, "benchmark_3y_5y"))
_LONGEST_CLASS = "benchmark_gt_5y"


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """What the law said and says: instruments and numbers by id. Two books are equal if they are one."""

    sources: Shelf[Source]
    numbers: Shelf[Number]

    def value(self, id: str, on: date) -> Value:  # noqa: A002 - the word of the files and of the design
        """The figure of a number that held on a day, with where it comes from and how it was checked.

        Raises OutsideCoverage with the number's name and covered range; LookupError for an unknown id.
        """
        return _known(self.numbers, id, "number").at(on)

    def number(self, id: str, on: date) -> Decimal:  # noqa: A002 - the word of the files and of the design
        """A number as it stood on a day: a fraction per year, years, or times. Raises as `value` does."""
        return self.value(id, on).value

    def basis(
        self,
        source: str,
        article: str | None = None,
        *,
        may_be: bool = False,
        checked: Checked | str | None = None,
    ) -> Basis:
        """A text to rest an answer on, graded as the data grades it, or lower where `checked` says so.

        Raises LookupError for a source or article the data does not hold: a slip of ours, not the user's.
        """
        found = _known(self.sources, source, "source")
        grade = found.article(article).checked if article is not None else found.checked
        lower = min(grade, Checked(checked)) if checked else grade
        return Basis(source, article, found.force, lower, may_be)

    def citation(self, basis: Basis) -> Citation:
        """A basis as a document shows it: the instrument's name and number, weight, grade and gist."""
        found = _known(self.sources, basis.source, "source")
        gist = found.article(basis.article).gist if basis.article is not None else found.gist
        return Citation(found.id, found.title, basis.article, str(basis.force), str(basis.checked), gist)

    def with_values(self, id: str, values: tuple[Value, ...], where: str = "") -> Book:  # noqa: A002 - as `number`
        """The same book with later figures of a number published every month, given by the user.

        Raises RatesError where a figure is not later than the last one known; `where` names the file.
        """
        extended = _known(self.numbers, id, "number").then(values, where)
        return replace(self, numbers=self.numbers.replacing(id, extended))

    def with_lpr(self, text: str, file: str) -> Book:
        """The same book with the later LPR figures of the user's own file; RatesError where it is wrong."""
        one_year, five_year = parse_rates(text, file)
        return self.with_values("lpr_1y", one_year, file).with_values("lpr_5y", five_year, file)

    def on(self, day: date) -> Law:
        """The law as it stood on a day."""
        return Law(day, self)


@dataclass(frozen=True, slots=True)
class Law:
    """The law as it stood on one day."""

    on: date
    book: Book

    @property
    def lpr_1y(self) -> Decimal:
        """The 1-year LPR of the day, as a fraction per year."""
        return self.number("lpr_1y")

    @property
    def lpr_5y(self) -> Decimal:
        """The LPR for over five years of the day, as a fraction per year."""
        return self.number("lpr_5y")

    def number(self, id: str) -> Decimal:  # noqa: A002 - as in Book
        """A number of the day; raises as `Book.number` does."""
        return self.book.number(id, self.on)

    def benchmark(self, months: int) -> Decimal:
        """The benchmark lending rate of the day for a loan of so many months, as a fraction per year."""
        return self.number(next((id_ for most, id_ in _CLASSES if months <= most), _LONGEST_CLASS))

    def sources(self) -> tuple[Source, ...]:
        """The instruments in force on the day, in order of id."""
        return tuple(source for source in self.book.sources.values() if source.in_force(self.on))

    def basis(
        self,
        source: str,
        article: str | None = None,
        *,
        may_be: bool = False,
        checked: Checked | str | None = None,
    ) -> Basis:
        """A text in force on the day; OutsideCoverage where it was not, LookupError where unknown."""
        basis = self.book.basis(source, article, may_be=may_be, checked=checked)
        found = self.book.sources[source]
        if not found.in_force(self.on):
            raise OutsideCoverage(found.title, self.on, found.since, found.until or found.checked_on)
        return basis


def _known(shelf: Shelf[T], name: str, kind: str) -> T:
    if name not in shelf:
        raise LookupError(f"no {kind} {name!r}; the law data holds: {', '.join(shelf)}")
    return shelf[name]
