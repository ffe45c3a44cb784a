"""What a PDF would unpack to is counted to the end of each stream, and no further."""

from __future__ import annotations

import zlib

import pytest

from yingmen.afford.bills.pdf_size import MOST_IN_A_STREAM, unpacks_too_large


def pdf(length: int) -> bytes:
    """The bytes around one packed stream of so many zeros, as they stand in a file."""
    return (
        b"%PDF-1.4\n4 0 obj\n<<>>\nstream\n" + zlib.compress(bytes(length)) + b"\nendstream\n" + bytes(2000)
    )


@pytest.mark.parametrize("length", [0, 1, 999_999, 1_000_000, 1_000_001, 7_500_000])
def test_a_stream_with_more_behind_it_is_counted_and_left(length: int) -> None:
    assert not unpacks_too_large(pdf(length))


def test_a_stream_that_swells_beyond_any_statement_is_seen() -> None:
    assert unpacks_too_large(pdf(MOST_IN_A_STREAM + 1))
