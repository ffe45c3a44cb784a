"""Papers handed out: always to be saved, never shown in the browser, whatever is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}
Paper = tuple[str, "Callable[[], str | bytes]"]
"""What a paper is called when it is saved, and how its content is made once it is asked for."""


def attachment(paper: Paper) -> HttpResponse:
    """A paper as a file to save, under its Chinese name."""
    name, made = paper
    answer = HttpResponse(made(), content_type=_TYPES[name.rpartition(".")[2]])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
