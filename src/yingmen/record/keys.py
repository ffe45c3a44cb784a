"""The key that signs a record: made on first use, kept beside it, with a passphrase if the user wants one.

The file holds two PEM blocks: the private key (PKCS #8) and the public key, so that a record can be checked
without the passphrase. An encrypted private key's password is not the passphrase itself but its scrypt
(N = 32768, r = 8, p = 1, salt: the 32 bytes of the public key, result: 32 bytes in hexadecimal), which makes
guessing slow.
"""

from __future__ import annotations

import hashlib
import unicodedata

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from yingmen.errors import PassphraseError, SealBroken

_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 32}
_ENCRYPTED = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"
_PUBLIC = b"-----BEGIN PUBLIC KEY-----"
_GROUP, _SHOWN = 4, 32
_AGAIN = "请输入设钥匙时用的口令。口令没有别处可查；忘了就不能再往这份记录里写，但仍能核对和导出。"


def new_key(passphrase: str | None = None) -> bytes:
    """Make a key as the bytes of its file.

    Raises:
        PassphraseError: the passphrase is empty.
    """
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    if passphrase is None:
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + public
    if not passphrase:
        raise PassphraseError("口令不能是空的", remedy="写一个自己记得住的口令，或者不设口令。")
    locked = BestAvailableEncryption(_password(passphrase, public))
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked) + public


def is_encrypted(data: bytes) -> bool:
    """Whether a key's file asks for a passphrase."""
    return data.startswith(_ENCRYPTED)


def public_key(data: bytes) -> str:
    """The public key in a key's file, as 64 hexadecimal digits.

    Raises:
        SealBroken: the file is no key of a record.
    """
    try:
        public = load_pem_public_key(data[max(data.find(_PUBLIC), 0) :])
    except (ValueError, UnsupportedAlgorithm):
        raise _damaged() from None
    if not isinstance(public, Ed25519PublicKey):
        raise _damaged()
    return public.public_bytes_raw().hex()


def unlock(data: bytes, passphrase: str | None = None) -> Ed25519PrivateKey:
    """The private key in a key's file.

    Raises:
        PassphraseError: the passphrase is missing or wrong, or the key has none.
        SealBroken: the file is no key of a record.
    """
    key = _locked(data, passphrase) if is_encrypted(data) else _open(data, passphrase)
    if not isinstance(key, Ed25519PrivateKey):
        raise _damaged()
    if key.public_key().public_bytes_raw().hex() != public_key(data):
        raise _damaged()
    return key


def _locked(data: bytes, passphrase: str | None) -> object:
    if not passphrase:
        raise PassphraseError("这份记录的钥匙设了口令，还没有输入", remedy=_AGAIN)
    try:
        return load_pem_private_key(data, _password(passphrase, data))
    except (TypeError, UnsupportedAlgorithm):
        raise _damaged() from None
    except ValueError:
        raise PassphraseError("口令不对", remedy=_AGAIN) from None


def _open(data: bytes, passphrase: str | None) -> object:
    if passphrase is not None:
        raise PassphraseError("这份记录的钥匙没有设口令", remedy="不用输入口令，直接再记一次。")
    try:
        return load_pem_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _damaged() from None


def _password(passphrase: str, data: bytes) -> bytes:
    """What encrypts the private key: the same however a keyboard puts a character together."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=bytes.fromhex(public_key(data)), **_SCRYPT).hex().encode()


def fingerprint(public: str) -> str:
    """A public key in short, to compare by eye or over the phone: 32 digits of its SHA-256 by fours."""
    digest = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:_SHOWN]
    return " ".join(digest[n : n + _GROUP] for n in range(0, _SHOWN, _GROUP))


def _damaged() -> SealBroken:
    return SealBroken(
        "签名用的钥匙坏了或被换过",
        where="key.pem",
        remedy="从备份里取回 key.pem；没有备份，就另起一份记录，这一份仍可导出作证据。",
    )
