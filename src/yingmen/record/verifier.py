"""Check a record of Yingmen with nothing but Python's standard library: read it, then run it.

    python3 verify.py [folder]        the package or its data folder; without it, where this file lies

Each line of journal.jsonl holds, as "previous", the SHA-256 of the line before it, so none can be changed,
taken out, put in or moved. head.json holds the number of lines, their length in bytes and the SHA-256 of the
last, signed with Ed25519 (RFC 8032). Each attachment lies under the SHA-256 of its content.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

FIRST = "0" * 64
Point = tuple[int, int, int, int]
P = 2**255 - 19  # RFC 8032, 5.1: the field, the order of the base point, the curve's d, a root of -1
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
LIMITS = """这能证明：从第一条到最后一条，签名以后没有改过、删过、插过、换过顺序，附件也没有换过。
这不能证明：写下的事和日期是真的，也不能证明这是最新的一份。拿着钥匙的人可以写一个编造的日期，也可以把
整个文件夹换回旧的一份；只有和以前交出去的 head.json 或时间戳一比，才看得出来。"""


def point(data: bytes) -> Point | None:
    """The point that 32 bytes stand for (RFC 8032, 5.1.3), in extended coordinates, or None."""
    sign, y = divmod(int.from_bytes(data, "little"), 2**255)
    if len(data) != 32 or y >= P:  # noqa: PLR2004 - a point is 32 bytes
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    x = P - x if x % 2 != sign else x
    return x, y, 1, x * y % P


def add(a: Point, b: Point) -> Point:
    """Two points added (RFC 8032, 5.1.4)."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, a: Point) -> Point:
    """A point added to itself so many times."""
    total = (0, 1, 1, 0)
    while scalar:
        total = add(total, a) if scalar & 1 else total
        a, scalar = add(a, a), scalar >> 1
    return total


def signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of this key signed this message (RFC 8032, 5.1.7)."""
    owner, commitment = point(key), point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if owner is None or commitment is None or len(signature) != 64 or scalar >= L:  # noqa: PLR2004 - 2 times 32
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    left = times(scalar, point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0))
    right = add(commitment, times(int.from_bytes(digest, "little") % L, owner))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


class Check:
    """A package or a record's folder checked: what holds (`good`) and what does not (`bad`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = (folder / "data" if (folder / "data").is_dir() else folder).resolve()
        self.good: list[str] = []
        self.bad: list[str] = []
        self.seals = [FIRST]
        self.named: dict[str, str] = {}
        self.hashes: dict[Path, str] = {}
        self.key = ""
        for part in (self.journal, self.attachments, self.stamps, self.manifest):
            part()

    def hash(self, path: Path) -> str:
        """The SHA-256 of a file, read piece by piece, worked out once; empty if it cannot be read."""
        if path not in self.hashes:
            total, self.hashes[path] = hashlib.sha256(), ""
            with contextlib.suppress(OSError), path.open("rb") as stream:
                while piece := stream.read(1 << 20):
                    total.update(piece)
                self.hashes[path] = total.hexdigest()
        return self.hashes[path]

    def content(self, path: Path) -> bytes:
        """What a file holds; nothing if there is none or it cannot be read."""
        with contextlib.suppress(OSError):
            return path.read_bytes() if path.is_file() else b""
        return b""

    def head(self, path: Path) -> dict[str, Any]:
        """A head whose signature is valid, or an empty one with the fault noted."""
        with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
            head: dict[str, Any] = json.loads(self.content(path))
            text = f"yingmen-head-v1\n{head['count']:d}\n{head['size']:d}\n{head['seal']}\n"
            if signed(bytes.fromhex(head["key"]), text.encode(), bytes.fromhex(head["signature"])):
                return head
        self.bad.append(f"{path.relative_to(self.folder).as_posix()}：读不出来，或者签名不对、内容被改过")
        return {}

    def journal(self) -> None:
        """Walk the chain, line by line, as far as the signed head says."""
        head, path = self.head(self.folder / "head.json"), self.folder / "journal.jsonl"
        data = self.content(path)
        for n, line in enumerate(BytesIO(data[: head.get("size")]), 1):
            self.line(n, line)
        if not head:
            return
        self.key, count, found = str(head["key"]), head["count"], len(self.seals) - 1
        if len(data) != head["size"] or count != found:
            self.bad.append(f"签名的是 {count} 条、{head['size']} 字节，现在有 {found} 条、{len(data)} 字节")
        if self.seals[-1] != head["seal"]:
            self.bad.append(f"第 {found} 条：和封印对不上，改过、换过或者少了后面的")
        if not self.bad:
            self.good.append(f"{count} 条记录，一条接一条，和封印 head.json 一致")

    def line(self, n: int, line: bytes) -> None:
        """One entry: its number, the seal of the one before, and the attachments it names."""
        try:
            entry = json.loads(line)
            named = {str(item["sha256"]): f"第 {n} 条的附件“{item['name']}”" for item in entry["attachments"]}
            if entry["n"] != n:
                self.bad.append(f"第 {n} 条：编号写的是 {entry['n']}，有删除、插入或者换过顺序")
            if entry["previous"] != self.seals[-1]:
                self.bad.append(f"第 {n} 条：和前一条接不上，第 {n - 1} 条或者这一条改过、删过、换过顺序")
            self.named.update(named)
        except (ValueError, KeyError, TypeError, RecursionError):
            self.bad.append(f"第 {n} 条：读不出来")
        self.seals.append(hashlib.sha256(line).hexdigest())

    def attachments(self) -> None:
        """Every attachment that an entry names is there and has the content it had."""
        before = len(self.bad)
        for sha, name in self.named.items():
            path = self.folder / "attachments" / sha
            if not (sha.isalnum() and len(sha) == len(FIRST) and path.is_file()):
                self.bad.append(f"{name}：文件不见了")
            elif self.hash(path) != sha:
                self.bad.append(f"{name}：内容被换过或者改过")
        if len(self.bad) == before:
            self.good.append(f"{len(self.named)} 个附件，内容和记录里写的校验值一致")

    def stamps(self) -> None:
        """Each time-stamped head belongs to this chain; the stamps themselves are checked with openssl."""
        for path in sorted(self.folder.glob("stamps/*/head.json")):
            head, name, proof = self.head(path), path.parent.name, path.parent / "signature.bin"
            known = (self.key, dict(enumerate(self.seals)).get(head.get("count", -1)))
            if (head.get("key"), head.get("seal")) != known:
                self.bad.append(f"stamps/{name}：盖时间戳的封印不是这份记录的")
            elif self.content(proof).hex() != head["signature"]:
                self.bad.append(f"stamps/{name}：signature.bin 不是这个封印的签名")
            else:
                self.good.append(f"stamps/{name} 管第 1 到 {head['count']} 条（戳本身请用 openssl 查）")

    def manifest(self) -> None:
        """Every file of the package is in its list, unchanged, and no other file lies there."""
        root, before = self.folder.parent, len(self.bad)
        if self.folder.name != "data":
            self.good.append("这里不是导出的包，没有文件清单可比")
            return
        text = self.content(root / "manifest-sha256.txt").decode(errors="replace")
        listed = {name: sha for sha, _, name in (line.partition("  ") for line in text.splitlines())}
        present = {path.relative_to(root).as_posix() for path in self.folder.rglob("*") if path.is_file()}
        for name in sorted(listed.keys() | present):
            if name not in present or self.hash(root / name) != listed.get(name):
                self.bad.append(f"{name}：和清单对不上，是改过、不见了或者多出来的")
        if len(self.bad) == before:
            self.good.append(f"{len(listed)} 个文件和清单一致")


def main(arguments: list[str]) -> int:
    """Say what holds and what does not; 0 if all of it holds, 1 if not."""
    found = Check(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
    told = [f"  对：{text}" for text in found.good] + [f"  不对：{text}" for text in found.bad]
    said = ["".join(char if char.isprintable() else "?" for char in text) for text in told]
    digest = hashlib.sha256(bytes.fromhex(found.key)).hexdigest() if found.key else "（读不出来）"
    said.append(f"签名公钥的指纹：{' '.join(digest[i : i + 4] for i in range(0, 32, 4))}")
    said.append("请另外向写记录的人核对指纹；指纹不同，就不是这个人的钥匙签的。")
    said.append("结论：有对不上的地方，见“不对”的各行。" if found.bad else f"结论：都对得上。\n{LIMITS}")
    sys.stdout.buffer.write(("\n".join(said) + "\n").encode(sys.stdout.encoding or "utf-8", "replace"))
    return 1 if found.bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
