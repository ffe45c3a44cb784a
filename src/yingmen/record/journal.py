"""The record itself: what happened, entry after entry, each sealed onto the one before.

`append` returns only when attachments, line and signed head, in this order, are safe on the disk; "saved" may
be said then and not before. What a crash left after the head was never acknowledged: it is kept aside and
reported, and the record goes on from the head. Anything else that does not fit the head is `SealBroken`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from yingmen.errors import OutputError
from yingmen.record import check, keys
from yingmen.record.attachment import HEAD, LARGEST, Attachment, media_type, opened, text_name
from yingmen.record.entry import FIRST, built, to_line
from yingmen.record.seal import read_head, seal_of, signed_head

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from yingmen.record.attachment import Upload
    from yingmen.record.check import Read, Verification
    from yingmen.record.entry import Draft, Entry
    from yingmen.record.seal import Head
    from yingmen.record.store import Store


class Journal:
    """The sealed record of one case, wherever it is stored.

    `recovered` names what the last append found after the head and kept aside: bytes of an entry that was
    never acknowledged as saved.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.recovered = ""

    @property
    def is_begun(self) -> bool:
        """Whether there is anything here yet."""
        return self.store.key() is not None or self.store.head() is not None or self.store.size() > 0

    @property
    def asks_passphrase(self) -> bool:
        """Whether writing needs a passphrase: there is a key, and it is encrypted."""
        data = self.store.key()
        return data is not None and keys.is_encrypted(data)

    def append(self, draft: Draft, written_at: datetime, passphrase: str | None = None) -> Entry:
        """Write one entry down for good. The first one makes the key, with the passphrase if one is given.

        It takes the same time however long the record is: only its end is looked at.

        Raises:
            EntryError: the draft cannot be written so.
            InputError: an attachment is too large or cannot be read.
            PassphraseError: the passphrase is missing or wrong.
            SealBroken: the record's end is not what was sealed.
            OutputError: it could not be stored and is not acknowledged; it can be tried again.
        """
        built(draft, self._count() + 1, FIRST, written_at)
        with self.store.lock():
            key, head = self._opened(passphrase)
            self.recovered = self._put_aside(head)
            attachments = tuple(self._stored(upload) for upload in draft.attachments)
            entry = built(draft, head.count + 1, head.seal, written_at, attachments)
            line = to_line(entry)
            self._write(line, head)
            end = signed_head(entry.n, head.size + len(line), seal_of(line), key)
            self.store.set_head(end.to_bytes())
        return entry

    def entries(self) -> tuple[Entry, ...]:
        """Every acknowledged entry, oldest first, each checked against its seal while it is read.

        Raises:
            SealBroken: an entry, the head or its signature is not what was sealed.
        """
        return check.sealed_entries(self.store)

    def read_on(self, before: Read) -> Read:
        """The same for who reads again and again: what was read before is not read anew.

        Raises:
            SealBroken: the rest, the head or its signature is not what was sealed.
        """
        return check.read_on(self.store, before)

    def verify(self) -> Verification:
        """Everything that does not fit: changed, missing, moved or cut entries, swapped attachments."""
        return check.verify(self.store)

    def _count(self) -> int:
        """How many entries there are, before anything is written or locked."""
        with contextlib.suppress(ValueError):  # a head that cannot be read is found out under the lock
            return read_head(self.store.head() or b"").count
        return 0

    def _opened(self, passphrase: str | None) -> tuple[Ed25519PrivateKey, Head]:
        """The key and the head to go on from, if the record's end is what was sealed."""
        data, head_data = self.store.key(), self.store.head()
        if data is None:
            return self._begun(head_data, passphrase)
        if head_data is None:
            raise check.broken(check.NO_HEAD, self.store)
        head = check.trusted_head(head_data, keys.public_key(data), self.store)
        self._hold_end_against(head)
        return keys.unlock(data, passphrase), head

    def _begun(self, head_data: bytes | None, passphrase: str | None) -> tuple[Ed25519PrivateKey, Head]:
        """Make the key. The head of nothing is set first, so that a key without a head is always a fault."""
        holds = self.store.size() or self.store.attachments()
        if holds or (head_data is not None and not self._is_of_nothing(head_data)):
            raise check.broken(check.NO_KEY, self.store)
        data = keys.new_key(passphrase)
        key = keys.unlock(data, passphrase)
        head = signed_head(0, 0, FIRST, key)
        self.store.set_head(head.to_bytes())
        self.store.set_key(data)
        return key, head

    @staticmethod
    def _is_of_nothing(head_data: bytes) -> bool:
        with contextlib.suppress(ValueError):
            return read_head(head_data).count == 0
        return False

    def _hold_end_against(self, head: Head) -> None:
        size = self.store.size()
        if size < head.size:
            what = f"记录被截短了：封印说共 {head.count} 条、{head.size} 字节，只剩 {size} 字节"
            raise check.broken(what, self.store)
        if head.count and seal_of(self.store.line_before(head.size)) != head.seal:
            raise check.broken(f"最后一条（第 {head.count} 条）和封印对不上", self.store)

    def _put_aside(self, head: Head) -> str:
        """Keep what lies after the head, then cut it off; a crash between the two loses nothing."""
        tail = b"".join(self.store.journal(head.size))
        if not tail:
            return ""
        place = self.store.keep_aside(tail, f"after-{head.count}")
        self.store.cut(head.size)
        return place

    def _stored(self, upload: Upload) -> Attachment:
        with opened(upload) as stream:
            sha256, size = self.store.put(stream, LARGEST)
        with self.store.open(sha256) as kept:
            head = kept.read(HEAD)
        return Attachment(sha256=sha256, name=text_name(upload.name), media_type=media_type(head), size=size)

    def _write(self, line: bytes, head: Head) -> None:
        """Write the line; if that fails, take back what was written of it, as far as the disk allows."""
        try:
            self.store.append(line)
        except OutputError:
            with contextlib.suppress(OutputError):
                self.store.cut(head.size)
            raise
