"""Put as many rows in pairs as belong together, the nearest first; the same whatever order they come in.

Plain nearest-first would leave a row alone that another choice would have paired: two equal payments,
each posted a day late. So the nearest pairs are taken first, and whoever is left is placed by moving
others along a path (Kuhn's augmenting paths), as long as there is one.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Pairs = dict[int, int]


def pair(edges: Iterable[tuple[Any, int, int]]) -> Pairs:
    """Left to right of the largest set of pairs, from (cost, left, right); lower costs are preferred.

    Lefts and rights are two kinds of their own, though numbered alike.
    """
    ordered = sorted(edges)
    near: dict[int, list[int]] = {}
    left_of: Pairs = {}
    right_of: Pairs = {}
    for _, left, right in ordered:
        near.setdefault(left, []).append(right)
        if left not in right_of and right not in left_of:
            right_of[left], left_of[right] = right, left
    for left in sorted(near):
        if left not in right_of:
            _place(left, near, right_of, left_of)
    return right_of


def _place(start: int, near: Mapping[int, list[int]], right_of: Pairs, left_of: Pairs) -> None:
    """Give `start` a partner by moving others to their next choice, if that can be done."""
    came_from: Pairs = {}
    waiting = deque([start])
    while waiting:
        left = waiting.popleft()
        for right in near[left]:
            if right in came_from:
                continue
            came_from[right] = left
            if right not in left_of:
                _turn(right, came_from, right_of, left_of)
                return
            waiting.append(left_of[right])


def _turn(right: int, came_from: Pairs, right_of: Pairs, left_of: Pairs) -> None:
    """Take the pairs along the path that ends in `right`."""
    at: int | None = right
    while at is not None:
        left = came_from[at]
        before = right_of.get(left)
        right_of[left], left_of[at] = at, left
        at = before
