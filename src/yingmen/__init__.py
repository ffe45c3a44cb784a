"""应门: from one case file, eight questions a borrower asks when someone comes to the door to collect.

    owe      欠多少   what do I really owe?
    lawful   合规吗   is this act lawful?                 (not built yet)
    door     谁上门   who is at the door?                 (not built yet)
    afford   还得起   what can I afford?                  (not built yet)
    answer   怎么答   what do I answer?                   (not built yet)
    pact     写下来   what do we agree?                   (not built yet)
    keep     守得住   how do I keep it?                   (not built yet)
    recover  站起来   how do I recover?                   (not built yet)

The same word names the package, the command, the guide page and the test folder. Public names are fetched
when first used; importing `yingmen` imports nothing else.

    >>> import yingmen
    >>> sorted(yingmen.__all__)
    ['book', 'parse_case', 'reckon', 'reckoning_json', 'true_cost']
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
_PUBLIC = {
    "book": ("yingmen.law", "book"),
    "parse_case": ("yingmen.case", "parse"),
    "reckon": ("yingmen.owe", "reckon"),
    "reckoning_json": ("yingmen.owe", "reckoning_json"),
    "true_cost": ("yingmen.owe.rates", "true_cost"),
}
__all__ = ["book", "parse_case", "reckon", "reckoning_json", "true_cost"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Fetch a public name when it is first used."""
    if name not in _PUBLIC:
        raise AttributeError(name)
    module, attribute = _PUBLIC[name]
    return getattr(import_module(module), attribute)
