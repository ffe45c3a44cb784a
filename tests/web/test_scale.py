"""Much of everything: the pages stay short, and work out no more than they show."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from yingmen import law
from yingmen.answer import letters as letters_module
from yingmen.errors import CaseError
from yingmen.owe.setting import Setting
from yingmen.record import Draft, Journal, Upload
from yingmen.web import desk
from yingmen.web.asking.places import put
from yingmen.web.lawful import shown
from yingmen.web.vault import versions
from yingmen.web.vault.journal import DatabaseStore
from yingmen.web.vault.models import Line, Piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 31, 9, 0)  # noqa: DTZ001 - wall time in Beijing, as the record has it


def written(file: File, count: int, **more: Any) -> None:
    """Write visits down, each on a day of its own."""
    for n in range(1, count + 1):
        at = (NOW - timedelta(days=n)).isoformat()
        facts = {"staff_count": 2, "threat": n % 3 == 0}
        kind = "visit" if n % 2 else "note"
        draft = Draft(kind=kind, text=f"第{n}次", by="林小满", at=at, facts=facts if kind == "visit" else {})
        Journal(DatabaseStore(file)).append(draft, NOW)
    for name, data in more.items():
        upload = Upload(f"{name}.txt", partial(io.BytesIO, data))
        Journal(DatabaseStore(file)).append(
            Draft(kind="note", text=name, by="林小满", attachments=(upload,)), NOW
        )


def changed(file: File, change: Callable[[Data], Data]) -> None:
    versions.save(file, versions.latest(file).number, change, "试", desk.now())


def with_contacts(file: File, count: int) -> None:
    """So many calls in the document, every third one a threat, some of them open."""

    def change(data: Data) -> Data:
        made = [
            {
                "contact_id": f"电话{n}",
                "channel": "call",
                "at": (NOW - timedelta(hours=30 * n)).isoformat(),
                **({"threat": True} if n % 3 == 0 else {}),
                **({"witnessed": True} if n % 2 else {}),
            }
            for n in range(1, count + 1)
        ]
        return {**data, "contact": made}

    changed(file, change)


def noting(seen: list[Any], known: Callable[..., Any]) -> Callable[..., Any]:
    """A method that notes what it is asked for; 0 where that is the beginning."""

    def noted(own: Any, *asked: Any) -> Any:
        seen.append(asked[0] if asked else 0)
        return known(own, *asked)

    return noted


def texts(page: Any) -> list[str]:
    return [entry["text"] for entry in page.context["entries"]]


# The record


def test_the_record_is_read_twenty_at_a_time_the_newest_first(client: Client, example: File) -> None:
    written(example, 48)
    pages = [client.get("/book/", {"page": n} if n > 1 else {}) for n in (1, 2, 3)]
    assert [len(texts(page)) for page in pages] == [20, 20, 8]
    assert [text for page in pages for text in texts(page)] == [f"第{n}次" for n in range(48, 0, -1)]
    assert 'href="/book/?page=2">更早的' in pages[0].content.decode()
    assert 'href="/book/">更新的' in pages[1].content.decode()
    assert "更早的" not in pages[2].content.decode()
    assert "全部：48 条。下面是第 21 到第 40 条" in pages[1].content.decode()


def test_a_kind_of_the_record_is_read_in_pages_too(client: Client, example: File) -> None:
    written(example, 60)
    first, second = client.get("/book/?kind=1"), client.get("/book/?kind=1&page=2")
    assert 'href="/book/?kind=1&amp;page=2">更早的' in first.content.decode()
    assert 'href="/book/?kind=1">更新的' in second.content.decode()
    assert texts(first) + texts(second) == [f"第{n}次" for n in range(59, 0, -2)]
    headers = {"HX-Request": "true", "HX-Target": "entries"}
    part = client.get("/book/?kind=1&page=2", headers=headers).content.decode()
    assert "<h1" not in part
    assert part.count("<section") == 10


@pytest.mark.parametrize("page", ["0", "-1", "一", "9" * 5000, "", "2.5", "%00"])
def test_a_page_there_is_none_of_is_the_first_or_the_last(client: Client, example: File, page: str) -> None:
    written(example, 30)
    assert len(texts(client.get("/book/", {"page": page}))) in {10, 20}


def test_reading_the_record_opens_no_attachment_until_it_is_asked(
    client: Client, example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(example, 2, 录音=b"sound" * 1000)
    read: list[str] = []
    monkeypatch.setattr(DatabaseStore, "open", noting(read, DatabaseStore.open))
    page = client.get("/book/").content.decode()
    assert "3 条，读进来时都和封印对过" in page
    assert 'href="/book/?check=1"' in page
    assert not read
    assert "都对得上：3 条记录，1 个附件" in client.get("/book/?check=1").content.decode()
    assert read


def test_a_changed_attachment_is_found_when_all_is_checked(client: Client, example: File) -> None:
    written(example, 1, 照片=b"photo")
    Piece.objects.update(data=b"other")
    assert "对不上：1 处" in client.get("/book/?check=1").content.decode()


def test_a_changed_line_is_said_without_being_asked(client: Client, example: File) -> None:
    written(example, 3)
    line = Line.objects.order_by("start")[1]
    line.data = bytes(line.data).replace("第2次".encode(), "第9次".encode())
    line.save()
    page = client.get("/book/").content.decode()
    assert "对不上：" in page
    assert "读进来时都和封印对过" not in page


def test_the_record_can_be_read_where_no_case_can_be_made(
    client: Client, example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_: Data) -> None:
        raise CaseError("案件", [])

    written(example, 2)
    monkeypatch.setattr(desk, "complete", unreadable)
    assert texts(client.get("/book/")) == ["第2次", "第1次"]


def test_a_new_entry_is_there_at_once_and_what_was_read_is_not_read_again(
    client: Client, example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(example, 30)
    client.get("/book/")
    lines: list[int] = []
    monkeypatch.setattr(DatabaseStore, "journal", noting(lines, DatabaseStore.journal))
    client.get("/book/")
    assert not lines
    client.post("/book/send/", {"kind": "note", "text": "新的一条"})
    assert texts(client.get("/book/"))[0] == "新的一条"
    assert all(lines)


# The contacts


def listed(client: Client, page: int) -> list[str]:
    return [one["id"] for one in client.get("/2/", {"page": page}).context["contacts"]]


def test_contacts_come_twenty_at_a_time_the_worst_first(client: Client, example: File) -> None:
    with_contacts(example, 45)
    first = client.get("/2/")
    pages = [listed(client, n) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({name for page in pages for name in page}) == 45
    verdicts = [one["verdict"] for n in (1, 2, 3) for one in client.get(f"/2/?page={n}").context["contacts"]]
    order = [label for label, _ in first.context["counts"]]
    assert verdicts == sorted(verdicts, key=order.index)
    assert sum(count for _, count in first.context["counts"]) == 45
    assert first.context["counts"] == client.get("/2/?page=3").context["counts"]
    assert 'href="/2/?page=2#contacts">再看后面几次' in first.content.decode()
    assert "一共 45 次" in first.content.decode()


def test_only_the_contacts_that_are_shown_are_worked_out(
    client: Client, example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_contacts(example, 45)
    made: list[str] = []
    known = shown._contact  # noqa: SLF001 - what is counted is its work

    def counted(here: Any, item: Any, *more: Any) -> dict[str, Any]:
        made.append(item.contact_id)
        return known(here, item, *more)

    monkeypatch.setattr(shown, "_contact", counted)
    client.get("/2/?page=2")
    client.get("/2/?page=2")
    assert len(made) == 20


def test_a_question_about_many_contacts_names_the_first_of_them(client: Client, example: File) -> None:
    with_contacts(example, 45)
    page = client.get("/2/")
    asked = page.context["questions"]
    assert asked
    assert max(one["of"] for one in asked) > shown.MOST_LINKS
    assert all(len(one["links"]) <= shown.MOST_LINKS for one in asked)
    assert "次要问这个，先答上面这些" in page.content.decode()


def test_a_long_list_comes_in_pages_and_leads_back_to_its_own(client: Client, example: File) -> None:
    with_contacts(example, 60)
    first, second = client.get("/2/1/").content.decode(), client.get("/2/1/?page=2").content.decode()
    assert first.count('href="/2/1/50/1/"') == 1
    assert 'href="/2/1/51/1/"' not in first
    assert 'href="/2/1/51/1/"' in second
    assert 'href="/2/1/61/1/"' in first, "the next one is added behind the last"
    assert 'href="/2/1/?page=2"' in client.get("/2/1/51/1/").content.decode()
    assert 'href="/2/1/"' in client.get("/2/1/50/1/").content.decode()


def test_notes_beside_letters_do_not_name_every_contact(client: Client, example: File) -> None:
    with_contacts(example, 90)
    notes = [note for one in client.get("/5/").context["ready"] for note in one["notes"]]
    assert any("等 " in note and " 次）" in note for note in notes)
    assert all(note.count("、电话") < 20 for note in notes)


def test_letters_are_not_written_again_where_nothing_changed(
    client: Client, example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/5/")
    monkeypatch.setattr("yingmen.web.answer.views.plain", lambda _: 1 / 0)
    assert client.get("/5/").status_code == 200
    del example


def test_ledgers_are_brought_to_the_day_of_a_claim_once(
    example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    def claims(data: Data) -> Data:
        more = [{"id": f"再要{n}", "on": "2026-08-20", "by": "华信", "total": "1"} for n in range(4)]
        return put(data, ("loan", 0, "claim"), [*data["loan"][0]["claim"], *more])

    changed(example, claims)
    found = desk.desk(example).reckoning()
    days: list[Any] = []
    monkeypatch.setattr(Setting, "replay", noting(days, Setting.replay))
    at_claims = letters_module._at_claims(found, law.book())  # noqa: SLF001 - what is counted is its work
    assert len(days) == len(set(days))
    assert {f"再要{n}" for n in range(4)} <= set(at_claims)
