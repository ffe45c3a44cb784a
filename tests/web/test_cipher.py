"""With a passphrase, whoever has the file has nothing; after an erasure, nobody has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from web.processes import QUOTED, done, found, holding, started
from yingmen.web.vault.cipher import is_encrypted

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [word.encode() for word in ("SQLite format", "林小满", "附件k", "门口来了两个人", "CREATE TABLE")]


def test_no_word_of_it_stands_in_an_encrypted_file_nor_in_its_log(tmp_path: Path) -> None:
    with started(tmp_path, "save", "1", "400", passphrase=QUOTED) as process:  # killed, so the log stays
        assert process.stdout
        for _ in range(40):
            process.stdout.readline()
        process.kill()
    assert {"store.sqlite3", "store.sqlite3-wal"} <= {path.name for path in tmp_path.iterdir()}
    assert [] == [name for word in WORDS for name in holding(tmp_path, word)]
    assert is_encrypted(tmp_path / "store.sqlite3")
    assert found(tmp_path, QUOTED)["kept"]


def test_the_same_words_do_stand_in_a_file_without_a_passphrase(tmp_path: Path) -> None:
    done(tmp_path, "save", "1", "20")
    assert [] == [word for word in WORDS if not list(holding(tmp_path, word))]
    assert not is_encrypted(tmp_path / "store.sqlite3")
    assert not is_encrypted(tmp_path / "none.sqlite3")


@pytest.mark.parametrize("wrong", ["it's 阳光\" 4", "'; DROP TABLE file; --", "0"])
def test_a_wrong_passphrase_is_refused_and_the_right_one_reads_on(tmp_path: Path, wrong: str) -> None:
    done(tmp_path, "save", "1", "6", passphrase=QUOTED)
    with started(tmp_path, "read", passphrase=wrong) as process:
        said, complaint = process.communicate()
    assert (1, "") == (process.returncode, said)
    assert "PassphraseError: 口令不对" in complaint
    assert {f"k{n}" for n in range(6)} == set(found(tmp_path, QUOTED)["kept"])


def test_a_passphrase_opens_no_file_that_has_none(tmp_path: Path) -> None:
    done(tmp_path, "save", "1", "6")
    with started(tmp_path, "read", passphrase=QUOTED) as process:
        assert "PassphraseError" in process.communicate()[1]
    assert 6 == len(found(tmp_path)["kept"])


@pytest.mark.parametrize("passphrase", ["", QUOTED], ids=["plain", "encrypted"])
def test_after_an_erasure_no_byte_is_left_in_any_file(tmp_path: Path, passphrase: str) -> None:
    done(tmp_path, "save", "1", "60", passphrase=passphrase)
    before = (tmp_path / "store.sqlite3").stat().st_size
    words = [word.decode() for word in WORDS[1:4]]
    said = json.loads(done(tmp_path, "erase", *words, passphrase=passphrase))
    assert ([], []) == (said["left"], said["found"])
    assert {"store.sqlite3", "store.sqlite3-wal", "store.sqlite3-shm"} <= set(said["files"])
    assert (tmp_path / "store.sqlite3").stat().st_size < before
    assert {"kept": [], "problems": []} == found(tmp_path, passphrase)


def test_what_another_page_still_reads_is_said_to_be_left(tmp_path: Path) -> None:
    done(tmp_path, "save", "1", "20")
    said = json.loads(done(tmp_path, "erase-busy"))
    assert ["store.sqlite3", "store.sqlite3-wal"] == said["left"]
    assert [] == found(tmp_path)["kept"]
    assert [] == json.loads(done(tmp_path, "erase"))["left"]
    assert [] == [name for word in WORDS[1:4] for name in holding(tmp_path, word)]
