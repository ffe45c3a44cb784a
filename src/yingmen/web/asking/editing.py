"""A form over some answers of one item, and what becomes of it when it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms

from yingmen.web import desk
from yingmen.web.asking.faults import new_faults, told
from yingmen.web.asking.fields import Answer, NamesAndAmounts, field_for
from yingmen.web.asking.kinds import leaf
from yingmen.web.asking.places import answer_at, begun, found, listed, put, with_answers
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BoundField
    from django.http import QueryDict

    from yingmen.web.asking.kinds import Leaf
    from yingmen.web.asking.places import Loc
    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data, Kept

_NEEDED = "这一项要写，才算得进去。现在想不起来，就先不记这一项，查到了再加。"


@dataclass(frozen=True, slots=True)
class Row:
    """A field as the page shows it: its label is the question where it is alone."""

    field: BoundField
    label: str
    unknown: str = ""

    @property
    def kind(self) -> str:
        """Which kind of answer it takes."""
        return _answer(self.field).kind

    @property
    def rows(self) -> list[tuple[str, str, bool]]:
        """The rows of names and amounts, for the kind that has some."""
        widget = self.field.field.widget
        return widget.rows(self.field.value()) if isinstance(widget, NamesAndAmounts) else []


@dataclass(frozen=True, slots=True)
class Editing:
    """Some answers of the item at `loc`, which may be a new one.

    `kept` is the document that the form shows, or was made from when it is sent.
    `whole` asks for all that the item cannot do without: it is filled in on one page.
    """

    file: File
    kept: Kept
    sheet: Sheet
    loc: Loc
    fields: tuple[str, ...]
    whole: bool = False

    @property
    def item(self) -> Data:
        """The item as it stands; empty where it is new."""
        here = found(self.kept.data, self.loc)
        return here if isinstance(here, dict) else {}

    def form(self, sent: QueryDict | None = None) -> forms.Form:
        """The form, with what is saved or with what was sent."""
        form = forms.Form(sent, initial=None if sent else self._saved(), auto_id="q-%s")
        for path in self.fields:
            form.fields[path] = field_for(self._leaf(path))
            if any(
                (question.why or question.unknown) and path in question.fields
                for question in self.sheet.questions
            ):
                form.fields[path].help_text = ""
        return form

    def _leaf(self, path: str) -> Leaf:
        """What stands at a path; which loan it is about is chosen among those there are."""
        one = leaf(self.sheet.model, path)
        if path != "loan":
            return one
        loans = [loan for loan in listed(self.kept.data, ("loan",)) if isinstance(loan.get("id"), str)]
        choices = tuple((loan["id"], str(loan.get("lender") or loan["id"])) for loan in loans)
        return replace(one, kind="choice", help="", choices=choices or (("", "还没有写借款"),))

    def _saved(self) -> Data:
        saved = {path: answer_at(self.item, path) for path in self.fields}
        if self.item.get("time_known") is False and saved.get("at"):
            saved["at"] = saved["at"][:10]
        return saved

    def answers(self, form: forms.Form) -> Data:
        """What was sent, as the case file holds it; not knowing takes a key out, or back to how it began."""
        begin = {} if self.sheet.many else self.sheet.start(0)
        sent = form.cleaned_data if form.is_bound else {}
        known = {path: sent.get(path) for path in self.fields}
        return {path: begin.get(path) if value is None else value for path, value in known.items()}

    def changed(self, data: Data, answers: Mapping[str, Any]) -> Data:
        """A document with the answers in it."""
        here = found(data, self.loc)
        item = here if isinstance(here, dict) else self._begun(data)
        after = with_answers(item, dict(answers))
        if "at" in answers and "time_known" in self.sheet.model.model_fields:
            after.pop("time_known", None)
        return put(data, self.loc, after if after or self.sheet.many else None)

    def _begun(self, data: Data) -> Data:
        behind = len(listed(data, self.loc[:-1])) if self.sheet.many else 0
        return begun(self.sheet, data, behind)

    def find_faults(self, form: forms.Form) -> None:
        """Say in the form what is wrong with the answers."""
        answers = self.answers(form)
        if self.whole:
            for path in self.fields:
                if answers[path] is None and leaf(self.sheet.model, path).required:
                    form.add_error(path, _NEEDED)
        if form.errors:
            return
        wrong = new_faults(self.kept.data, self.changed(self.kept.data, answers), ())
        for field, text in told(wrong, self.loc, self.sheet, self.fields):
            form.add_error(field, text)

    def save(self, answers: Mapping[str, Any], what: str) -> Kept:
        """Keep the answers.

        Raises:
            Overtaken: the same thing was changed elsewhere meanwhile.
        """
        return versions.save(
            self.file, self.kept.number, lambda data: self.changed(data, answers), what[:200], desk.now()
        )

    def rows(self, form: forms.Form) -> list[Row]:
        """The fields in order, each with its question."""
        asked = {path: one for one in self.sheet.questions for path in one.fields}
        return [
            Row(form[path], _label(form[path], asked[path]), asked[path].unknown if self.whole else "")
            for path in self.fields
        ]


def _label(field: BoundField, question: Any) -> str:  # noqa: ANN401
    return question.ask if len(question.fields) == 1 else str(field.label)


def _answer(field: BoundField) -> Answer:
    assert isinstance(field.field, Answer)  # noqa: S101 - the form is made of nothing else
    return field.field
