from __future__ import annotations

import tomllib

import pytest

from case.files import CONTACT, HEAD, LOAN, problem, problems
from yingmen.case.locate import lines

TRICKY = '''\
# schema = 9
schema = 1   # [loan]
"quoted key" = """
[loan]
x = 1
\\"""
"""

'single' = \'\'\'
y = 2
\'\'\'
a.b."c.d" = 3
many = [
  1, # ] "
  "]", [2,
  3],
]
inline = {p = 1, q = {r = "}"}}
[borrower]
name = "x#y"
[[loan]]
id = "1"
  [[loan.payment]]
  on = 1
  [[loan.payment]]
  on = 2
[[ loan ]]
id = "2"
[loan.extra]
z = 1
[[loan.payment]]
on = 3
[other . 'table']
k = ''
e = ""
'''


def test_it_finds_headers_and_keys_among_strings_comments_and_brackets() -> None:
    where = lines(TRICKY, tomllib.loads(TRICKY))
    for loc, row in [
        (("schema",), "schema = 1   # [loan]"),
        (("quoted key",), '"quoted key" = """'),
        (("single",), "'single' = '''"),
        (("a", "b", "c.d"), 'a.b."c.d" = 3'),
        (("many",), "many = ["),
        (("inline", "q", "r"), 'inline = {p = 1, q = {r = "}"}}'),
        (("borrower", "name"), 'name = "x#y"'),
        (("loan", 0, "id"), 'id = "1"'),
        (("loan", 0, "payment", 1, "on"), "  on = 2"),
        (("loan", 1), "[[ loan ]]"),
        (("loan", 1, "id"), 'id = "2"'),
        (("loan", 1, "extra", "z"), "z = 1"),
        (("loan", 1, "payment", 0, "on"), "on = 3"),
        (("other", "table", "e"), 'e = ""'),
    ]:
        line = where.of(loc)
        assert line is not None
        assert row == TRICKY.splitlines()[line - 1]


@pytest.mark.parametrize(
    "loc", [("many", 2), ("many", 1, 0), ("nothing",), ("loan", 0, "nothing"), ("loan", 7)]
)
def test_it_gives_no_line_rather_than_a_wrong_one(loc: tuple[str | int, ...]) -> None:
    assert lines(TRICKY, tomllib.loads(TRICKY)).of(loc) is None


def test_an_absent_key_is_placed_at_the_header_of_its_own_table_only() -> None:
    where = lines(TRICKY, tomllib.loads(TRICKY))
    header = where.of(("loan", 1, "lender"), absent=True)
    assert header is not None
    assert TRICKY.splitlines()[header - 1] == "[[ loan ]]"
    assert where.of(("borrower", "a", "b"), absent=True) is None
    assert where.of(("household",), absent=True) is None


def test_lines_that_do_not_agree_with_the_data_are_not_used() -> None:
    assert lines("a = 1\n", {"b": 1}).of(("a",)) is None


def test_windows_line_ends_count_once() -> None:
    text = (HEAD + LOAN + "online = 3\n").replace("\n", "\r\n")
    assert problem(text).line == 13


def test_keys_after_a_text_of_several_lines_keep_their_line() -> None:
    paid = "[[loan.payment]]\non = 2024-03-01\namount = 1\n"
    note = 'note = """一\namount = 2\n[[loan]]\n"""\ndesignated = 3\n'
    assert problem(HEAD + LOAN + paid + note).line == 20


def test_values_inside_one_line_have_that_line_and_inside_several_none() -> None:
    one = 'payment = [{on = 2024-03-01, amount = "x"}]\n'
    several = "payment = [\n{on = 2024-03-01, amount = -1},\n]\n"
    assert [problem(HEAD + LOAN + more).line for more in (one, several)] == [13, None]


@pytest.mark.parametrize(
    ("broken", "line", "hint"),
    [
        ("name = 张三", 13, "英文双引号"),
        ('name = "张三', 13, "引号没有配对"),
        ("name 张三", 13, "等号"),
        ("姓名 = 1", 13, "中文的键要加英文双引号"),
        ('id = "a"', 13, "前面已经写过"),
        ("a = 1 b = 2", 13, "多了东西"),
        ("day = 2023-02-30", 13, "日历上没有"),
        ('path = "C:\\q"', 13, "反斜杠"),
        ("[borrower]", 13, "前面已经写过"),
        ("[car", 13, "[borrower] 或 [[loan]]"),
        ("x = {a = 1, a = 2}", 13, "前面已经写过"),
    ],
)
def test_a_slip_in_the_writing_is_one_problem_with_its_line(broken: str, line: int, hint: str) -> None:
    found = problem(HEAD + LOAN + broken + "\n" + CONTACT)
    assert line == found.line
    assert hint in found.hint


@pytest.mark.parametrize(
    "broken", ["a = [" + "[" * 5000, "a = " + "1" * 5000, "a = [1,", "a =", "\x00", "\ufeff\ufeff"]
)
def test_a_text_beyond_reading_is_a_problem_and_no_crash(broken: str) -> None:
    assert len(problems(broken)) == 1
