"""A whole case: the borrower, the loans, the contacts, and what there is to live on."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from yingmen.case.choices import BorrowerKind
from yingmen.case.contact import Contact
from yingmen.case.door import Door
from yingmen.case.loan import Loan
from yingmen.case.means import Agreement, Asset, Business, Household
from yingmen.case.values import Entry, Many, Name, about, choice, fault


def _read_version(value: object) -> object:
    if type(value) is not int or value != 1:
        raise fault("1", "这是文件格式的版本，固定写 1，不加引号。")
    return value


class Borrower(Entry, title="借款人的情况"):
    """The person or firm that borrowed."""

    name: Annotated[Name, about("姓名或名称", "生僻字、间隔号照证件写")]
    kind: Annotated[
        BorrowerKind,
        choice(BorrowerKind),
        about("是哪一类", "person 个人，sole_trader 个体工商户，company 公司"),
    ]
    city: Annotated[Name | None, about("所在城市")] = None
    phone: Annotated[Name | None, about("能找到您的电话", "写信时要写明一个能联系的渠道")] = None


class Person(Entry, title="能帮忙的人"):
    """Somebody the borrower can turn to."""

    role: Annotated[Name, about("是什么人", "如 lawyer 律师，friend 朋友，family 家人")]
    name: Annotated[Name | None, about("姓名")] = None
    phone: Annotated[Name | None, about("电话")] = None


class Case(Entry, title="应门案件文件"):
    """Everything one borrower knows, as every step reads it. `schema_` is the file's key `schema`.

    Build one with `parse` or `from_data`: only they check that the parts fit together.
    """

    schema_: Annotated[
        Literal[1], BeforeValidator(_read_version), Field(alias="schema"), about("格式版本", "固定写 1")
    ]
    borrower: Annotated[Borrower, about("借款人")]
    loan: Annotated[Many[Loan], about("各笔借款")] = ()
    contact: Annotated[Many[Contact], about("各次催收联系")] = ()
    door: Annotated[Door | None, about("眼前的一次上门")] = None
    household: Annotated[Household | None, about("家里的收支")] = None
    business: Annotated[Business | None, about("生意的收支")] = None
    asset: Annotated[Many[Asset], about("财产")] = ()
    agreement: Annotated[Many[Agreement], about("还款协议")] = ()
    person: Annotated[Many[Person], about("能帮忙的人")] = ()
