"""A time stamp says that a record stood as it was by a certain moment, on the word of somebody else.

What is stamped is the signature of a head (RFC 3161, SHA-256), so it covers every entry up to that head. The
server is the user's choice and so is the certificate that it is checked against; both stay in the record with
the head, the request and the response, as the attachments of an entry of their own. Nothing here uses the
network: `ask` makes the bytes to send, `read` checks the bytes that came back.

*References*: RFC 3161 (time-stamp protocol), RFC 5816 (ESSCertIDv2).
*Limitations*: whether a certificate was revoked is not looked up, since that would need the network.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from yingmen.errors import InputError
from yingmen.record.attachment import Upload
from yingmen.record.entry import Draft, EntryKind, to_line
from yingmen.record.seal import read_head, seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from rfc3161_client.tsp import TimeStampRequest, TimeStampResponse

    from yingmen.record.attachment import Attachment
    from yingmen.record.entry import Entry
    from yingmen.record.store import Store

LARGEST = 1_000_000
BEIJING = timezone(timedelta(hours=8))
_GRANTED, _SHORT_FORM = 0, 0x80
_UNFIT = (
    ValueError,
    LookupError,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    UnsupportedAlgorithm,
)
"""What a certificate with nonsense in it brings up, at once or only when that part of it is looked at."""
_OTHER_SERVER = "核对服务地址，或换一家时间戳服务；记录本身没有变。"
_RIGHT_CERTIFICATE = (
    "请向这家时间戳服务取它公布的根证书（PEM 格式），用 --tsa-cert 写上；不要用别处来的证书。记录本身没有变。"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to a time stamp server: the bytes, and the number that its answer must repeat."""

    data: bytes
    nonce: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who says it, and since when the stamped signature has existed at the latest (UTC)."""

    authority: str
    at: datetime


class Files(NamedTuple):
    """What a stamp consists of, as it is kept in the record and given away in a package."""

    head: bytes
    request: bytes
    response: bytes
    certificates: bytes


NAMES = ("head.json", "request.tsq", "response.tsr", "certificates.pem")
"""The names of the attachments that make an entry a time stamp: all four of them, nothing else."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamp in the record: it covers entries 1 to `count` and is kept with entry `entry`.

    `stamp` is None where the files do not fit together, the record or the certificates.
    """

    entry: int
    count: int
    stamp: Stamp | None
    files: Files


def ask(signature: bytes) -> Request:
    """Make the request for a head's signature (64 bytes); only its SHA-256 leaves the house."""
    made: TimeStampRequest = (
        TimestampRequestBuilder().data(signature).hash_algorithm(HashAlgorithm.SHA256).build()
    )
    return Request(made.as_bytes(), made.nonce or 0)


def read(signature: bytes, response: bytes, certificates: bytes, nonce: int | None = None) -> Stamp:
    """Check a response against the signature it should be for and the certificates the user trusts.

    `certificates` (PEM, or one in DER) hold the authority's root; where they also hold the authority's own
    certificate, only that one may have signed. `nonce` is that of the request, where it is at hand.

    Raises:
        InputError: the response is none, was refused, is for something else or not from this authority.
    """
    answer = _decoded(response)
    trusted = _loaded(certificates)
    try:
        return _verified(answer, signature, trusted, nonce)
    except (VerificationError, *_UNFIT) as error:
        raise _not_valid() from error


def _verified(
    answer: TimeStampResponse, signature: bytes, trusted: list[x509.Certificate], nonce: int | None
) -> Stamp:
    signer = _signer(answer)
    builder = VerifierBuilder(
        tsa_certificate=_pinned(trusted, signer),
        roots=[item for item in trusted if item.issuer == item.subject],
        intermediates=[item for item in trusted if item.issuer != item.subject],
        nonce=nonce,
    )
    builder.build().verify_message(answer, signature)
    return Stamp(_name(signer), answer.tst_info.gen_time)


def draft(files: Files, stamp: Stamp, by: str) -> Draft:
    """The entry that keeps a stamp in the record."""
    count = read_head(files.head).count
    at = f"{stamp.at.astimezone(BEIJING):%Y-%m-%dT%H:%M:%S}"
    text = f"时间戳：{stamp.authority} 在 {at} 给第 1 到 {count} 条的签名盖了戳。"
    uploads = tuple(Upload(name, partial(BytesIO, data)) for name, data in zip(NAMES, files, strict=True))
    return Draft(kind=EntryKind.DOCUMENT, text=text, by=by, at=at, attachments=uploads)


def stamps(entries: Sequence[Entry], key: str, store: Store) -> tuple[Stamped, ...]:
    """Every time stamp in a record, checked offline with the certificates kept beside it.

    `key` is the record's public key: a stamp counts only for a head that this key signed.
    """
    seals = {entry.n: seal_of(to_line(entry)) for entry in entries}
    return tuple(_kept(entry.n, _files(entry, store), seals, key) for entry in entries if _is_stamp(entry))


def _is_stamp(entry: Entry) -> bool:
    small = all(item.size <= LARGEST for item in entry.attachments)
    return (
        entry.kind is EntryKind.DOCUMENT and small and {item.name for item in entry.attachments} == set(NAMES)
    )


def _files(entry: Entry, store: Store) -> Files:
    pieces = {item.name: item for item in entry.attachments}
    return Files(*(_content(store, pieces[name]) for name in NAMES))


def _content(store: Store, piece: Attachment) -> bytes:
    try:
        with store.open(piece.sha256) as stream:
            return stream.read(LARGEST)
    except OSError:  # it is missing: the verification of the record says so
        return b""


def _kept(entry: int, files: Files, seals: Mapping[int, str], key: str) -> Stamped:
    try:
        head = read_head(files.head)
        if not head.is_genuine or head.key != key or seals.get(head.count) != head.seal:
            return Stamped(entry, 0, None, files)
        stamp = read(bytes.fromhex(head.signature), files.response, files.certificates)
    except (ValueError, InputError):
        return Stamped(entry, 0, None, files)
    return Stamped(entry, head.count, stamp, files)


def _loaded(data: bytes) -> list[x509.Certificate]:
    try:
        if b"-----BEGIN" in data:
            found = x509.load_pem_x509_certificates(data)
        else:
            found = [x509.load_der_x509_certificate(data)]
        has_root = any(item.issuer == item.subject for item in found)
    except _UNFIT as error:
        raise InputError("证书读不出来", remedy=_RIGHT_CERTIFICATE) from error
    if not has_root:
        raise InputError("证书文件里没有根证书", remedy=_RIGHT_CERTIFICATE)
    return found


def _decoded(response: bytes) -> TimeStampResponse:
    try:
        answer = decode_timestamp_response(in_order(response))
    except ValueError as error:
        raise InputError("收到的不是时间戳回复", remedy=_OTHER_SERVER) from error
    if answer.status != _GRANTED:
        raise InputError(
            "时间戳服务没有同意盖戳", where="；".join(answer.status_string), remedy=_OTHER_SERVER
        )
    return answer


def _signer(answer: TimeStampResponse) -> x509.Certificate:
    """The one certificate in the response that its signature names; two that answer to it are a trick."""
    named = Counter((item.issuer, item.serial_number) for item in answer.signed_data.signer_infos)
    held = [x509.load_der_x509_certificate(data) for data in answer.signed_data.certificates]
    found = [item for item in held if (item.issuer, item.serial_number) in named]
    if named.total() != 1 or len(found) != 1:
        raise _not_valid()
    return found[0]


def _pinned(trusted: list[x509.Certificate], signer: x509.Certificate) -> x509.Certificate | None:
    """The authority's own certificate if the user gave any: the signer's, or else one it cannot match."""
    own = [item for item in trusted if _stamps(item)]
    return signer if signer in own else next(iter(own), None)


def _stamps(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in usage


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def _not_valid() -> InputError:
    return InputError(
        "时间戳对不上：不是给这个签名盖的，或者不是这张证书的机构盖的", remedy=_RIGHT_CERTIFICATE
    )


def in_order(response: bytes) -> bytes:
    """Put the certificates of a response in DER's order (X.690, 11.6), which many servers do not keep.

    They stand outside what is signed, so their order proves nothing; the reader of responses insists on it.
    What is no response is returned as it came.
    """
    place = (0, len(response))
    try:
        for child in (0, 1, 1, 0, 3):  # response, token, content, signed data, certificates
            place = _parts(response, *place)[child][1:]
        found = sorted(response[start - head : end] for head, start, end in _parts(response, *place))
    except IndexError:
        return response
    return response[: place[0]] + b"".join(found) + response[place[1] :]


def _parts(data: bytes, start: int, end: int) -> list[tuple[int, int, int]]:
    """What stands in a DER value, each as (length of its head, start and end of its content)."""
    found = []
    while start < end:
        size, head = data[start + 1], 2
        if size > _SHORT_FORM:
            head += size - _SHORT_FORM
            size = int.from_bytes(data[start + 2 : start + head])
        found.append((head, start + head, start + head + size))
        start += head + size
    return found
