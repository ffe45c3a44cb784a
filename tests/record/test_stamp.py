"""A time stamp counts only for the signature it was made for, by the authority the user trusts."""

from __future__ import annotations

import random
import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from record.authority import Authority, authority, beside, for_code_only, openssl, pem
from yingmen.errors import InputError
from yingmen.record import stamp

if TYPE_CHECKING:
    from pathlib import Path

SIGNATURE = bytes(range(64))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("first"))


def test_a_stamp_says_who_and_when(first: Authority) -> None:
    request = stamp.ask(SIGNATURE)
    found = stamp.read(SIGNATURE, first.reply(request.data), first.trusted, request.nonce)
    assert "甲时间戳中心" == found.authority
    assert abs(datetime.now(UTC) - found.at) < timedelta(minutes=1)


def test_openssl_agrees(first: Authority, tmp_path: Path) -> None:
    (tmp_path / "response.tsr").write_bytes(first.reply(stamp.ask(SIGNATURE).data))
    (tmp_path / "root.pem").write_bytes(first.trusted)
    for content, code in ((SIGNATURE, 0), (SIGNATURE + b"x", 1)):
        (tmp_path / "signature.bin").write_bytes(content)
        done = openssl(
            *("ts", "-verify", "-data", tmp_path / "signature.bin", "-in", tmp_path / "response.tsr"),
            *("-CAfile", tmp_path / "root.pem"),
        )
        assert (code, code == 0) == (done.returncode, "Verification: OK" in done.stdout)


@pytest.mark.parametrize("encoded", [Encoding.PEM, Encoding.DER])
def test_the_root_may_be_given_in_either_form(first: Authority, encoded: Encoding) -> None:
    response = first.reply(stamp.ask(SIGNATURE).data)
    assert "甲时间戳中心" == stamp.read(SIGNATURE, response, first.root.public_bytes(encoded)).authority


def test_a_stamp_of_another_signature_is_refused(first: Authority) -> None:
    response = first.reply(stamp.ask(SIGNATURE[::-1]).data)
    with pytest.raises(InputError, match="时间戳对不上"):
        stamp.read(SIGNATURE, response, first.trusted)


def test_an_answer_to_another_request_is_refused(first: Authority) -> None:
    response = first.reply(stamp.ask(SIGNATURE).data)
    with pytest.raises(InputError, match="时间戳对不上"):
        stamp.read(SIGNATURE, response, first.trusted, stamp.ask(SIGNATURE).nonce)


def test_an_authority_of_the_same_name_does_not_pass_as_the_first(first: Authority, tmp_path: Path) -> None:
    response = authority(tmp_path).reply(stamp.ask(SIGNATURE).data)
    with pytest.raises(InputError, match="时间戳对不上"):
        stamp.read(SIGNATURE, response, first.trusted)


@pytest.mark.parametrize("serial", [7, 8])  # 7: the very serial number of the first one's certificate
def test_sending_the_first_ones_certificates_along_does_not_help(
    first: Authority, tmp_path: Path, serial: int
) -> None:
    other = replace(authority(tmp_path, serial=serial), along=(first.certificate, first.root))
    response = other.reply(stamp.ask(SIGNATURE).data)
    assert first.certificate.public_bytes(Encoding.DER) in response
    with pytest.raises(InputError, match="时间戳对不上"):
        stamp.read(SIGNATURE, response, first.trusted)


def test_another_authority_of_the_same_root_does_not_pass_where_one_is_named(
    first: Authority, tmp_path: Path
) -> None:
    response = beside(first, tmp_path, "乙时间戳中心", serial=9).reply(stamp.ask(SIGNATURE).data)
    assert "乙时间戳中心" == stamp.read(SIGNATURE, response, first.trusted).authority
    with pytest.raises(InputError, match="时间戳对不上"):
        stamp.read(SIGNATURE, response, pem(first.root, first.certificate))


def test_a_certificate_of_the_same_root_that_is_not_for_stamping_is_refused(first: Authority) -> None:
    genuine, other = (item.public_bytes(Encoding.DER) for item in (first.certificate, for_code_only(first)))
    response = first.reply(stamp.ask(SIGNATURE).data)
    with pytest.raises(InputError, match="时间戳对不上"):
        stamp.read(SIGNATURE, response.replace(genuine, other), first.trusted)


@pytest.mark.parametrize(
    "part", ["the status", "what is stamped", "the moment", "the certificate", "the end"]
)
def test_a_damaged_response_is_refused(first: Authority, part: str) -> None:
    response = bytearray(first.reply(stamp.ask(SIGNATURE).data))
    places = {
        "the status": 8,
        "what is stamped": response.index(sha256(SIGNATURE).digest()),
        "the moment": response.index(b"\x18\x0f20") + 2,
        "the certificate": response.index(first.certificate.public_bytes(Encoding.DER)) + 200,
        "the end": len(response) - 1,
    }
    response[places[part]] ^= 1
    with pytest.raises(InputError, match="时间戳"):
        stamp.read(SIGNATURE, bytes(response), first.trusted)


def test_a_refusal_is_said_so() -> None:
    refused = bytes.fromhex("30053003020102")  # TimeStampResp with PKIStatus rejection, RFC 3161, 2.4.2
    with pytest.raises(InputError, match="没有同意盖戳"):
        stamp.read(SIGNATURE, refused, b"")


@pytest.mark.parametrize("data", [b"", b"<html>", b"-----BEGIN CERTIFICATE-----\nxx\n"])
def test_what_is_no_certificate_is_named(first: Authority, data: bytes) -> None:
    response = first.reply(stamp.ask(SIGNATURE).data)
    with pytest.raises(InputError, match="证书读不出来"):
        stamp.read(SIGNATURE, response, data)


def test_an_authoritys_certificate_without_its_root_is_not_enough(first: Authority) -> None:
    response = first.reply(stamp.ask(SIGNATURE).data)
    with pytest.raises(InputError, match="没有根证书"):
        stamp.read(SIGNATURE, response, pem(first.certificate))


@pytest.mark.parametrize("days", [(-30, -1), (1, 30)], ids=["expired", "not yet valid"])
@pytest.mark.parametrize("whose", ["days", "root_days"])
def test_a_certificate_that_was_not_valid_at_the_moment_of_the_stamp_is_refused(
    tmp_path: Path, whose: str, days: tuple[int, int]
) -> None:
    made = authority(tmp_path, days=days) if whose == "days" else authority(tmp_path, root_days=days)
    response = made.reply(stamp.ask(SIGNATURE).data)
    with pytest.raises(InputError, match="时间戳对不上"):
        stamp.read(SIGNATURE, response, made.trusted)


def test_any_damage_to_a_response_or_a_certificate_is_told_and_never_a_crash(first: Authority) -> None:
    response = first.reply(stamp.ask(SIGNATURE).data)
    sound = stamp.read(SIGNATURE, response, first.trusted)
    root = first.root.public_bytes(Encoding.DER)
    chance = random.Random(5)  # noqa: S311 - a test's own dice
    for _ in range(1500):
        reply, trusted = damaged(response, chance), damaged(root, chance)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd serial numbers, by the library that reads them
            assert read_or_refused(reply, first.trusted) in (sound, None)
            read_or_refused(response, trusted)


def damaged(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(spoilt))
        spoilt[at : at + chance.choice((0, 1, 1, 1, 9))] = chance.randbytes(chance.choice((0, 1, 1, 1, 4)))
    return bytes(spoilt)


def read_or_refused(response: bytes, trusted: bytes) -> stamp.Stamp | None:
    try:
        return stamp.read(SIGNATURE, response, trusted)
    except InputError:
        return None
