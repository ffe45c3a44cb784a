"""Reading the borrower's own list of what came in and what went out."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from yingmen.errors import FlowsError
from yingmen.owe.flows import LARGEST_FILE, MOST_ROWS, parse_flows
from yingmen.owe.rates import Flow

EXPECTED = (Flow(date(2024, 1, 1), Decimal(700)), Flow(date(2024, 1, 8), Decimal("-1000.50")))
PLAIN = "date,amount\n2024-01-01,700\n2024-01-08,-1000.50\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("date,amount", "日期,金额").encode(),
        PLAIN.replace("date,amount", "日期,金额").encode("utf-8-sig"),
        PLAIN.replace("date,amount", "日期,金额").encode("gb18030"),
        PLAIN.replace("date,amount", " Date , AMOUNT ").encode(),
        b"\n\ndate,amount\n\n2024/1/1,700\n , \n2024/1/8,-1000.5\n\n",
        'date,amount\n2024-1-1,¥700.00\n2024-01-08,"-¥1,000.50"\n'.encode(),
        'date,amount\n2024-01-01,+700\n2024-01-08,"¥-1,000.500"\n'.encode(),
        "date,amount\n２０２４-０１-０１,７００\n２０２４／１／８,－１０００．５０\n".encode(),
        "date,amount\n2024-01-01,￥700\n2024-01-08,\u22121000.50\n".encode(),
        b'"date","amount"\n"2024-01-01","700"\n"2024-01-08","-1000.50"',
    ],
)
def test_it_reads_what_spreadsheets_save(data: bytes) -> None:
    assert parse_flows(data, "flows.csv") == EXPECTED


def test_it_keeps_the_order_and_the_zeros_of_the_file() -> None:
    flows = parse_flows(b"date,amount\n2024-01-08,0\n2024-01-01,1\n", "f.csv")
    assert flows == (Flow(date(2024, 1, 8), Decimal(0)), Flow(date(2024, 1, 1), Decimal(1)))


@pytest.mark.parametrize(
    ("what", "where", "data"),
    [
        ("空的", "账.csv", b""),
        ("空的", "账.csv", b"\n , \n"),
        ("没有一笔", "账.csv", b"date,amount\n"),
        ("表头", "账.csv 第 1 行", b"2024-01-01,700\n2024-01-08,-1000\n"),
        ("表头", "账.csv 第 1 行", b"amount,date\n700,2024-01-01\n"),
        ("表头", "账.csv 第 1 行", b"date,amount,note\n2024-01-01,700,x\n"),
        ("“a”", "账.csv 第 1 行", b"a\n"),
        ("3 列", "账.csv 第 2 行", b"date,amount\n2024-01-01,1,000.00\n"),
        ("1 列", "账.csv 第 3 行", b"date,amount\n\n2024-01-01\n"),
        ("“2024-02-30”", "账.csv 第 2 行", b"date,amount\n2024-02-30,700\n"),
        ("“0000-01-01”", "账.csv 第 2 行", b"date,amount\n0000-01-01,700\n"),
        ("“01/02/2024”", "账.csv 第 2 行", b"date,amount\n01/02/2024,700\n"),
        ("“2024-01/02”", "账.csv 第 2 行", b"date,amount\n2024-01/02,700\n"),
        ("日期看不懂", "账.csv 第 2 行", b"date,amount\n,700\n"),
        ("金额看不懂", "账.csv 第 2 行", b"date,amount\n2024-01-01,\n"),
        ("“NaN”", "账.csv 第 2 行", b"date,amount\n2024-01-01,NaN\n"),
        ("“-Infinity”", "账.csv 第 2 行", b"date,amount\n2024-01-01,-Infinity\n"),
        ("“1e3”", "账.csv 第 2 行", b"date,amount\n2024-01-01,1e3\n"),
        ("“1_000”", "账.csv 第 2 行", b"date,amount\n2024-01-01,1_000\n"),
        ("“--5”", "账.csv 第 2 行", b"date,amount\n2024-01-01,--5\n"),
        ("“10,00”", "账.csv 第 2 行", b'date,amount\n2024-01-01,"10,00"\n'),
        ("多于两位小数", "账.csv 第 2 行", b"date,amount\n2024-01-01,1.001\n"),
        ("金额太大", "账.csv 第 2 行", b"date,amount\n2024-01-01,1000000000000.01\n"),
        ("空字符", "账.csv 第 2 行", b"date,amount\n2024-01-01,7\x0000\n"),
        ("编码", "账.csv", b"date,amount\n2024-01-01,\xff\xff\n"),
        ("CSV 的写法", "账.csv 第 2 行", b'date,amount\n2024-01-01,"700\n'),
        ("5 MB", "账.csv", b"date,amount\n" + b" " * LARGEST_FILE),
        ("100000 行", "账.csv 第 100002 行", b"date,amount\n" + b"2024-01-01,1\n" * (MOST_ROWS + 1)),
    ],
)
def test_it_refuses_with_place_finding_and_remedy(what: str, where: str, data: bytes) -> None:
    with pytest.raises(FlowsError) as refused:
        parse_flows(data, "账.csv")
    assert what in refused.value.what
    assert where == refused.value.where
    assert refused.value.remedy


def test_it_takes_the_largest_amount_and_the_last_row_allowed() -> None:
    assert parse_flows(b"date,amount\n2024-01-01,-1000000000000.00\n", "f.csv")[0].amount == -(10**12)
    assert len(parse_flows(b"date,amount\n" + b"2024-01-01,1\n" * MOST_ROWS, "f.csv")) == MOST_ROWS


def test_it_quotes_a_long_finding_only_in_part() -> None:
    with pytest.raises(FlowsError) as refused:
        parse_flows(b"date,amount\n2024-01-01," + b"9" * 5000 + b"x\n", "f.csv")
    assert len(str(refused.value)) < 200


def mutated(luck: random.Random, data: bytes) -> bytes:
    """The file with a few bytes changed, put in, cut out or doubled."""
    text = bytearray(data)
    for _ in range(luck.randint(1, 4)):
        place = luck.randrange(len(text) + 1)
        match luck.randrange(4):
            case 0:
                text[place:place] = luck.choice(
                    (b'"', b",", b"\0", b"\r", b"\xff", b"-", "￥".encode(), b"9" * 50)
                )
            case 1:
                text[place : place + 1] = bytes([luck.randrange(256)])
            case 2:
                del text[place : place + luck.randint(1, 8)]
            case _:
                text[place:place] = text[max(0, place - 12) : place]
    return bytes(text)


def read_or_refuse(data: bytes) -> tuple[Flow, ...] | FlowsError:
    try:
        return parse_flows(data, "f.csv")
    except FlowsError as refusal:
        return refusal


def test_five_thousand_spoilt_files_give_flows_or_a_refusal_and_nothing_else() -> None:
    luck = random.Random(7)  # noqa: S311 - spoilt files for a test, no secret
    seeds = [
        PLAIN.encode("utf-8-sig"),
        '日期,金额\r\n2024/1/1,"1,000.00"\r\n2024/2/1,-5\r\n'.encode("gb18030"),
    ]
    results = [read_or_refuse(mutated(luck, seeds[number % 2])) for number in range(5_000)]
    refusals = [result for result in results if isinstance(result, FlowsError)]
    flows = [flow for result in results if not isinstance(result, FlowsError) for flow in result]
    assert len(refusals) > 1_000
    assert len(flows) > 100
    assert all(refusal.what and refusal.where and refusal.remedy for refusal in refusals)
    assert all(flow.amount.is_finite() and abs(flow.amount) <= 10**12 for flow in flows)
