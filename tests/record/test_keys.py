"""The key that signs a record: with or without a passphrase, and never mistaken for another."""

from __future__ import annotations

import hashlib
import subprocess
from typing import TYPE_CHECKING

import pytest

from yingmen.errors import PassphraseError, SealBroken
from yingmen.record import keys

if TYPE_CHECKING:
    from pathlib import Path


def test_a_key_without_a_passphrase_opens_and_signs_as_its_public_half_says() -> None:
    data = keys.new_key()
    assert not keys.is_encrypted(data)
    assert keys.public_key(data) == keys.unlock(data).public_key().public_bytes_raw().hex()


def test_a_key_with_a_passphrase_shows_its_public_half_without_it() -> None:
    data = keys.new_key("阳光 3")
    assert keys.is_encrypted(data)
    assert keys.public_key(data) == keys.unlock(data, "阳光 3").public_key().public_bytes_raw().hex()
    assert b"\n-----BEGIN PRIVATE KEY" not in data


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [(None, "还没有输入"), ("", "还没有输入"), ("阳光 4", "口令不对"), ("阳光 3 ", "口令不对")],
)
def test_it_refuses_another_passphrase_in_one_clear_sentence(passphrase: str | None, said: str) -> None:
    data = keys.new_key("阳光 3")
    with pytest.raises(PassphraseError, match=said):
        keys.unlock(data, passphrase)


def test_a_passphrase_is_the_same_however_its_letters_are_put_together() -> None:
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    data = keys.new_key(composed)
    assert keys.public_key(data) == keys.unlock(data, decomposed).public_key().public_bytes_raw().hex()


def test_it_refuses_an_empty_passphrase_and_one_where_none_was_set() -> None:
    with pytest.raises(PassphraseError, match="不能是空的"):
        keys.new_key("")
    with pytest.raises(PassphraseError, match="没有设口令"):
        keys.unlock(keys.new_key(), "阳光")


@pytest.mark.parametrize("passphrase", [None, "阳光"])
def test_it_refuses_a_key_whose_two_halves_do_not_belong_together(passphrase: str | None) -> None:
    mine, other = keys.new_key(passphrase), keys.new_key(passphrase)
    private, public = mine[: mine.find(b"-----BEGIN PUBLIC")], other[other.find(b"-----BEGIN PUBLIC") :]
    with pytest.raises((SealBroken, PassphraseError)):
        keys.unlock(private + public, passphrase)


def test_openssl_reads_both_halves_with_the_password_the_docstring_describes(tmp_path: Path) -> None:
    data = keys.new_key("阳光")
    (tmp_path / "key.pem").write_bytes(data)
    salt = bytes.fromhex(keys.public_key(data))
    password = hashlib.scrypt("阳光".encode(), salt=salt, n=32768, r=8, p=1, maxmem=2**26, dklen=32).hex()
    command = [
        "openssl",
        "pkey",
        "-in",
        tmp_path / "key.pem",
        "-passin",
        f"pass:{password}",
        "-pubout",
        "-outform",
        "DER",
    ]
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    assert keys.public_key(data) == done.stdout[-32:].hex()


def test_a_fingerprint_is_half_a_hash_in_groups_of_four() -> None:
    """SHA-256 of 32 zero bytes begins 66687aadf862bd776c8fc18b8e9f8e20 (a value known from many places)."""
    assert "6668 7aad f862 bd77 6c8f c18b 8e9f 8e20" == keys.fingerprint("00" * 32)
