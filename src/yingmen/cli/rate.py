"""`yingmen rate`: what a loan truly costs a year, from its flows of money alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingmen.cli.edges import AsJson, described, print_json, read_bytes
from yingmen.money import percent_text

if TYPE_CHECKING:
    from yingmen.owe.rates import TrueCost

FlowsPath = Annotated[
    Path, typer.Argument(metavar="FLOWS.csv", help="两列 date,amount；到手写正数，还出写负数")
]


@described("从到手和还出的每一笔，算真正的年成本。", "例：yingmen rate 流水.csv")
def rate(flows: FlowsPath, *, json: AsJson = False) -> None:
    """Work out the true yearly cost of dated amounts."""
    from yingmen.owe.flows import parse_flows
    from yingmen.owe.rates import true_cost

    cost = true_cost(parse_flows(read_bytes(flows), str(flows)))
    if json:
        print_json(cost.to_json())
    else:
        sys.stdout.write(_text(cost))


def _text(cost: TrueCost) -> str:
    """The cost for a person to read: two rates and how they were found, or why there are none."""
    if cost.nominal_rate is None or cost.effective_rate is None:
        return f"算不出年成本：{cost.method}\n"
    return (
        f"真正的年成本：{percent_text(cost.nominal_rate)}（按期利率乘以一年的期数）\n"
        f"连同利滚利的效果：一年 {percent_text(cost.effective_rate)}\n"
        f"怎么算的：{cost.method}\n"
    )
