"""The seal: each entry holds the hash of the one before, and the head that ends them is signed.

    seal of a line   = SHA-256 of its bytes, line feed included, in hexadecimal
    signed           = "yingmen-head-v1", count, size, seal, each on a line of its own
    head             = {"count","key","seal","signature","size","version"} as one line of JSON

What a seal proves: up to the head, nothing was changed, left out, put in or moved since it was signed by the
holder of this key. What it does not: that what was written is true, or was written on the day it says. A
whole folder put back to an older state, or a day made up by the key's own holder, shows only against a head
that was given to somebody else before, or against a time stamp.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yingmen.record.entry import FIRST

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

VERSION = 1
_KEYS = {"version", "count", "size", "seal", "key", "signature"}
_HEX_32, _HEX_64 = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}")
_LARGEST = 2**53
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """The signed end of a journal: how many entries, how many bytes, the last seal, and by which key."""

    count: int
    size: int
    seal: str
    key: str
    signature: str

    @property
    def is_genuine(self) -> bool:
        """Whether the holder of `key` signed exactly this."""
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
        try:
            public.verify(bytes.fromhex(self.signature), signed_bytes(self.count, self.size, self.seal))
        except InvalidSignature:
            return False
        return True

    def to_bytes(self) -> bytes:
        """The one form of a head as a file."""
        data = {
            "version": VERSION,
            "count": self.count,
            "size": self.size,
            "seal": self.seal,
            "key": self.key,
            "signature": self.signature,
        }
        return json.dumps(data, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def seal_of(line: bytes) -> str:
    """The seal of a line, its line feed included."""
    return hashlib.sha256(line).hexdigest()


def signed_bytes(count: int, size: int, seal: str) -> bytes:
    """What is signed when a journal of so many entries and bytes ends with this seal."""
    return f"yingmen-head-v1\n{count}\n{size}\n{seal}\n".encode()


def signed_head(count: int, size: int, seal: str, key: Ed25519PrivateKey) -> Head:
    """Sign the end of a journal."""
    signature = key.sign(signed_bytes(count, size, seal))
    return Head(count, size, seal, key.public_key().public_bytes_raw().hex(), signature.hex())


def read_head(data: bytes) -> Head:
    """Read a head from its bytes; whether it is genuine is another question.

    Raises:
        ValueError: the bytes are not the one form of a head.
    """
    try:
        found = json.loads(data) if len(data) <= _LONGEST else None
    except RecursionError:
        found = None
    if not isinstance(found, dict) or found.keys() != _KEYS or found["version"] != VERSION:
        raise ValueError("not a head")
    count, size = found["count"], found["size"]
    if type(count) is not int or type(size) is not int or not 0 <= count <= size <= _LARGEST:
        raise ValueError("not a head's numbers")
    head = Head(count, size, str(found["seal"]), str(found["key"]), str(found["signature"]))
    if not (
        _HEX_32.fullmatch(head.seal) and _HEX_32.fullmatch(head.key) and _HEX_64.fullmatch(head.signature)
    ):
        raise ValueError("not a head's seals")
    if head.to_bytes() != data or (count == 0 and (size, head.seal) != (0, FIRST)):
        raise ValueError("not the one form of a head")
    return head
