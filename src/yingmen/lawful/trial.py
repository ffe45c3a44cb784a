"""Hand-written cases of the rulebook: what a lawyer expects of a rule, tried on it.

One TOML file a rule. A case holds a contact, perhaps `others` of the same file, and `tries`: each takes the
contact's keys, replaces some, and says what is to come out of this one rule.

    rule = "visit-one-collector"

    [[case]]
    name = "…"
    contact = { channel = "visit", staff_count = 1, lender_kind = "bank", product = "credit_card" }
    tries = [
      { at = 2026-01-30T10:00:00, expect = "breach", basis = ["cba-2026 22"] },
      { at = 2026-01-30T10:00:00, without = ["staff_count"], expect = "unclear", missing = ["staff_count"] },
    ]
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yingmen import case
from yingmen.errors import InputError
from yingmen.law import Verdict
from yingmen.lawful.judge import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yingmen.case import Case
    from yingmen.law import Basis, Finding, Missing
    from yingmen.lawful.rulebook import Rulebook

JUDGED = "c"
SILENT = "silent"
NOT_COVERED = "not_covered"
_EXPECTED = ("breach", "unclear", "note", SILENT, NOT_COVERED)
_TRY_KEYS = ("expect", "basis", "missing", "without")
_CASE_KEYS = {"name", "contact", "others", "tries"}
_REMEDY = "写法见 docs/guide/2-lawful.md 的“自己加例子”。"


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule says of the judged contact, or is expected to: verdict, texts, and what is missing."""

    verdict: str
    basis: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """One line for a person."""
        more = "、".join(self.basis or sorted(self.missing))
        return f"{self.verdict}（{more}）" if more else self.verdict


@dataclass(frozen=True, slots=True)
class Try:
    """One set of facts with what is expected of them; `case` holds the judged contact under the id `c`."""

    rule: str
    where: str
    case: Case
    expected: Said


@dataclass(frozen=True, slots=True)
class Trial:
    """One hand-written case: a sentence and its tries."""

    rule: str
    name: str
    tries: tuple[Try, ...]


def trials_from(text: str, file: str) -> tuple[Trial, ...]:
    """The hand-written cases of one file; InputError names file, case and remedy where it is wrong."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"不是正确的 TOML：{error}", where=file, remedy=_REMEDY) from error
    rule, cases = data.get("rule"), data.get("case")
    if not isinstance(rule, str) or not isinstance(cases, list):
        raise InputError("缺 rule 或 [[case]]", where=file, remedy=_REMEDY)
    return tuple(_trial(rule, item, f"{file} 第 {n} 条") for n, item in enumerate(cases, 1))


def said_by(attempt: Try, book: Rulebook) -> Said:
    """What the rule says of the judged contact."""
    on = max(item.at.date() for item in attempt.case.contact)
    (found,) = [item for item in judge(attempt.case, on, book).contacts if item.contact_id == JUDGED]
    if found.verdict == Verdict.NOT_COVERED:
        return Said(NOT_COVERED)
    findings = [finding for finding in found.findings if finding.rule == attempt.rule]
    return _said(findings[0]) if findings else Said(SILENT)


def _said(finding: Finding) -> Said:
    unclear = finding.verdict == Verdict.UNCLEAR
    return Said(
        str(finding.verdict),
        () if unclear else tuple(map(_cited, finding.basis)),
        frozenset(map(_open, finding.missing)),
    )


def _cited(basis: Basis) -> str:
    return f"{'may be ' * basis.may_be}{basis.source} {basis.article or ''}".strip()


def _open(missing: Missing) -> str:
    return missing.column if missing.record == JUDGED else f"{missing.record} {missing.column}"


def _trial(rule: str, data: Mapping[str, Any], where: str) -> Trial:
    if unknown := sorted(set(data) - _CASE_KEYS):
        raise InputError(f"有不认识的键 {unknown[0]}", where=where, remedy=_REMEDY)
    if not {"name", "contact", "tries"} <= set(data):
        raise InputError("缺 name、contact 或 tries", where=where, remedy=_REMEDY)
    tries = tuple(_try(rule, data, item, f"{where}第 {n} 次") for n, item in enumerate(data["tries"], 1))
    return Trial(rule, data["name"], tries)


def _try(rule: str, data: Mapping[str, Any], item: Mapping[str, Any], where: str) -> Try:
    expect = item.get("expect")
    if expect not in _EXPECTED:
        raise InputError(f"expect 写的是 {expect}", where=where, remedy=f"写 {'、'.join(_EXPECTED)} 之一。")
    judged = _contact(data["contact"], item) | {"contact_id": JUDGED}
    contacts = [judged, *_others(data)]
    expected = Said(expect, tuple(item.get("basis", ())), frozenset(item.get("missing", ())))
    return Try(rule, where, _case(contacts, where), expected)


def _others(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for n, item in enumerate(data.get("others", ()), 1):
        yield _contact(data["contact"], item) | {"contact_id": f"o{n}"}


def _contact(base: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The case's contact with a try's own keys in place of its, and without what the try takes away."""
    merged = {**base, **{key: value for key, value in item.items() if key not in _TRY_KEYS}}
    return {key: value for key, value in merged.items() if key not in item.get("without", ())}


def _case(contacts: Sequence[Mapping[str, Any]], where: str) -> Case:
    borrower = {"name": "某人", "kind": "person"}
    return case.from_data({"schema": 1, "borrower": borrower, "contact": list(contacts)}, where)
