"""JSON read strictly: an amount stays exact, no key stands twice, infinity and the like are no numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from ninja.parser import Parser

if TYPE_CHECKING:
    from django.http import HttpRequest

_LONGEST, _LARGEST = 60, 40


class StrictParser(Parser):
    """Reads what a program sends; whatever cannot be read is refused as malformed."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The data in a request."""
        found: dict[str, Any] = json.loads(
            request.body.decode("utf-8"),
            parse_float=_exact,
            parse_constant=_no_number,
            object_pairs_hook=_each_once,
        )
        return found


def _exact(text: str) -> Decimal:
    number = Decimal(text)
    if len(text) > _LONGEST or abs(number.adjusted()) > _LARGEST:
        raise ValueError("far too many digits")
    return number


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found
