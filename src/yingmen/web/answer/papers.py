"""Everything step 5 answers about the case at hand, and its papers by the names of their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen import law
from yingmen.answer import (
    brief,
    brief_document,
    case_no,
    gates,
    letters_document,
    lines,
    lines_document,
    offered,
    proposed,
)
from yingmen.answer.letters import letters
from yingmen.web.desk import reckoner
from yingmen.web.plain_words import plainly

if TYPE_CHECKING:
    from collections.abc import Callable

    from yingmen.answer import Brief, Gates, Offered, Stance
    from yingmen.answer.letters import Letter
    from yingmen.document import Document
    from yingmen.web.desk import Desk
    from yingmen.web.download import Paper

_NUMBERED = {"docx", "pdf"}


@dataclass(frozen=True, slots=True)
class Answered:
    """The case at hand as step 5 sees it; the gates of the loans in `seen` are open."""

    desk: Desk
    seen: frozenset[str]

    def gates(self) -> Gates:
        """The loans of which nothing is said that may cost a defence, before its effect was seen."""
        desk = self.desk
        return desk.worked_out("gates", lambda: gates(desk.case, desk.on, law.book(), reckoner))

    def brief(self) -> Brief:
        """What to know at the door, with what can be offered."""
        return self.desk.worked_out("brief", self._brief, self.seen)

    def _brief(self) -> Brief:
        desk = self.desk
        offer = proposed(desk.own, lambda: desk.afforded(self.seen))
        return brief(desk.case, desk.on, law.book(), offer, reckoner)

    def brief_document(self) -> Document:
        """The two pages."""
        return brief_document(self.brief(), law.book())

    def lines_document(self, stance: Stance | None = None) -> Document:
        """What to say in a stance, or in all six."""
        desk, book = self.desk, law.book()

        def said() -> Document:
            spoken = lines(desk.case, desk.on, book, stance=stance, chosen=self.seen, reckoner=reckoner)
            return lines_document(desk.case, spoken, self.gates(), book)

        return desk.worked_out("lines", said, stance, self.seen)

    def letters(self) -> tuple[Offered, ...]:
        """Every letter: there to sign, behind a gate, or lacking something."""
        desk = self.desk
        written = desk.worked_out("letters", self._letters)
        return offered(written, self.gates(), self.seen)

    def _letters(self) -> tuple[Letter, ...]:
        desk = self.desk
        evidence, judged = desk.evidence, desk.judgement()
        return letters(desk.case, desk.on, law.book(), evidence, reckoner=reckoner, judged=judged)

    def paper(self, name: str) -> Paper | None:
        """A paper by its name: the brief, what to say, or a letter by its number; None if there is none."""
        if name in _PAGES:
            return _PAGES[name](self)
        number, _, kind = name.partition(".")
        if kind not in _NUMBERED or not (number.isascii() and number.isdigit()) or len(number) > 4:  # noqa: PLR2004
            return None
        found = self.letters()
        place = int(number)
        return _letter(self, found[place - 1], kind) if 1 <= place <= len(found) else None


def _letter(found: Answered, one: Offered, kind: str) -> Paper | None:
    document, number = one.letter.document, case_no(found.desk.case)
    if not one.builds or document is None:
        return None
    about = f"（{one.letter.loan_id}）" if one.letter.loan_id else ""
    return f"{one.letter.title}{about}.{kind}", lambda: _rendered(document, kind, number)


def _rendered(document: Document, kind: str, number: str) -> bytes:
    from yingmen.papers import docx, pdf

    if kind == "docx":
        return docx.render(document, case_no=number)
    return pdf.render(document, case_no=number)


def _html(document: Document) -> str:
    from yingmen.papers import html

    return html.render(plainly(document))


_PAGES: dict[str, Callable[[Answered], Paper]] = {
    "brief.pdf": lambda found: (
        "两页纸.pdf",
        lambda: _rendered(plainly(found.brief_document()), "pdf", case_no(found.desk.case)),
    ),
    "brief.html": lambda found: ("两页纸.html", lambda: _html(found.brief_document())),
    "lines.html": lambda found: ("可以这样说.html", lambda: _html(found.lines_document())),
    "letters.html": lambda found: (
        "要写的信.html",
        lambda: _html(letters_document(found.desk.case, found.letters())),
    ),
}
