"""What the borrower lives on, owns and has promised: household, business, assets, agreements."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from yingmen.case.choices import Every
from yingmen.case.values import Day, Entry, Many, Name, Note, Yuan, about, choice


class Figure(Entry, title="一个每月的数"):
    """Yuan per month: one figure, a figure with its range, or what was observed month by month."""

    amount: Annotated[Yuan | None, about("每月多少（元）")] = None
    low: Annotated[Yuan | None, about("差的月份（元）")] = None
    high: Annotated[Yuan | None, about("好的月份（元）")] = None
    observed: Annotated[Many[Yuan], about("各月实际的数（元）", "按月份先后写")] = ()


def _as_figure(value: object) -> object:
    bare = value is not None and not isinstance(value, Mapping | Figure)
    return {"amount": value} if bare else value


_Figure = Annotated[Figure, BeforeValidator(_as_figure, json_schema_input_type=Yuan | Figure)]


class Income(Entry, title="一项收入"):
    """Money that comes into the household."""

    source: Annotated[Name | None, about("从哪里来", "如 工资、打零工")] = None
    amount: Annotated[Yuan | None, about("多少（元）", "每月的数；另写了 every 就是每次的数")] = None
    low: Annotated[Yuan | None, about("差的时候（元）")] = None
    high: Annotated[Yuan | None, about("好的时候（元）")] = None
    observed: Annotated[Many[Yuan], about("各次实际的数（元）", "按先后写")] = ()
    every: Annotated[Annotated[Every, choice(Every)] | None, about("多久一次", "不写就当每月")] = None


class Household(Entry, title="家里的收支"):
    """Who lives from what, and what living costs in a month."""

    members: Annotated[int | None, Field(ge=1, le=100), about("家里几口人")] = None
    dependants: Annotated[int | None, Field(ge=0, le=100), about("其中几人要靠您养")] = None
    essentials: Annotated[dict[Name, Yuan], about("每月必需的开销（元）", '一项一行："房租" = 1200')] = Field(
        default_factory=dict
    )
    reserve: Annotated[Yuan | None, about("应急的存款（元）")] = None
    income: Annotated[Many[Income], about("收入")] = ()


class Business(Entry, title="生意的收支"):
    """What a small business takes in and spends in a month."""

    revenue: Annotated[_Figure | None, about("每月收入（元）")] = None
    wages: Annotated[_Figure | None, about("每月工资支出（元）")] = None
    tax: Annotated[_Figure | None, about("每月税费（元）")] = None
    rent: Annotated[_Figure | None, about("每月房租（元）")] = None
    supplies: Annotated[_Figure | None, about("每月进货（元）")] = None
    other: Annotated[_Figure | None, about("每月其他支出（元）")] = None


class Asset(Entry, title="一项财产"):
    """Something the borrower owns."""

    kind: Annotated[Name, about("是什么", "如 存款、住房、电动车")]
    value: Annotated[Yuan | None, about("大约值多少（元）")] = None
    liquid: Annotated[bool | None, about("能不能马上变成现金")] = None
    essential: Annotated[bool | None, about("是不是生活或干活离不开的")] = None
    income: Annotated[Yuan | None, about("每月带来多少收入（元）")] = None


class Installment(Entry, title="约定的一期"):
    """One payment promised in an agreement."""

    on: Annotated[Day, about("日期")]
    amount: Annotated[Yuan, about("金额（元）")]


class Agreement(Entry, title="一份还款协议"):
    """What was agreed with a lender or its agency. `with_` is the file's key `with`."""

    with_: Annotated[Name, Field(alias="with"), about("和谁签的")]
    signed_on: Annotated[Day | None, about("签订日期")] = None
    loan: Annotated[Name | None, about("关于哪一笔借款", "写那笔借款的 id")] = None
    down_payment: Annotated[Yuan | None, about("签约时先付的（元）")] = None
    installments: Annotated[Many[Installment], about("各期", "每期写 on 和 amount")] = ()
    conditions: Annotated[Many[Note], about("其他约定", "一条一项")] = ()
