"""Step 5, 怎么答：what to have in hand at the door, what to say, what to write.

`brief(case, on, book)` is the two-page doorstep brief, `brief_document` shows it; `lines` are the words to
say in a stance, `lines_document` shows them; `gates` tell for which loans words that acknowledge the debt
are kept back until their effect was seen. Letters are in `yingmen.answer.letters`; `offered` tells which of
them the borrower gets, `letters_document` lists them. `case_no` and `letter_names` are what papers are
called, `proposed` is what the brief can offer.
"""

from __future__ import annotations

from yingmen.answer.as_json import answer_json, answered_json, letters_json
from yingmen.answer.brief import Brief, brief
from yingmen.answer.brief_page import brief_document
from yingmen.answer.gate import Gate, Gates, gates
from yingmen.answer.letters_page import Offered, letters_document, offered
from yingmen.answer.lines import Line, lines
from yingmen.answer.lines_page import lines_document
from yingmen.answer.names import case_no, letter_names
from yingmen.answer.proposal import proposed
from yingmen.answer.stance import Part, Stance

__all__ = [
    "Brief",
    "Gate",
    "Gates",
    "Line",
    "Offered",
    "Part",
    "Stance",
    "answer_json",
    "answered_json",
    "brief",
    "brief_document",
    "case_no",
    "gates",
    "letter_names",
    "letters_document",
    "letters_json",
    "lines",
    "lines_document",
    "offered",
    "proposed",
]
