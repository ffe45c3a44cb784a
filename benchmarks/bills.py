"""How long it takes to read, put together and classify a household's bills; the aim: 100,000 rows in 3 s.

Run it with `make bench`. The bills are made here: an Alipay bill, a WeChat bill and a bank's statement that
was exported twice with a month in common; half of the wallets' payments were made with the bank's card and
stand in its statement too. Nothing is asserted.
"""

from __future__ import annotations

import os
import platform
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from yingmen.afford.bills import read_bill
from yingmen.cli.bills import read_bills

SIZES = (10_000, 30_000, 100_000)
SINCE = datetime(2024, 1, 1)  # noqa: DTZ001 - bills show the wall clock
SHOPS = (
    "永辉超市",
    "滴滴出行",
    "某某药房",
    "张记面馆",
    "中国移动",
    "国网电力",
    "某某服装",
    "某某书店",
    "一卡通",
    "美团",
)
ALIPAY = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
)
WECHAT = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
BANK = "记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要"
CARD = "招商银行(1234)"


class Household:
    """Rows of a household's bills, in order of time, so many in all."""

    def __init__(self, rows: int) -> None:
        self.random = Random(7)  # noqa: S311 - a made-up history, the same each time
        self.now, self.step = SINCE, timedelta(days=730) / (rows or 1)
        self.balance = 100_000_000
        self.alipay: list[str] = []
        self.wechat: list[str] = []
        self.bank: list[str] = []
        while len(self.alipay) + len(self.wechat) + len(self.bank) < rows:
            self.now += self.step
            self._pay(self.random.randrange(4))

    def _pay(self, way: int) -> None:
        fen, shop = self.random.randrange(100, 30_000), self.random.choice(SHOPS)
        yuan, number = f"{fen // 100}.{fen % 100:02}", f"2024{self.random.randrange(10**20):020}"
        method = CARD if self.random.random() < 0.5 else ""  # noqa: PLR2004 - a half
        if way == 0:
            paid = f"{self.now},餐饮美食,{shop},/,订单{number[-6:]},支出,{yuan},{method or '余额'},交易成功"
            self.alipay.append(f"{paid},{number}\t,M{number}\t,,")
        elif way == 1:
            paid = f"{self.now},商户消费,{shop},订单{number[-6:]},支出,¥{yuan},{method or '零钱'},支付成功"
            self.wechat.append(f"{paid},{number}\t,M{number}\t,/")
        else:
            self._post(-fen if way == 2 else fen, shop, "转账")  # noqa: PLR2004 - the third way of four
            return
        if method:
            through = "支付宝（中国）网络技术有限公司" if way == 0 else "财付通支付科技有限公司"
            self._post(-fen, through, f"快捷支付-{shop}")

    def _post(self, fen: int, who: str, what: str) -> None:
        self.balance += fen
        sign, size = "-" if fen < 0 else "", abs(fen)
        amount, balance = (
            f"{sign}{size // 100}.{size % 100:02}",
            f"{self.balance // 100}.{self.balance % 100:02}",
        )
        self.bank.append(f"{self.now:%Y-%m-%d},CNY,{amount},{balance},{what},{who},{what}")

    def files(self) -> list[tuple[str, bytes]]:
        """The four files, the bank's two with a month in common."""
        cut, shared = len(self.bank) // 2, len(self.bank) // 24
        return [
            ("alipay.csv", "\n".join(["支付宝交易明细", ALIPAY, *self.alipay]).encode("gb18030")),
            ("wechat.csv", "\n".join(["微信支付账单明细", WECHAT, *self.wechat]).encode()),
            (
                "bank-1.csv",
                "\n".join([f"招商银行 卡号:62148888{1234}", BANK, *self.bank[: cut + shared]]).encode(),
            ),
            ("bank-2.csv", "\n".join([f"招商银行 卡号:62148888{1234}", BANK, *self.bank[cut:]]).encode()),
        ]


def timed(folder: Path, rows: int) -> tuple[str, ...]:
    """A line of the table: a household of so many rows, read and put together as `yingmen bills` does."""
    files = Household(rows).files()
    for name, data in files:
        (folder / name).write_bytes(data)
    start = time.perf_counter()
    for name, data in files:
        read_bill(name, data)
    read = time.perf_counter()
    readings, merged = read_bills([folder / name for name, _ in files])
    both = time.perf_counter()
    joined = sum(one.kind == "wallet_and_card" for one in merged.joined)
    counted = sum(len(one.transactions) for one in readings)
    times = (f"{one:.2f}" for one in (read - start, both - read))
    return f"{counted:,}", *times, f"{len(merged.movements):,}", f"{joined:,}"


def main() -> None:
    """Read, merge, print the table."""
    machine = f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores"
    table = Table(title=f"seconds\n{machine}, Python {platform.python_version()}")
    for heading in ("rows", "read alone", "read, merged and classified", "movements", "joined"):
        table.add_column(heading, justify="right")
    with TemporaryDirectory() as folder:
        for rows in SIZES:
            table.add_row(*timed(Path(folder), rows))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
