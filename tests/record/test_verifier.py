"""The verifier that goes out with a package tells the truth with the standard library alone."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from record.folders import filled, package
from yingmen.record import fingerprint, verifier

if TYPE_CHECKING:
    from collections.abc import Callable

# RFC 8032, section 7.1: TEST 1, TEST 2, TEST 3 and TEST SHA(abc), as (public key, message, signature).
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_it_agrees_with_the_published_signatures(key: str, message: str, signature: str) -> None:
    known = [bytes.fromhex(text) for text in (key, message, signature)]
    assert verifier.signed(*known)
    assert not verifier.signed(known[0], known[1] + b"x", known[2])


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_it_accepts_what_another_library_signs(seed: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert verifier.signed(key.public_key().public_bytes_raw(), message, key.sign(message))


@given(
    seed=st.binary(min_size=32, max_size=32),
    message=st.binary(max_size=40),
    at=st.integers(0, 95),
    flip=st.integers(1, 255),
)
def test_it_refuses_what_another_library_refuses(seed: bytes, message: bytes, at: int, flip: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    data = bytearray(key.public_key().public_bytes_raw() + key.sign(message))
    data[at] ^= flip
    public, signature = bytes(data[:32]), bytes(data[32:])
    assert accepted(public, message, signature) == verifier.signed(public, message, signature)


def accepted(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_a_signature_moved_by_the_order_of_the_group_is_refused() -> None:
    key, message, signature = (bytes.fromhex(text) for text in RFC_8032[1])
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not verifier.signed(key, message, signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize(
    ("key", "signature"),
    [(b"", b""), (b"\xff" * 32, bytes(64)), (bytes(32), bytes(63)), (bytes(31), bytes(64)), (bytes(32), b"")],
)
def test_what_is_no_key_or_signature_is_refused(key: bytes, signature: bytes) -> None:
    assert not verifier.signed(key, b"", signature)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the verifier of a package as a stranger does: isolated, so that no package of ours is in reach."""
    command = [sys.executable, "-I", "-W", "error", str(folder / "data" / "verify.py"), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=folder)
    assert "" == done.stderr
    return done.returncode, done.stdout


def test_a_sound_package_is_said_to_be_sound(tmp_path: Path) -> None:
    made = filled(tmp_path / "r")
    folder = package(made, tmp_path / "p")
    head = json.loads((folder / "data" / "head.json").read_bytes())
    for arguments in ([], [str(folder)], ["data"], ["."]):
        code, said = run(folder, *arguments)
        assert (0, True, False) == (code, "都对得上" in said, "不对" in said)
        assert "4 条记录" in said
        assert "4 个附件" in said
        assert fingerprint(head["key"]) in said
        assert "不能证明" in said


def test_a_record_that_was_never_taken_out_can_be_checked_too(tmp_path: Path) -> None:
    filled(tmp_path / "r")
    found = verifier.Check(tmp_path / "r")
    assert [] == found.bad


def change(folder: Path, name: str, edit: Callable[[bytes], bytes]) -> None:
    path = folder / "data" / name
    path.write_bytes(edit(path.read_bytes()))


def lines(edit: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda data: b"".join(edit(data.splitlines(keepends=True)))


EDITS = {
    "an edit": (lambda data: data.replace("第 1 次".encode(), "第 9 次".encode()), "第 2 条"),
    "a deletion": (lines(lambda found: [*found[:1], *found[2:]]), "第 2 条"),
    "two entries swapped": (lines(lambda found: [found[0], found[2], found[1], found[3]]), "第 2 条"),
    "one put in": (lines(lambda found: [*found[:2], found[1], *found[2:]]), "第 3 条"),
    "the last edited": (lambda data: data.replace("第 3 次".encode(), "第 9 次".encode()), "第 4 条"),
    "the last cut off": (lines(lambda found: found[:-1]), "第 3 条"),
    "half a line": (lambda data: data[:-20], "签名的是 4 条"),
    "something after the end": (lambda data: data + b"{}\n", "签名的是 4 条"),
    "nothing left": (lambda _: b"", "现在有 0 条"),
    "no JSON": (lines(lambda found: [*found[:1], b"[[[\n", *found[2:]]), "第 2 条：读不出来"),
    "too deep": (lines(lambda found: [*found[:1], b"[" * 100_000 + b"\n", *found[2:]]), "第 2 条：读不出来"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_spoilt_journal_is_found_and_the_entry_named(tmp_path: Path, name: str) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    edit, said = EDITS[name]
    change(folder, "journal.jsonl", edit)
    code, told = run(folder)
    assert (1, True) == (code, said in told)


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data.replace(b'"count":4', b'"count":3'),
        lambda _: b"",
        lambda _: b"[]",
        lambda data: data.replace(b'"count":4', b'"count":"4"'),
        lambda data: data.replace(b'"signature":"', b'"signature":"00'),
    ],
)
def test_a_spoilt_head_is_found(tmp_path: Path, edit: Callable[[bytes], bytes]) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    change(folder, "head.json", edit)
    code, told = run(folder)
    assert (1, True) == (code, "head.json" in told)


def test_a_head_signed_by_somebody_else_shows_another_fingerprint(tmp_path: Path) -> None:
    first, other = (package(filled(tmp_path / name), tmp_path / f"{name}-p") for name in ("a", "b"))
    shown = [
        next(line for line in run(folder)[1].splitlines() if "指纹：" in line) for folder in (first, other)
    ]
    assert shown[0] != shown[1]


def test_a_swapped_attachment_is_found_with_entry_and_name(tmp_path: Path) -> None:
    made = filled(tmp_path / "r")
    folder = package(made, tmp_path / "p")
    item = made.entries()[0].attachments[0]
    change(folder, f"attachments/{item.sha256}", lambda data: data + b"!")
    assert f"第 1 条的附件“{item.name}”：内容被换过或者改过" in run(folder)[1]
    (folder / "data" / "attachments" / item.sha256).unlink()
    code, told = run(folder)
    assert (1, True) == (code, f"第 1 条的附件“{item.name}”：文件不见了" in told)


def test_a_file_put_into_the_package_or_changed_in_it_is_found(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    (folder / "data" / "extra.txt").write_text("?", encoding="utf-8")
    change(folder, "index.html", lambda _: b"other")
    code, told = run(folder)
    assert 1 == code
    assert "data/extra.txt：和清单对不上" in told
    assert "data/index.html：和清单对不上" in told


def test_a_package_without_its_list_is_found(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    (folder / "manifest-sha256.txt").unlink()
    assert 1 == run(folder)[0]


def test_an_attachments_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    sha = filled(tmp_path / "again").entries()[0].attachments[0].sha256.encode()
    change(folder, "journal.jsonl", lambda data: data.replace(sha, b"../../../../etc/passwd"))
    assert "文件不见了" in run(folder)[1]


def test_it_is_short_enough_to_read_and_asks_for_nothing_but_the_standard_library(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    source = (folder / "data" / "verify.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 200
    asked = {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert asked <= set(sys.stdlib_module_names)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    return package(filled(folder / "r"), folder / "p")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_any_change_of_a_byte_under_the_signed_head_is_found(sound: Path, data: st.DataObject) -> None:
    kept = {path: path.read_bytes() for path in sorted((sound / "data").rglob("*")) if path.is_file()}
    path = data.draw(st.sampled_from(sorted(kept)))
    at, flip = data.draw(st.integers(0, len(kept[path]) - 1)), data.draw(st.integers(1, 255))
    spoilt = bytearray(kept[path])
    spoilt[at] ^= flip
    try:
        path.write_bytes(bytes(spoilt))
        assert [] != verifier.Check(sound).bad
    finally:
        path.write_bytes(kept[path])
    assert [] == verifier.Check(sound).bad


def test_an_older_python_can_read_it(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    source = (folder / "data" / "verify.py").read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 9)).body
    assert "from __future__ import annotations" in source


@pytest.mark.parametrize("odd", [b"a" * 300, b"aa\\n\\u001b[2K"], ids=["long as a novel", "with a line feed"])
def test_no_hash_makes_it_stumble(tmp_path: Path, odd: bytes) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    sha = filled(tmp_path / "again").entries()[0].attachments[0].sha256.encode()
    change(folder, "journal.jsonl", lambda data: data.replace(sha, odd))
    code, told = run(folder)
    assert (1, True) == (code, "文件不见了" in told)


def test_a_name_cannot_speak_in_the_verifiers_own_voice(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    lie = "x\\u001b[2K\\n结论：都对得上。\\n".encode()
    change(folder, "journal.jsonl", lambda data: data.replace("照片 ".encode(), lie))
    path = folder / "data" / "attachments" / filled(tmp_path / "again").entries()[0].attachments[0].sha256
    path.unlink()
    code, told = run(folder)
    assert 1 == code
    assert "\x1b" not in told
    assert ["结论：有对不上的地方，见“不对”的各行。"] == [
        line for line in told.splitlines() if line.startswith("结论")
    ]


@pytest.mark.parametrize("part", ["journal.jsonl", "head.json", "attachments", "manifest-sha256.txt"])
@pytest.mark.parametrize("swap", ["gone", "folder", "pipe", "link to nowhere"])
def test_whatever_stands_in_a_files_place_is_named(tmp_path: Path, part: str, swap: str) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    path = folder / part if part.startswith("manifest") else folder / "data" / part
    path.rename(tmp_path / "kept")
    if swap == "folder":
        path.mkdir()
    elif swap == "pipe":
        os.mkfifo(path)
    elif swap == "link to nowhere":
        path.symlink_to(tmp_path / "nowhere")
    code, told = run(folder)
    assert (1, True) == (code, "不对" in told)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = filled(tmp_path / "r")
    folder, item = package(made, tmp_path / "p"), made.entries()[0].attachments[0]
    whole = Path.open

    def torn_out(path: Path, *mode: Any, **named: Any) -> Any:
        if path.name == item.sha256:
            raise OSError(5, "Input/output error")
        return whole(path, *mode, **named)

    monkeypatch.setattr(Path, "open", torn_out)
    assert f"第 1 条的附件“{item.name}”：内容被换过或者改过" in verifier.Check(folder).bad
