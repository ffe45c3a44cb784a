"""The same rules over very many contacts: every one judged, none sampled.

`Duck` holds the contact table in DuckDB and answers the rulebook's SQL unchanged; it needs the extra `audit`.
"""

from __future__ import annotations

from yingmen.audit.duck import Duck

__all__ = ["Duck"]
