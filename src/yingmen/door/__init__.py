"""Step 3, 谁上门：who is at the door, was the visit warranted, and what to do minute by minute.

`answer(case, on, book)` answers for the visit in the case's `[door]` table, or for the latest visit among
its contacts, or in general; `door_json` turns the answer into plain values, `door_page` into a document.
"""

from __future__ import annotations

from yingmen.door.answer import DoorAnswer, answer
from yingmen.door.as_json import door_json
from yingmen.door.page import door_page

__all__ = ["DoorAnswer", "answer", "door_json", "door_page"]
