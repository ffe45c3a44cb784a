"""No byte under the signed head can be changed without `verify` saying so, and which entry it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from record.memory import MemoryStore
from record.stores import in_database
from record.writing import CHAT, NOW, PHOTO, draft, five, write
from yingmen.errors import SealBroken
from yingmen.record import Journal, from_line, read_head, seal_of, to_line
from yingmen.record.check import NO_HEAD
from yingmen.record.seal import signed_head

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
WHOLE = five()
PARTS = st.sampled_from(["journal", "head", *WHOLE.kept])


def part(store: MemoryStore, name: str) -> bytes:
    if name == "journal":
        return store.lines
    return store.head_data or b"" if name == "head" else store.kept[name]


def put(store: MemoryStore, name: str, data: bytes) -> None:
    if name == "journal":
        store.lines = data
    elif name == "head":
        store.head_data = data
    else:
        store.kept[name] = data


def problems(store: MemoryStore) -> list[tuple[int | None, str]]:
    """What is found in a store, and just so in the database when it holds the same."""
    found, kept = Journal(store).verify(), in_database(store)
    assert found == Journal(kept).verify()
    kept.erase()
    return [(problem.entry, problem.what) for problem in found.problems]


def blamed(store: MemoryStore) -> list[int | None]:
    return [entry for entry, _ in problems(store)]


def test_the_untouched_record_is_sound() -> None:
    assert [] == problems(five())


@settings(max_examples=400, deadline=None)
@given(name=PARTS, place=st.integers(0, 10_000), change=st.integers(1, 255))
def test_any_changed_byte_is_found(name: str, place: int, change: int) -> None:
    store = five()
    data = bytearray(part(store, name))
    data[place % len(data)] ^= change
    put(store, name, bytes(data))
    assert problems(store) != []


@settings(max_examples=400, deadline=None)
@given(name=PARTS, place=st.integers(0, 10_000), length=st.integers(1, 2000), put_in=st.binary(max_size=40))
def test_any_removal_and_any_replacement_is_found(name: str, place: int, length: int, put_in: bytes) -> None:
    store = five()
    data = part(store, name)
    start = place % len(data)
    changed = data[:start] + put_in + data[start + length :]
    assume(changed != data)
    put(store, name, changed)
    assert problems(store) != []


@settings(max_examples=200, deadline=None)
@given(name=PARTS, place=st.integers(0, 10_000), put_in=st.binary(min_size=1, max_size=40))
def test_anything_put_in_is_found(name: str, place: int, put_in: bytes) -> None:
    store = five()
    data = part(store, name)
    start = place % len(data)
    changed = data[:start] + put_in + data[start:]
    assume(not changed.startswith(data) or name != "journal")  # after the head it is no part of the record
    put(store, name, changed)
    assert problems(store) != []


@settings(max_examples=200, deadline=None)
@given(order=st.lists(st.integers(0, 4), max_size=7))
def test_any_other_set_or_order_of_lines_is_found(order: list[int]) -> None:
    store = five()
    lines = store.lines.splitlines(keepends=True)
    assume(order[:5] != [0, 1, 2, 3, 4])
    store.lines = b"".join(lines[n] for n in order)
    assert problems(store) != []


def test_every_shorter_journal_is_found_and_never_written_to() -> None:
    ends = [len(b"".join(WHOLE.lines.splitlines(keepends=True)[:n])) for n in range(6)]
    for size in range(len(WHOLE.lines)):
        store = five()
        store.lines = WHOLE.lines[:size]
        first_hit = next(n for n in range(1, 6) if size < ends[n])
        assert first_hit == blamed(store)[0]
        with pytest.raises(SealBroken):
            Journal(store).append(draft(), NOW)
        with pytest.raises(SealBroken):
            Journal(store).entries()
        assert WHOLE.lines[:size] == store.lines


def test_every_unacknowledged_tail_is_kept_and_the_record_goes_on() -> None:
    longer = five()
    write(longer, "第六件事")
    line = longer.lines[len(WHOLE.lines) :]
    for size in range(1, len(line) + 1):
        store = five()
        store.lines += line[:size]
        assert ([], size) == (problems(store), Journal(store).verify().tail)
        write(store, "重新写的第六件事")
        assert [line[:size]] == list(store.aside.values())
        assert "重新写的第六件事" == Journal(store).entries()[-1].text
        assert [] == problems(store)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_it_says_which_entry_was_edited(number: int) -> None:
    store = five()
    word = f"第{'一二三四五'[number - 1]}件事"
    store.lines = store.lines.replace(word.encode(), word.replace("事", "是").encode())
    assert [number] == blamed(store)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_it_says_where_an_entry_was_taken_out(number: int) -> None:
    store = five()
    lines = store.lines.splitlines(keepends=True)
    store.lines = b"".join(lines[: number - 1] + lines[number:])
    assert number == blamed(store)[0]
    assert "却是" in problems(store)[0][1]


def test_it_says_which_entry_became_unreadable_and_blames_no_other() -> None:
    store = five()
    store.lines = store.lines.replace('"text":"第三件事"'.encode(), '"text":"第三件事",'.encode())[
        : len(WHOLE.lines)
    ]
    assert 3 == blamed(store)[0]
    assert 4 not in blamed(store)


def test_a_swapped_or_missing_attachment_is_named_at_every_entry_that_holds_it() -> None:
    photo, chat = (next(name for name, data in WHOLE.kept.items() if data == want) for want in (PHOTO, CHAT))
    store = five()
    store.kept[photo], store.kept[chat] = CHAT, PHOTO
    assert [1, 3, 5] == blamed(store)
    assert "附件“门口.jpg”被换过或改过" in problems(store)[0][1]
    store = five()
    del store.kept[photo]
    assert [(1, "附件“门口.jpg”不见了"), (5, "附件“门口.jpg”不见了")] == problems(store)


def test_an_attachment_that_no_entry_names_is_told_and_is_no_fault() -> None:
    store = five()
    store.kept["f" * 64] = b"left by a crash"
    found = Journal(store).verify()
    assert ((), ("f" * 64,)) == (found.problems, found.unnamed)


def test_a_record_signed_anew_by_another_key_is_found() -> None:
    store = five()
    head = read_head(store.head_data or b"")
    store.head_data = signed_head(head.count, head.size, head.seal, Ed25519PrivateKey.generate()).to_bytes()
    assert [(None, "封印不是这份记录的钥匙签的")] == problems(store)
    with pytest.raises(SealBroken, match="钥匙"):
        Journal(store).append(draft(), NOW)


def test_a_rewritten_chain_does_not_pass_under_the_old_signature() -> None:
    """Whoever edits an entry and works out all later seals anew still lacks the signature."""
    store = five()
    previous, lines = "0" * 64, b""
    for line in store.lines.splitlines(keepends=True):
        entry = from_line(line).model_copy(update={"previous": previous, "text": "改写"})
        previous = seal_of(to_line(entry))
        lines += to_line(entry)
    head = json.loads(store.head_data or b"") | {"seal": previous, "size": len(lines)}
    store.lines = lines
    store.head_data = json.dumps(head, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    assert [(None, "封印 head.json 的签名对不上：条数、长度、最后的封印或签名被改过")] == problems(store)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b'"version":1', b'"version":2'),
        lambda data: data.replace(b'"count":5', b'"count":5.0'),
        lambda data: data.replace(b'"count":5', b'"count":true'),
        lambda data: data.replace(b",", b", "),
        lambda data: data.upper(),
        lambda data: data.rstrip(b"\n"),
        lambda data: data + b"\n",
        lambda _: b"",
        lambda _: b"[" * 900,
        lambda _: b"null\n",
        lambda _: bytes(5000),
    ],
)
def test_a_head_in_any_other_form_is_none(spoil: Callable[[bytes], bytes]) -> None:
    store = five()
    store.head_data = spoil(store.head_data or b"")
    assert ("封印 head.json 读不懂：被改过或坏了") in [what for _, what in problems(store)]
    with pytest.raises(SealBroken):
        Journal(store).append(draft(), NOW)


@pytest.mark.parametrize(
    "key", [b"", b"nonsense", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"]
)
def test_a_spoilt_key_is_said(key: bytes) -> None:
    store = five()
    store.key_data = key
    assert [(None, "签名用的钥匙坏了或被换过")] == problems(store)


def test_the_limit_a_whole_record_put_back_to_an_older_state_shows_only_against_a_head_given_out() -> None:
    """What the page says a seal does not prove is so: the older state is sound by itself."""
    store = MemoryStore()
    write(store, "一")
    older = store.copy()
    write(store, "二")
    given_out = read_head(store.head_data or b"")
    assert [] == problems(older)
    assert given_out.count > read_head(older.head_data or b"").count


@pytest.mark.parametrize("gone", [("head",), ("head", "key"), ("head", "key", "journal")])
def test_attachments_alone_are_enough_to_know_that_the_rest_is_gone(gone: tuple[str, ...]) -> None:
    store = five()
    for name in gone:
        setattr(
            store,
            {"head": "head_data", "key": "key_data", "journal": "lines"}[name],
            b"" if name == "journal" else None,
        )
    assert [(None, NO_HEAD)] == problems(store)[:1]
    with pytest.raises(SealBroken, match="不见了"):
        Journal(store).append(draft(), NOW)


def test_a_record_that_is_just_being_begun_is_not_taken_for_a_broken_one() -> None:
    """Another process writes its first entry at every moment while this one is reading."""

    class Begun(MemoryStore):
        looks, at = 0, 0

        def _look(self) -> None:
            self.looks += 1
            if self.looks == self.at:
                whole = five()
                self.head_data, self.key_data = whole.head_data, whole.key_data
                self.lines, self.kept = whole.lines, whole.kept

        def head(self) -> bytes | None:
            self._look()
            return super().head()

        def key(self) -> bytes | None:
            self._look()
            return super().key()

        def size(self) -> int:
            self._look()
            return super().size()

        def attachments(self) -> tuple[str, ...]:
            self._look()
            return super().attachments()

    for at in range(1, 8):
        store = Begun()
        store.at = at
        assert () == Journal(store).verify().problems
