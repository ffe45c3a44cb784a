"""Two tabs, one case: nothing that was said to be saved is lost without a word."""

from __future__ import annotations

import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingmen.web.vault import versions
from yingmen.web.vault.versions import Overtaken, begin, history, latest, save, undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 31, 9, 0)  # noqa: DTZ001 - wall time in Beijing, as the app has it
LOANS = [{"id": "a", "rate": 24}, {"id": "b", "rate": 24}]
CASE: Data = {"borrower": {"name": "本人"}, "income": 5000, "loan": LOANS}


def a_file(data: Data = CASE) -> File:
    begin(copy.deepcopy(data), "新开的", NOW)
    return versions.files()[-1]


def setting(*path: str | int, to: Any) -> Callable[[Data], Data]:
    """A change of one place; None takes it away."""

    def change(data: Data) -> Data:
        inner: Any = data
        for step in path[:-1]:
            inner = inner[step]
        if to is None:
            inner.pop(path[-1], None)
        else:
            inner[path[-1]] = to
        return data

    return change


def at(data: Any, *path: str | int) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else data[step]
    return data


def test_a_save_is_a_new_document_and_the_old_ones_stay() -> None:
    file = a_file()
    kept = save(file, 1, setting("income", to=6000), "收入", NOW)
    assert (2, 6000, "收入", NOW) == (kept.number, kept.data["income"], kept.what, kept.saved_at)
    assert [(2, 6000), (1, 5000)] == [(each.number, each.data["income"]) for each in history(file)]
    assert kept == latest(file)


def test_a_save_that_changes_nothing_makes_no_document() -> None:
    file = a_file()
    assert 1 == save(file, 1, setting("income", to=5000), "收入", NOW).number
    assert 1 == len(history(file))


def test_two_tabs_that_change_different_things_both_get_their_way() -> None:
    file = a_file()
    save(file, 1, setting("income", to=6000), "一", NOW)
    save(file, 1, setting("loan", 0, "rate", to=15), "二", NOW)
    found = save(file, 1, setting("loan", 1, "rate", to=12), "三", NOW).data
    assert (6000, 15, 12) == (found["income"], at(found, "loan", 0, "rate"), at(found, "loan", 1, "rate"))


def test_two_tabs_that_change_the_same_thing_to_the_same_end_agree() -> None:
    file = a_file()
    save(file, 1, setting("income", to=6000), "一", NOW)
    assert 2 == save(file, 1, setting("income", to=6000), "二", NOW).number


@pytest.mark.parametrize("theirs", [7000, None], ids=["changed", "taken away"])
def test_the_second_of_two_different_values_is_refused_and_told_the_first(theirs: int | None) -> None:
    file = a_file()
    save(file, 1, setting("income", to=theirs), "一", NOW)
    with pytest.raises(Overtaken) as found:
        save(file, 1, setting("income", to=6000), "二", NOW)
    assert theirs == found.value.theirs.data.get("income")
    assert 2 == len(history(file))
    again = save(file, found.value.theirs.number, setting("income", to=6000), "二", NOW)
    assert 6000 == again.data["income"]


def test_an_item_that_moved_up_is_not_taken_for_the_one_before_it() -> None:
    file = a_file()
    save(file, 1, setting("loan", to=[LOANS[1], {"id": "c", "rate": 36}]), "删一笔，添一笔", NOW)
    with pytest.raises(Overtaken):
        save(file, 1, setting("loan", 0, "rate", to=15), "改第一笔", NOW)


@pytest.mark.parametrize("base", [0, 2, 99])
def test_a_document_that_never_was_is_no_ground_to_save_on(base: int) -> None:
    file = a_file()
    with pytest.raises(Overtaken):
        save(file, base, setting("income", to=1), "x", NOW)
    assert 1 == len(history(file))


def test_undo_brings_an_old_document_back_and_can_itself_be_undone() -> None:
    file = a_file()
    save(file, 1, setting("income", to=6000), "收入", NOW)
    assert (3, CASE) == (undo(file, 1, 2, NOW).number, latest(file).data)
    assert 6000 == undo(file, 2, 3, NOW).data["income"]
    assert 4 == len(history(file))


def test_undo_does_not_undo_what_the_page_had_not_seen() -> None:
    file = a_file()
    save(file, 1, setting("income", to=6000), "收入", NOW)
    save(file, 2, setting("income", to=7000), "收入", NOW)
    for to, base in ((1, 2), (9, 3)):
        with pytest.raises(Overtaken):
            undo(file, to, base, NOW)
    assert 7000 == latest(file).data["income"]


def test_cases_of_others_are_never_found() -> None:
    file = a_file()
    begin(CASE, "别人的", NOW, owner="somebody")
    assert [file] == versions.files()


PLACES: list[tuple[str | int, ...]] = [
    ("income",),
    ("rent",),
    ("door", "a"),
    ("door", "b"),
    ("loan", 0, "rate"),
    ("loan", 1, "rate"),
]
ACTS = st.tuples(
    st.integers(0, 1), st.booleans(), st.sampled_from(PLACES), st.sampled_from([None, 1, 2, 3, [4], {"x": 5}])
)


@settings(max_examples=150, deadline=None)
@given(acts=st.lists(ACTS, max_size=25))
def test_no_acknowledged_value_is_overwritten_by_a_tab_that_had_not_seen_it(
    acts: list[tuple[int, bool, tuple[str | int, ...], Any]],
) -> None:
    """Each tab looks again only now and then; what it overwrites is what it had looked at."""
    file = a_file({**CASE, "door": {"a": 1}})
    seen = [latest(file), latest(file)]
    for tab, looks, place, value in acts:
        base, before = seen[tab], latest(file)
        if looks:
            base = before
        try:
            kept = save(file, base.number, setting(*place, to=value), "改", NOW)
        except Overtaken as error:
            kept = error.theirs
            assert before == latest(file) == kept
            assert at(base.data, *place) != at(before.data, *place)
        else:
            only_one_place_changed(before.data, kept.data, base.data, place, value)
        seen[tab] = kept


def only_one_place_changed(
    before: Data, after: Data, base: Data, place: tuple[str | int, ...], to: Any
) -> None:
    """What was asked for stands, everything else as it was, and nothing unseen was overwritten."""
    old, was_seen = at(before, *place), at(base, *place)
    assert at(after, *place) == (to if to != was_seen else old)
    assert to in (was_seen, old) or was_seen == old
    for other in PLACES:
        if other != place:
            assert at(before, *other) == at(after, *other)
