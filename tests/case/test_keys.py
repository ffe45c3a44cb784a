from __future__ import annotations

import pytest

from case.files import CONTACT, HEAD, LOAN, loan_problem, problem, problems


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("nominl_rate = 0.24", "是不是想写 nominal_rate？"),
        ("Nominal-Rate = 0.24", "是不是想写 nominal_rate？"),
        ("payments = []", "是不是想写 payment？"),
        ('"first due on" = 1', "是不是想写 first_due_on？"),
        ("threat = true", "threat 要写在 [[contact]] 或 [door] 下面。"),
        ('city = "某市"', "city 要写在 [borrower] 下面。"),
        ('"我不知道" = 1', "不认识的内容请删掉，不要猜。"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest_known_one(line: str, hint: str) -> None:
    found = loan_problem(line + "\n")
    assert (hint, 13) == (found.hint, found.line)


@pytest.mark.parametrize(
    ("text", "path", "what"),
    [
        ("", "schema", "格式版本"),
        ("schema = 1", "borrower", "借款人"),
        (HEAD.replace('name = "张三"\n', ""), "borrower.name", "姓名"),
        (HEAD.replace('kind = "person"\n', ""), "borrower.kind", "哪一类"),
        (HEAD + CONTACT.replace('channel = "call"\n', ""), "contact[1](c1).channel", "什么方式"),
        (HEAD + CONTACT.replace('contact_id = "c1"\n', ""), "contact[1].contact_id", "编号"),
        (HEAD + "[[agreement]]\n", "agreement[1].with", "和谁签的"),
    ],
)
def test_a_missing_key_is_answered_with_what_it_is(text: str, path: str, what: str) -> None:
    (found,) = [item for item in problems(text) if item.path == path]
    assert what in found.expected
    assert found.found == "（没有写）"


@pytest.mark.parametrize(
    "key", ["id", "lender", "lender_kind", "product", "principal", "disbursed_on", "repayment"]
)
def test_every_required_key_of_a_loan_is_asked_for_at_its_header(key: str) -> None:
    kept = [row for row in LOAN.splitlines(keepends=True) if not row.startswith(f"{key} =")]
    found = problem(HEAD + "".join(kept))
    assert (found.path.endswith(f".{key}"), found.line) == (True, 5)


@pytest.mark.parametrize("key", ["by", "note", "source"])
def test_keys_of_other_tables_are_not_accepted(key: str) -> None:
    assert f"loan[1](网贷).{key}" == loan_problem(f'{key} = "x"\n').path


def test_no_english_sentence_reaches_the_user() -> None:
    text = (
        HEAD.replace("schema = 1", "schema = 2")
        + LOAN
        + "online = 3\nterm_months = 0\nfee = 1\nclaim = [2]\n"
    )
    rest = CONTACT + "staff_count = -1\nminutes = true\n[household]\nessentials = 1\n[business]\nrent = []\n"
    for item in problems(text + rest):
        assert not any(word in str(item) for word in ("Input", "should", "valid", "Field", "Extra", "type="))
