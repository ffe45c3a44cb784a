"""The data in the owner's hands: what is said of each step, and what is left behind by it."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from web.held import reckonings
from web.reached import PASSCODE, is_in, unlock
from yingmen import case as cases
from yingmen.record import Draft
from yingmen.web import desk
from yingmen.web.gate import passcode
from yingmen.web.home import changes, events, knock, preview
from yingmen.web.home.package import Package
from yingmen.web.vault import versions
from yingmen.web.vault.models import Line

if TYPE_CHECKING:
    from django.test import Client

    from yingmen.web.vault.models import File

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    said: str = response.content.decode()
    return said


def saved(file: File, **more: Any) -> int:
    number = versions.latest(file).number
    return versions.save(file, number, lambda data: {**data, **more}, "改", desk.now()).number


def noted(kind: str, at: str | None, said: str = "说好了") -> None:
    desk.desk().journal.append(Draft(kind=kind, text=said, by="林小满", at=at), desk.now())


# In and out


def test_whoever_chose_no_file_is_told_how_to(client: Client) -> None:
    answer = client.post(reverse("home:upload"))
    assert 400 <= answer.status_code < 500
    assert "还没有选文件" in text(answer)
    assert "选文件" in text(answer)


@pytest.mark.parametrize("table", ["door", "household", "business"])
def test_what_a_case_file_says_is_read_back_part_by_part(table: str, example: File) -> None:
    case = cases.from_data(versions.latest(example).data, "案件")
    said = dict(preview.understood(case))
    names = {"door": "眼前的上门", "household": "家里的收支", "business": "生意的收支"}
    assert f"{len(case.loan)} 笔" == said["借款"]
    assert f"{len(case.contact)} 次" == said["联系"]
    assert ("没有写" if getattr(case, table) is None else "有") == said[names[table]]


@pytest.mark.usefixtures("example")
def test_the_package_is_called_after_nobody_and_leaves_nothing_on_the_disk(client: Client) -> None:
    noted("note", None)
    answer: Any = client.post(reverse("home:export"))
    assert 'attachment; filename="notes.zip"' == answer["Content-Disposition"]
    b"".join(answer.streaming_content)
    package = Package(desk.the_file())
    folder = Path(package._folder)  # noqa: SLF001 - nobody else knows where it lies
    assert any(folder.rglob("journal.jsonl"))
    b"".join(package)
    assert not folder.exists()


@pytest.mark.usefixtures("example")
def test_a_package_of_a_broken_record_has_its_seal_too(client: Client) -> None:
    noted("note", None)
    line = Line.objects.get()
    line.data = bytes(line.data).replace("说好了".encode(), "没说过".encode())
    line.save()
    answer: Any = client.post(reverse("home:export"))
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as found:
        assert desk.the_file().head is not None
        assert json.loads(found.read("record/head.json"))["count"] == 1
        assert "没说过" in found.read("record/journal.jsonl").decode()
        assert "林小满" in found.read("versions/00001.json").decode()


# Versions


def test_each_version_names_only_what_is_not_as_it_was(example: File) -> None:
    saved(example, asset=[{"kind": "住房"}])
    saved(example, asset=[{"kind": "住房"}, {"kind": "电动车"}])
    saved(example, asset=[{"kind": "住房"}, {"kind": "摩托车"}])
    newest, more, first, begun = changes.listed(example, 5, 50)
    title = newest.parts
    assert title
    assert "、" not in title
    assert (f"{title}（1 → 2）", "") == (more.parts, begun.parts)
    assert first.parts.startswith(title)


def test_a_table_that_was_taken_out_is_said_to_be(example: File) -> None:
    def without(data: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in data.items() if key != "household"}

    assert "household" in versions.latest(example).data
    versions.save(example, 1, without, "改", desk.now())
    assert changes.listed(example, 3, 50)[0].parts.endswith("（删掉了）")


def test_a_page_of_versions_tells_what_changed_in_its_oldest_too(example: File) -> None:
    for number in range(4):
        saved(example, asset=[{"kind": "住房"}] * (number + 1))
    page = changes.listed(example, 5, 2)
    assert [4, 3] == [one.number for one in page]
    assert all(one.parts for one in page)


def test_older_versions_are_a_page_on_and_the_last_page_ends(client: Client, example: File) -> None:
    for number in range(60):
        saved(example, asset=[{"kind": "住房"}] * (number % 2 + 1))
    page = client.get(reverse("home:history"))
    assert 12 == page.context["older"]
    last = client.get(reverse("home:history"), {"before": page.context["older"]})
    assert (11, 0) == (len(last.context["versions"]), last.context["older"])


def test_going_back_is_said(client: Client, example: File) -> None:
    saved(example, asset=[])
    answer = client.post(reverse("home:undo"), {"to": "1", "base": "2"}, follow=True)
    assert "已回到第 1 版" in text(answer)


def test_how_many_entries_there_are_is_said(client: Client, example: File) -> None:
    del example
    assert "0 条" in text(client.get("/data/"))
    noted("note", None)
    noted("note", None)
    assert "2 条" in text(client.get("/data/"))


# Gone


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("example")
def test_erasing_lets_go_of_memory_and_session_too(client: Client) -> None:
    passcode.put(PASSCODE)
    unlock(client)
    old = client.cookies["s"].value
    before = reckonings()
    desk.desk().reckoning()
    assert 200 == client.post(reverse("home:erase"), {"word": "全部删掉"}).status_code
    assert not reckonings(but=before)
    passcode.put(PASSCODE)
    client.cookies["s"] = old
    assert not is_in(client)


# What happened


@pytest.mark.usefixtures("example")
def test_payments_and_promises_of_the_record_stand_among_the_events() -> None:
    before = {lane: len(events.told(desk.desk(), lane)[1]) for lane in (events.PAYMENTS, events.PROMISES)}
    noted("payment", "2026-08-20")
    noted("promise", "2026-08-21T10:00")
    for lane, name in ((events.PAYMENTS, "2026-08-20"), (events.PROMISES, "2026-08-21")):
        head, found = events.told(desk.desk(), lane)
        assert name == found[0].on.isoformat()
        assert f"一共 {before[lane] + 1} 件" in head
        assert {lane} == {event.lane for event in found}


def test_where_nothing_was_noted_it_says_so_and_draws_nothing() -> None:
    here = desk.desk()
    assert ("全部：还没有记。", ()) == events.told(here)
    assert not events.picture(here)
    assert () == events.coming(here)


def test_what_is_coming_is_from_today_on_and_the_nearest_first(
    example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = ("2026-08-31", "2027-01-31", "2026-08-30", "2026-09-15")
    parts = [{"on": day, "amount": "10"} for day in days]
    saved(example, agreement=[{"with": "海棠", "installments": parts}])
    monkeypatch.setattr(desk, "today", lambda: date(2026, 8, 31))
    here = desk.desk()
    coming = [event.on.isoformat() for event in events.coming(here) if "按协议" in event.what]
    assert ["2026-08-31", "2026-09-15", "2027-01-31"] == coming
    assert all(event.lane != events.DEADLINES for event in events.told(here)[1])
    assert set(days) <= {event.on.isoformat() for event in events.told(here, events.DEADLINES)[1]}


# At the door


def test_in_danger_nothing_is_said_but_what_belongs_to_it(client: Client) -> None:
    looked = 0
    for who, visitor in enumerate(knock.VISITORS, 1):
        for what, happening in knock.happenings(visitor):
            found = knock.answered(visitor, happening.facts)
            if not found.danger:
                continue
            page = client.get(reverse("home:knock-say", args=[who, what]))
            own = {step.say for step in found.plan if step.id.startswith("danger")}
            assert page.context["sayings"]
            assert set(page.context["sayings"]) <= own
            looked += 1
    assert looked
