"""SQLCipher in SQLite's place: the same database for Django, opened with a passphrase."""

from __future__ import annotations

import datetime as dt
import decimal
import unicodedata
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database  # noqa: N812 - Django's name for it

from yingmen.errors import PassphraseError

_AGAIN = "请输入第一次设的口令再启动。口令没有别处可查；忘了，这份数据就打不开了。"

Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", base.decoder(parse_date))
Database.register_converter("time", base.decoder(parse_time))
Database.register_converter("datetime", base.decoder(parse_datetime))
Database.register_adapter(decimal.Decimal, str)
Database.register_adapter(dt.date, base.adapt_date)
Database.register_adapter(dt.datetime, base.adapt_datetime)


class Cursor(Database.Cursor):  # type: ignore[misc]
    """A cursor that takes parameters as Django writes them."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:  # noqa: ANN401 - as Django has it
        """Run one statement."""
        if params is None:
            return super().execute(query)
        return super().execute(self.convert_query(query), params)

    def executemany(self, query: str, param_list: Any) -> Any:  # noqa: ANN401 - as Django has it
        """Run one statement for each list of parameters."""
        return super().executemany(self.convert_query(query), param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """A database that is opened with its passphrase and unreadable without."""

    Database = Database
    init_commands: list[str]

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 - SQLCipher ships no types
        """Open the database; the passphrase comes before anything else.

        Raises:
            PassphraseError: it is the wrong one, or the database has none.
        """
        opened = Database.connect(**conn_params)
        _unlock(opened, self.settings_dict["PASSWORD"])
        register(opened)
        for command in ("PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF", *self.init_commands):
            opened.execute(command)
        return opened

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401, ARG002 - as Django has it
        """A cursor on the encrypted database."""
        return self.connection.cursor(Cursor)


def _unlock(opened: Any, passphrase: str) -> None:  # noqa: ANN401 - a connection of SQLCipher
    quoted = unicodedata.normalize("NFC", passphrase).replace("'", "''")
    try:
        opened.execute("PRAGMA cipher_log_level = NONE")
        opened.execute(f"PRAGMA key = '{quoted}'")
        opened.execute("SELECT count(*) FROM sqlite_master")
    except (Database.DatabaseError, ValueError) as error:
        opened.close()
        raise PassphraseError("口令不对，或者这份数据没有设过口令", remedy=_AGAIN) from error
