"""A time stamp authority of one's own: a root, a certificate and `openssl ts` behind HTTP on this machine."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Key = ec.EllipticCurvePrivateKey
STAMPING = ExtendedKeyUsageOID.TIME_STAMPING
_SETTINGS = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the independent tool."""
    command = ["openssl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@dataclass(frozen=True, slots=True)
class Authority:
    """Who stamps: the root to trust, the certificate that signs, its key, and others sent along."""

    folder: Path
    root: x509.Certificate
    certificate: x509.Certificate
    key: Key
    root_key: Key
    along: tuple[x509.Certificate, ...] = ()

    @property
    def trusted(self) -> bytes:
        return pem(self.root)

    def reply(self, request: bytes) -> bytes:
        """Answer a request, as `openssl ts` does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "settings").write_text(_SETTINGS.format(folder=self.folder), encoding="utf-8")
        (self.folder / "signer.pem").write_bytes(pem(self.certificate))
        (self.folder / "chain.pem").write_bytes(pem(*self.along, self.root))
        (self.folder / "key.pem").write_bytes(
            self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        (self.folder / "request.tsq").write_bytes(request)
        done = openssl(
            *("ts", "-reply", "-config", self.folder / "settings", "-section", "here"),
            *("-queryfile", self.folder / "request.tsq", "-signer", self.folder / "signer.pem"),
            *("-inkey", self.folder / "key.pem", "-chain", self.folder / "chain.pem"),
            *("-out", self.folder / "response.tsr"),
        )
        assert done.returncode == 0, done.stderr
        return (self.folder / "response.tsr").read_bytes()


def authority(  # noqa: PLR0913 - what makes one authority another
    folder: Path,
    name: str = "甲时间戳中心",
    root_name: str = "甲根证书",
    serial: int = 7,
    *,
    root_days: tuple[int, int] = (-1, 365),
    days: tuple[int, int] = (-1, 365),
) -> Authority:
    """Found an authority under a root of its own; two of the same names still have different keys.

    `days`: from when to when its certificate (`root_days`: the root's) is valid, counted from today.
    """
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certified(_named(root_name), _named(root_name), root_key, root_key, serial=1, days=root_days)
    certificate = _certified(
        _named(name), root.subject, key, root_key, serial=serial, usage=STAMPING, days=days
    )
    return Authority(folder, root, certificate, key, root_key)


def beside(other: Authority, folder: Path, name: str, serial: int) -> Authority:
    """Another authority under the same root."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certified(
        _named(name), other.root.subject, key, other.root_key, serial=serial, usage=STAMPING
    )
    return Authority(folder, other.root, certificate, key, other.root_key)


def for_code_only(made: Authority) -> x509.Certificate:
    """A certificate by the same root, with the same name, number and key and of the same length in bytes,
    that is for signing programs and not for time stamps.
    """
    length = len(made.certificate.public_bytes(Encoding.DER))
    while True:
        found = _certified(
            made.certificate.subject,
            made.root.subject,
            made.key,
            made.root_key,
            serial=made.certificate.serial_number,
            usage=ExtendedKeyUsageOID.CODE_SIGNING,
        )
        if len(found.public_bytes(Encoding.DER)) == length:
            return found


def pem(*certificates: x509.Certificate) -> bytes:
    """Certificates as text, one after another."""
    return b"".join(item.public_bytes(Encoding.PEM) for item in certificates)


@contextlib.contextmanager
def serving(answer: bytes | Authority, sent_on_to: str = "") -> Iterator[str]:
    """The authority (or fixed bytes, or word that the answer is elsewhere) at an address on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            data = answer.reply(request) if isinstance(answer, Authority) else answer
            self.send_response(302 if sent_on_to else 200)
            if sent_on_to:
                self.send_header("Location", sent_on_to)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certified(  # noqa: PLR0913 - what a certificate says
    subject: x509.Name,
    issuer: x509.Name,
    key: Key,
    by: Key,
    *,
    serial: int,
    usage: x509.ObjectIdentifier | None = None,
    days: tuple[int, int] = (-1, 365),
) -> x509.Certificate:
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=usage is None, path_length=None), critical=True)
    )
    if usage is not None:
        made = made.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    return made.sign(by, hashes.SHA256())
