"""As many pairs as there can be, checked by trying all."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from yingmen.afford.bills.pairing import pair

EDGES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 4)), max_size=12)


def most(edges: list[tuple[int, int, int]]) -> int:
    """The most pairs there can be among five lefts and five rights: every order of the rights is tried."""
    near = {(left, right) for _, left, right in edges}
    return max(
        sum((left, right) in near for left, right in enumerate(order)) for order in permutations(range(5))
    )


@given(EDGES)
def test_no_choice_makes_more_pairs(edges: list[tuple[int, int, int]]) -> None:
    found = pair(edges)
    assert most(edges) == len(found)
    assert len(found) == len(set(found.values()))
    assert set(found.items()) <= {(left, right) for _, left, right in edges}


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_asking_changes_nothing(edges: list[tuple[int, int, int]], random: object) -> None:
    mixed = list(edges)
    random.shuffle(mixed)  # type: ignore[attr-defined] # Hypothesis' own random
    assert pair(edges) == pair(mixed)


def test_the_nearest_are_paired() -> None:
    assert {0: 1, 1: 0} == pair([(1, 0, 0), (0, 0, 1), (0, 1, 0), (1, 1, 1)])
