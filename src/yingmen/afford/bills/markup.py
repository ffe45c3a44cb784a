"""The tables of a page: some banks export HTML and call it XLS."""

from __future__ import annotations

from html.parser import HTMLParser


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"tr", "row"}:
            self.rows.append([])
        elif tag in {"td", "th", "cell"} and self.rows:
            self.rows[-1].append("")
            self._open = True
            self._span(dict(attrs))

    def _span(self, attrs: dict[str, str | None]) -> None:
        place = attrs.get("ss:index") or ""
        if place.isdecimal():
            self.rows[-1][-1:] = [""] * max(1, min(int(place), 100) - len(self.rows[-1]) + 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "cell"}:
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def markup_rows(text: str) -> list[list[str]]:
    """The rows of every table of an HTML page or an XML spreadsheet, in order, as words."""
    reader = _Rows()
    reader.feed(text)
    reader.close()
    return reader.rows
