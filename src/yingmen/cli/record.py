"""`yingmen record`: what happened, written down and sealed, kept beside the case file."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingmen.cli.chinese import ChineseCommand, ChineseGroup
from yingmen.cli.edges import AsJson, CasePath, described, print_document, print_json, read_case
from yingmen.cli.with_record import found_folder, is_there, record_folder
from yingmen.errors import InputError

if TYPE_CHECKING:
    from yingmen.record import Entry, Journal
    from yingmen.record.index import Sealed

NO = 1
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="类别",
        help="visit 上门、call 电话、message 消息或信件、note 备注、document 文件、payment 还款、"
        "promise 对方答应我的、statement 我的陈述",
    ),
]
Text = Annotated[str, typer.Option("--text", metavar="文字", help="发生了什么：只写看到、听到、做过的")]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="时间", help="什么时候发生的，北京时间，如 2026-03-09T19:30；记不清钟点就只写日期"
    ),
]
By = Annotated[str | None, typer.Option("--by", metavar="姓名", help="谁写的；不写就是案件里的借款人")]
Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", metavar="项目=内容", help="联系的一项事实，如 staff_count=2；可以写多次"),
]
Attached = Annotated[
    list[Path] | None, typer.Option("--attach", metavar="文件", help="附上照片、录音、文件；可以写多次")
]
Corrects = Annotated[int | None, typer.Option("--corrects", metavar="第几条", help="更正以前的哪一条")]
LoanId = Annotated[str | None, typer.Option("--loan", metavar="编号", help="为哪一笔借款，写它的 id")]
Amount = Annotated[str | None, typer.Option("--amount", metavar="金额", help="多少钱（元），如 1200.00")]
Secret = Annotated[
    bool, typer.Option("--passphrase", help="记第一条时给钥匙设口令（会问两遍）；忘了口令就不能再往里记")
]
To = Annotated[Path, typer.Option("--out", metavar="文件夹", help="把包放到这个文件夹里")]
Server = Annotated[
    str | None,
    typer.Option(
        "--timestamp", metavar="网址", help="先向这家时间戳服务盖一个戳（要联网，只送出一串校验值）"
    ),
]
Trusted = Annotated[
    Path | None, typer.Option("--tsa-cert", metavar="文件", help="这家时间戳服务公布的根证书（PEM）")
]
GoOn = Annotated[bool, typer.Option("--yes", help="看过提醒，确认继续")]
KeepIn = Annotated[Path | None, typer.Option("--export", metavar="文件夹", help="删之前先导出一份到这里")]

app = typer.Typer(
    cls=ChineseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="记录：哪天发生了什么，写下来封好，以后改不了；导出的包别人可以核对。",
    epilog="例：yingmen record add 我的案件.toml --kind visit --at 2026-03-09T19:30 --text 来了两个人",
)


@described(
    "记一条：哪天发生了什么，带上照片、录音或文件。",
    "例：yingmen record add 我的案件.toml --kind call --at 2026-03-09T21:40 --text 来电要求当天还清"
    " --fact connected=true --attach 录音.m4a",
)
def add(  # noqa: PLR0913 - what an entry may say
    case: CasePath,
    *,
    kind: Kind,
    text: Text,
    at: At = None,
    by: By = None,
    fact: Facts = None,
    attach: Attached = None,
    corrects: Corrects = None,
    loan: LoanId = None,
    amount: Amount = None,
    passphrase: Secret = False,
    json: AsJson = False,
) -> None:
    """Write one entry down."""
    from yingmen.cli.record_parts import facts_of, loan_of, passphrase_for
    from yingmen.record import Draft, from_path
    from yingmen.record.as_json import entry_json

    journal = _journal(case)
    known = read_case(case) if by is None or loan is not None else None
    draft = Draft(
        kind=kind,
        text=text,
        by=by if by is not None else known.borrower.name if known else "",
        at=at,
        facts=facts_of(fact or []),
        attachments=tuple(from_path(path) for path in attach or []),
        corrects=corrects,
        loan=loan_of(loan, known, str(case)) if known else loan,
        amount=amount,
    )
    entry = journal.append(draft, _now(), passphrase_for(journal, wanted=passphrase))
    if json:
        print_json(entry_json(entry))
        return
    _say_saved(entry, journal, case)


def _say_saved(entry: Entry, journal: Journal, case: Path) -> None:
    """Only now, with the signed head on the disk, is it said to be saved."""
    sys.stdout.write(f"已保存：第 {entry.n} 条，{entry.kind.label}，附件 {len(entry.attachments)} 个。\n")
    if journal.recovered:
        sys.stdout.write(
            f"上次没有记完的内容没有丢，另存在 {journal.recovered}；它不算记录，要的话请重新记一条。\n"
        )
    if entry.n == 1:
        sys.stdout.write(
            f"记录在 {record_folder(case)} 文件夹里，请连同案件文件一起备份。"
            "写下的不能改；写错了，另记一条，用 --corrects 更正。\n"
        )


@described("看记下的每一条。", "例：yingmen record list 我的案件.toml")
def list_(case: CasePath, *, json: AsJson = False) -> None:
    """Show what was written down."""
    from yingmen.record.as_json import entry_json
    from yingmen.record.pages import events_page

    entries = _journal(case).entries()
    if json:
        print_json({"entries": [entry_json(entry) for entry in entries]})
        return
    print_document(events_page(entries, str(record_folder(case))))


@described(
    "核对记录有没有被改过、删过、换过；对不上就说出是第几条，退出码 1。",
    "例：yingmen record verify 我的案件.toml",
)
def verify(case: CasePath, *, json: AsJson = False) -> int:
    """Say whether the record stands as it was sealed."""
    from yingmen.record.as_json import verification_json
    from yingmen.record.pages import verification_page
    from yingmen.record.stamp import stamps

    journal = _journal(case)
    found = journal.verify()
    kept = stamps(found.entries, found.head.key, journal.store) if found.head else ()
    if json:
        print_json(verification_json(found, kept))
    else:
        print_document(verification_page(found, kept, str(record_folder(case))))
    return 0 if found.is_sound and all(item.stamp for item in kept) else NO


@described(
    "导出一个别人能核对的包：记录、附件、目录、核对程序；可以先盖时间戳。",
    "例：yingmen record export 我的案件.toml --out 交给律师",
)
def export(
    case: CasePath, *, out: To, timestamp: Server = None, tsa_cert: Trusted = None, yes: GoOn = False
) -> int:
    """Write the package."""
    from yingmen.record.export import disclosures, sealed

    journal = _journal(case)
    found = sealed(journal)
    if (timestamp is None) != (tsa_cert is None):
        remedy = "--timestamp 和 --tsa-cert 要一起写：没有这家机构的根证书，就不知道戳是不是它盖的。"
        raise InputError("时间戳还缺一样", remedy=remedy)
    told = disclosures(journal.store, found)
    if told and not yes:
        _warn(told)
        return NO
    if timestamp is not None and tsa_cert is not None:
        found = _stamped(journal, found, timestamp, tsa_cert)
    into = _write(case, journal, found, out)
    sys.stdout.write(f"已导出到 {into}\n里面的 README.txt 写着怎样核对；目录是 index.html 和 index.pdf。\n")
    return 0


def _warn(told: tuple[tuple[str, str], ...]) -> None:
    listed = "".join(f"  {name}：{what}\n" for name, what in told)
    sys.stdout.write(
        f"还没有导出。有的附件除了看得见的内容，还带着别的：\n{listed}"
        "记录里的原件不能改，改了就对不上。确认可以连这些一起交给对方，就加上 --yes 再运行。\n"
    )


def _stamped(journal: Journal, found: Sealed, server: str, trusted: Path) -> Sealed:
    """Have the head stamped, keep the stamp in the record, and seal that too."""
    from yingmen.cli.edges import read_bytes
    from yingmen.cli.record_parts import fetched, passphrase_for
    from yingmen.record import stamp
    from yingmen.record.export import sealed

    certificates = read_bytes(trusted)
    signature = bytes.fromhex(found.head.signature)
    passphrase = passphrase_for(journal, wanted=False)
    request = stamp.ask(signature)
    response = fetched(server, request.data)
    said = stamp.read(signature, response, certificates, request.nonce)
    files = stamp.Files(found.head.to_bytes(), request.data, response, certificates)
    entry = journal.append(stamp.draft(files, said, "应门"), _now(), passphrase)
    sys.stdout.write(
        f"已盖时间戳：{said.authority}，第 1 到 {found.head.count} 条；戳存在第 {entry.n} 条。\n"
    )
    return sealed(journal)


def _write(case: Path, journal: Journal, found: Sealed, out: Path) -> Path:
    """Write the package of a record into a folder, under the case's name and the number of entries."""
    from yingmen.cli.record_parts import index_files
    from yingmen.record.export import export as write

    on = _now().date()
    into = out / f"{case.stem}-记录-{found.head.count}"
    write(journal.store, found, index_files(found, case.stem, on), into, on)
    return into


@described(
    "把一份记录全部删掉，先可以导出一份；删了就回不来。",
    "例：yingmen record erase 我的案件.toml --export 留底",
)
def erase(case: CasePath, *, export: KeepIn = None, yes: GoOn = False) -> int:
    """Take a record off the disk."""
    from yingmen.record import erase as remove
    from yingmen.record.export import sealed

    journal = _journal(case)
    if not is_there(record_folder(case)):
        sys.stdout.write("这份案件没有记录，不用删。\n")
        return 0
    before = journal.store.head()
    if export is not None:
        sys.stdout.write(f"已先导出到 {_write(case, journal, sealed(journal), export)}\n")
    if not yes and not _confirmed(case):
        sys.stdout.write("没有删。\n")
        return NO
    if journal.store.head() != before:
        raise InputError("还没有删：刚刚又记下了新的一条", where=str(record_folder(case)), remedy=_ANEW)
    erased = remove(journal.store)
    sys.stdout.write(f"{erased}\n")
    return 0 if erased.is_complete else NO


_ANEW = "看看新记的是什么，再运行一次；要留底的，导出的那份里也就有它了。"


def _confirmed(case: Path) -> bool:
    sys.stdout.write(
        f"要删掉 {record_folder(case)} 里的全部记录和附件，删了就回不来。"
        "想留一份，先按 Ctrl-C，加上 --export 文件夹 再来。\n"
        f"确定要删，请输入案件的名字“{case.stem}”：\n"
    )
    sys.stdout.flush()
    return sys.stdin.readline().strip() == case.stem


def _journal(case: Path) -> Journal:
    """The record beside a case file; one of the two must be there."""
    from yingmen.record import FolderStore, Journal

    folder = found_folder(case)
    if not is_there(case) and not is_there(folder):
        raise InputError("没有这个文件", where=str(case), remedy="核对文件名和所在文件夹。")
    if case.is_dir() and case != folder:
        raise InputError("这是文件夹，不是文件", where=str(case), remedy="写出里面那个文件的名字。")
    return Journal(FolderStore(folder))


def _now() -> datetime:
    """The moment the command is run, in Beijing time: read here at the edge and passed down."""
    from yingmen.record.stamp import BEIJING

    return datetime.now(BEIJING).replace(tzinfo=None, microsecond=0)


for name, command in (
    ("add", add),
    ("list", list_),
    ("verify", verify),
    ("export", export),
    ("erase", erase),
):
    app.command(name, cls=ChineseCommand, help=command.summary, epilog=command.example)(command)
