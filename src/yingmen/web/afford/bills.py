"""Bills of a household: read in memory, shown as they were understood, and only then figures are kept.

Nothing is written before the borrower says so. Between the two pages the figures travel with the form,
signed; the files do not, and are asked for again where they are to be sealed into the record.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from yingmen.errors import BillError, InputError, YingmenError
from yingmen.record import Draft
from yingmen.record.attachment import Upload, text_name
from yingmen.web import desk
from yingmen.web.afford.figures import Figure, figures, with_figures
from yingmen.web.home.context import say
from yingmen.web.plain_words import plainly
from yingmen.web.vault import versions
from yingmen.web.vault.writing import writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from yingmen.afford.bills.model import Reading
    from yingmen.web.afford.figures import Figures
    from yingmen.web.desk import Desk

_SALT, _VALID_SECONDS = "yingmen.afford.bills", 2 * 3600
_WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def bills(request: HttpRequest) -> HttpResponse:
    """Ask for bills; or show what was understood of those that were sent. Nothing is kept."""
    if request.method != "POST":
        return _upload_page(request)
    files = request.FILES.getlist("files")
    if not files:
        return _upload_page(request, [_too_much() if _is_too_much(request) else _none_chosen()])
    readings, problems = _read(files)
    if not readings:
        return _upload_page(request, problems)
    return _preview(request, readings, problems, files)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the chosen figures, and the files as an entry of the record where that was ticked."""
    try:
        sent = signing.loads(request.POST.get("figures", ""), salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature:
        return _upload_page(request, [_too_old()])
    every = [Figure(**{**one, "months": tuple(one["months"])}) for one in sent["every"]]
    chosen = [one for place, one in enumerate(every) if str(place) in request.POST.getlist("keep")]
    try:
        _keep(request, sent, chosen)
    except YingmenError as error:
        context = {
            "figures": request.POST["figures"],
            "rows": _rows(every, chosen),
            "problems": [error],
            "seal": "seal" in request.POST,
            "files": sent["files"],
        }
        return render(request, "afford/keep.html", context, status=_WRONG)
    say(request, _said(chosen, sealed="seal" in request.POST))
    return redirect("afford:answer")


def _keep(request: HttpRequest, sent: dict[str, Any], chosen: list[Figure]) -> None:
    """All of it or nothing."""
    found = desk.desk().file
    if found.pk != sent["file"]:
        raise _too_old()
    with writing():
        if "seal" in request.POST:
            _seal(request.FILES.getlist("files"), sent, found)
        if chosen:
            versions.save(
                found, sent["base"], lambda data: with_figures(data, chosen), "账单算出的收支", desk.now()
            )


def _seal(files: list[UploadedFile[Any]], sent: dict[str, Any], found: Any) -> None:  # noqa: ANN401 - a File
    """Put the very files that were read into the record, once."""
    from yingmen.web.record import desk as book

    if not files or sorted(map(_hash, files)) != sent["hashes"]:
        raise _other_files()
    draft = Draft(
        kind="document",
        text=f"账单 {len(files)} 份，收入和开销是从里面算出来的：{'、'.join(sent['files'])}。",
        by=book.owner_name(found),
        attachments=tuple(map(_upload, files)),
    )
    book.append_once(found, sent["key"], draft, desk.now())


def _upload(item: UploadedFile[Any]) -> Upload:
    def opened() -> BinaryIO:
        item.seek(0)
        stream: BinaryIO = item.file  # type: ignore[assignment]
        return stream

    return Upload(text_name(item.name or ""), opened)


def _hash(item: UploadedFile[Any]) -> str:
    item.seek(0)
    return hashlib.sha256(item.read()).hexdigest()


def _said(chosen: list[Figure], *, sealed: bool) -> str:
    kept = f"已存下 {len(chosen)} 项收入和开销。" if chosen else "没有选要存的数，案件没有改。"
    return kept + ("账单已封进记录。" if sealed else "账单文件没有存。")


def _read(files: Iterable[UploadedFile[Any]]) -> tuple[list[Reading], list[YingmenError]]:
    """Every bill that can be read, and what is wrong with the others; one does not stop the rest."""
    from yingmen.afford.bills import read_bill

    readings: list[Reading] = []
    problems: list[YingmenError] = []
    for name, item in _named(files).items():
        try:
            readings.append(read_bill(name, item.read()))
        except BillError as error:
            problems.append(error)
    return readings, problems


def _named(files: Iterable[UploadedFile[Any]]) -> dict[str, UploadedFile[Any]]:
    """What each file is called, safe to show, no two the same."""
    named: dict[str, UploadedFile[Any]] = {}
    for item in files:
        name = base = text_name(item.name or "")
        number = 1
        while name in named:
            number += 1
            name = f"{base}（{number}）"
        named[name] = item
    return named


def _none_chosen() -> InputError:
    return InputError("还没有选文件", remedy="点“选择文件”，选一个或几个账单，再点“看看读出了什么”。")


def _too_old() -> InputError:
    remedy = "请把账单再选一次；什么都还没有存，也没有丢。"
    return InputError("这一页放得太久了，或者不完整", remedy=remedy)


def _other_files() -> InputError:
    return InputError(
        "要封进记录的文件，还没有再选一次，或者和刚才读的不一样",
        remedy="刚才的文件没有存在这里。请把同样的文件再选一次；不想封，就把那一格的勾去掉。",
    )


def _is_too_much(request: HttpRequest) -> bool:
    size = request.headers.get("Content-Length", "")
    return size.isascii() and size.isdigit() and int(size) > settings.LARGEST_UPLOAD


def _too_much() -> InputError:
    most = settings.LARGEST_UPLOAD // 1024**2
    return InputError(f"这些文件一共超过 {most} MB，太大了", remedy="一次少选几个，或者分几段时间导出。")


def _upload_page(request: HttpRequest, problems: Iterable[YingmenError] = ()) -> HttpResponse:
    found = list(problems)
    return render(request, "afford/bills.html", {"problems": found}, status=_WRONG if found else 200)


def _preview(
    request: HttpRequest,
    readings: list[Reading],
    problems: list[YingmenError],
    files: list[UploadedFile[Any]],
) -> HttpResponse:
    from yingmen.afford.bills.merge import merge
    from yingmen.afford.bills_page import bills_document
    from yingmen.papers.html import fragment

    at, merged = desk.desk(), merge(readings)
    found = figures(at.own, at.on, merged)
    names = list(_named(files))
    context = {
        "html": fragment(plainly(bills_document(readings, merged))),
        "problems": problems,
        "months": found.months,
        "told": found.told,
        "rows": _rows(found.every, [one for one in found.every if one.sure]),
        "files": names,
        "figures": _signed(at, found, names, files),
    }
    return render(request, "afford/preview.html", context)


def _rows(every: Iterable[Figure], chosen: Iterable[Figure]) -> list[dict[str, Any]]:
    picked = list(chosen)
    return [{"place": place, "figure": one, "chosen": one in picked} for place, one in enumerate(every)]


def _signed(at: Desk, found: Figures, names: list[str], files: list[UploadedFile[Any]]) -> str:
    """The figures, for which document they are, from which files; signed, so that no page can change them."""
    sent = {
        "file": at.file.pk,
        "base": at.base,
        "key": secrets.token_urlsafe(18),
        "every": [asdict(one) for one in found.every],
        "files": names,
        "hashes": sorted(map(_hash, files)),
    }
    return signing.dumps(sent, salt=_SALT, compress=True)
