"""Try the rulebook: its cases, its predicates, and what nobody has tried yet. For `yingmen rules test`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingmen.document import Bullets, Document, KeyFigure, KeyFigures, Paragraph, Section, Tone
from yingmen.lawful.coverage import Gap, gaps
from yingmen.lawful.parse import stored_trees
from yingmen.lawful.predicate import tree_from
from yingmen.lawful.trial import said_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yingmen.document import Block
    from yingmen.lawful.rulebook import Rulebook
    from yingmen.lawful.trial import Said, Trial, Try


@dataclass(frozen=True, slots=True)
class Failure:
    """A try on which a rule does not say what is expected."""

    trial: Trial
    attempt: Try
    said: Said


@dataclass(frozen=True, slots=True)
class Check:
    """What came of trying the rulebook: slips in its own data, failures, and gaps in its cases."""

    book: Rulebook
    trials: tuple[Trial, ...]
    problems: tuple[str, ...]
    failures: tuple[Failure, ...]
    gaps: tuple[Gap, ...]

    @property
    def passed(self) -> bool:
        """Whether the rulebook does what its cases say and nothing is untried."""
        return not (self.problems or self.failures or self.gaps)

    @property
    def tries(self) -> int:
        """How many sets of facts were tried."""
        return sum(len(trial.tries) for trial in self.trials)


def check(book: Rulebook, trials: Sequence[Trial]) -> Check:
    """Try a rulebook on hand-written cases; its sources and articles were checked when it was read."""
    known = [trial for trial in trials if trial.rule in book.rules]
    return Check(
        book, tuple(known), tuple(_problems(book, trials)), tuple(_failures(book, known)), gaps(book, known)
    )


def _problems(book: Rulebook, trials: Sequence[Trial]) -> Iterator[str]:
    try:
        fresh = {sql: tree_from(tree) for sql, tree in stored_trees(book).items()}
    except ValueError as error:
        yield f"条件写法不能用：{error}"
        return
    if fresh != book.trees:
        yield "存着的条件结构和规则对不上，请运行 make predicates"
    for rule in dict.fromkeys(trial.rule for trial in trials if trial.rule not in book.rules):
        yield f"例子说的规则 {rule} 不存在"


def _failures(book: Rulebook, trials: Sequence[Trial]) -> Iterator[Failure]:
    for trial in trials:
        for attempt in trial.tries:
            said = said_by(attempt, book)
            if said != attempt.expected:
                yield Failure(trial, attempt, said)


def check_json(found: Check) -> dict[str, Any]:
    """What came of it, for a program to read."""
    return {
        "rulebook": found.book.fingerprint,
        "passed": found.passed,
        "rules": len(found.book.rules),
        "cases": len(found.trials),
        "tries": found.tries,
        "problems": list(found.problems),
        "failures": [
            {
                "rule": item.trial.rule,
                "case": item.trial.name,
                "where": item.attempt.where,
                "expected": str(item.attempt.expected),
                "said": str(item.said),
            }
            for item in found.failures
        ],
        "gaps": [{"rule": item.rule, "what": item.what} for item in found.gaps],
    }


def check_document(found: Check) -> Document:
    """What came of it, as a page."""
    return Document("规则书自检", "", (Section("", tuple(_blocks(found))),))


def _blocks(found: Check) -> Iterator[Block]:
    counts = (
        KeyFigure("规则", f"{len(found.book.rules)} 条"),
        KeyFigure("手写例子", f"{len(found.trials)} 个", f"共试了 {found.tries} 次"),
        KeyFigure("说错的", f"{len(found.failures)} 次"),
        KeyFigure("还没有例子的", f"{len(found.gaps)} 处"),
    )
    yield KeyFigures(counts)
    if found.passed:
        yield Paragraph("全部说对，没有漏试的。", Tone.GOOD)
    if found.problems:
        yield Bullets(found.problems)
    for item in found.failures:
        where = f"{item.trial.rule}，{item.attempt.where}：{item.trial.name}"
        yield Paragraph(f"{where}。应当是 {item.attempt.expected}，规则说 {item.said}", Tone.WARN)
    if found.gaps:
        yield Bullets(tuple(f"{item.rule}：{item.what}" for item in found.gaps))
