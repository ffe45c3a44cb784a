from __future__ import annotations

import codecs

import pytest

from case.files import HEAD
from yingmen.case import decode, parse
from yingmen.errors import InputError


def test_utf_8_is_read_as_it_is() -> None:
    assert decode(HEAD.encode(), "a.toml") == HEAD


def test_a_byte_order_mark_is_dropped() -> None:
    assert parse(decode(codecs.BOM_UTF8 + HEAD.encode(), "a.toml")).borrower.name == "张三"
    assert parse("\ufeff" + HEAD).borrower.name == "张三"


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_a_chinese_windows_file_is_recognised_and_the_remedy_named(encoding: str) -> None:
    with pytest.raises(InputError, match="GB18030/GBK") as caught:
        decode(HEAD.encode(encoding), "案件.toml")
    assert caught.value.where == "案件.toml"
    assert "另存为" in caught.value.remedy
    assert "UTF-8" in caught.value.remedy


def test_bytes_of_no_known_encoding_are_refused_without_a_guess() -> None:
    with pytest.raises(InputError, match="不是 UTF-8") as caught:
        decode(b"name = \xff\xff\xff", "a.toml")
    assert "GB18030" not in str(caught.value)


def test_utf_16_is_named() -> None:
    with pytest.raises(InputError, match="UTF-16"):
        decode(HEAD.encode("utf-16"), "a.toml")


def test_nul_bytes_are_refused() -> None:
    with pytest.raises(InputError, match="空字节"):
        decode(b"schema = 1\0", "a.toml")


def test_more_than_five_megabytes_are_refused_and_five_are_not() -> None:
    most = b"#" * (5 * 1024 * 1024)
    assert len(most) == len(decode(most, "a.toml"))
    with pytest.raises(InputError, match="5 MB"):
        decode(most + b"#", "a.toml")
