"""The letters as they stand in data: one TOML file each, read once, refused where a file is wrong."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from yingmen.answer.letters.model import Effect, Kind, Part, Sentence, Template, Worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KEYS = frozenset(
    {"id", "title", "per", "to", "writer", "effect", "subject", "deadlines", "acknowledges_unless"}
)
_TABLES = frozenset({"part", "refuse", "advice"})
_SENTENCE = frozenset(
    {"kind", "text", "needs", "each", "optional", "otherwise", "tick", "cites", "when", "unless"}
)
_ORDER = (
    *("request-papers", "dispute-amount", "hardship-plan", "stop-third-parties"),
    *("not-my-debt-spouse", "not-my-debt-parent", "not-my-debt-heir", "personal-data"),
    *("complaint-lender", "complaint-authority", "police-statement"),
    *("payment-order", "credit-record", "complaint-credit-record"),
)


@cache
def templates() -> tuple[Template, ...]:
    """Every letter there is, in the order a borrower is likely to need them."""
    folder = resources.files("yingmen.answer.letters").iterdir()
    names = {file.name.removesuffix(".toml"): file for file in folder if file.name.endswith(".toml")}
    known = [name for name in _ORDER if name in names]
    found = (*known, *sorted(set(names) - set(known)))
    return tuple(template_from(tomllib.loads(names[name].read_text(encoding="utf-8"))) for name in found)


def template_from(data: Mapping[str, Any]) -> Template:
    """A letter out of its TOML table; ValueError or KeyError where the file is wrong."""
    _refuse_unknown(data, _KEYS | _TABLES, str(data.get("id")))
    found = Template(
        id=data["id"],
        title=data["title"],
        per=data.get("per", "loan"),
        to=data["to"],
        writer=data.get("writer", "borrower"),
        effect=Effect(data["effect"]),
        subject=data.get("subject", ""),
        parts=tuple(_part(item, data["id"]) for item in data["part"]),
        refusals=_worded(data.get("refuse", ())),
        advice=_worded(data.get("advice", ())),
        deadlines=tuple(data.get("deadlines", ())),
        acknowledges_unless=tuple(data.get("acknowledges_unless", ())),
    )
    _refuse_unbacked(found)
    return found


def _part(data: Mapping[str, Any], where: str) -> Part:
    _refuse_unknown(data, frozenset({"title", "sentence"}), where)
    return Part(data["title"], tuple(_sentence(item, where) for item in data["sentence"]))


def _sentence(data: Mapping[str, Any], where: str) -> Sentence:
    _refuse_unknown(data, _SENTENCE, where)
    return Sentence(
        kind=Kind(data["kind"]),
        text=data["text"],
        needs=data.get("needs", ""),
        each=data.get("each", False),
        optional=data.get("optional", False),
        otherwise=data.get("otherwise", ""),
        tick=data.get("tick", False),
        cites=tuple(data.get("cites", ())),
        when=tuple(data.get("when", ())),
        unless=tuple(data.get("unless", ())),
    )


def _worded(items: Iterable[Mapping[str, Any]]) -> tuple[Worded, ...]:
    return tuple(
        Worded(item["text"], tuple(item.get("when", ())), tuple(item.get("unless", ()))) for item in items
    )


def _refuse_unbacked(found: Template) -> None:
    """A sentence of fact that names no backing, or of law that names no text, is a slip of ours."""
    for part in found.parts:
        for sentence in part.sentences:
            if sentence.kind is Kind.FACT and not sentence.needs:
                raise ValueError(f"{found.id}: a fact names no backing: {sentence.text}")
            if sentence.kind is Kind.LAW and not sentence.cites:
                raise ValueError(f"{found.id}: a sentence of law names no text: {sentence.text}")


def _refuse_unknown(data: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if unknown := sorted(set(data) - known):
        raise ValueError(f"{where}: unknown keys: {', '.join(unknown)}")
