"""What could not be done, as JSON with its status: never less helpful than the page for the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.db import Error
from django.http import JsonResponse
from ninja.errors import HttpError, ValidationError

from yingmen.errors import CaseError, EntryError, InputError, OutputError, Problem, YingmenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse
    from ninja import NinjaAPI

BAD, ABSENT, CLASH, LARGE, NOT_JSON, WRONG, FULL = 400, 404, 409, 413, 415, 422, 503


def refusal(status: int, what: str, remedy: str, **more: Any) -> JsonResponse:  # noqa: ANN401
    """Say what could not be done and what to do."""
    return JsonResponse({"what": what, "remedy": remedy, **more}, status=status)


def say(api: NinjaAPI) -> None:
    """Let every error that may come be told so."""
    told: dict[type[Exception], Any] = {
        HttpError: _malformed,
        ValidationError: _does_not_fit,
        RequestDataTooBig: _too_large,
        Error: _not_stored,
        YingmenError: _could_not,
    }
    for kind, answer in told.items():
        api.add_exception_handler(kind, answer)


def wrong(problems: Iterable[Problem]) -> JsonResponse:
    """Say everything that is to be put right."""
    slips = [slip(problem) for problem in problems]
    what = f"有 {len(slips)} 处要改，还没有存"
    return refusal(WRONG, what, "照 problems 逐处改好，再来一次。", problems=slips)


def slip(problem: Problem) -> dict[str, str]:
    """One of them."""
    return {
        "path": problem.path,
        "found": problem.found,
        "expected": problem.expected,
        "hint": problem.hint,
    }


def _malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    del request, error
    return refusal(BAD, "送来的读不出来", "写成 UTF-8 的 JSON：键不重复，数字不要长得离谱，也没有 NaN。")


def _does_not_fit(request: HttpRequest, error: Exception) -> HttpResponse:
    del request
    found = error.errors if isinstance(error, ValidationError) else []
    return wrong(_problem(item) for item in found)


def _problem(item: dict[str, Any]) -> Problem:
    said = item.get("ctx", {})
    path = ".".join(str(part) for part in item.get("loc", ())[2:]) or "整个内容"
    expected = str(said.get("expected") or item.get("msg", ""))
    return Problem(path[:200], "不合格式", expected, str(said.get("hint") or ""))


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    del request, error
    return refusal(LARGE, "送来的太大了", "案件只放文字和数字；照片从网页上记。")


def _not_stored(request: HttpRequest, error: Exception) -> HttpResponse:
    del request, error
    return refusal(FULL, "还没有存上", "过一会儿再来一次；磁盘满了就先腾出地方。")


def _could_not(request: HttpRequest, error: Exception) -> HttpResponse:
    del request
    if isinstance(error, CaseError | EntryError):
        return wrong(error.problems)
    if not isinstance(error, YingmenError):
        raise error
    status = WRONG if isinstance(error, InputError) else FULL if isinstance(error, OutputError) else CLASH
    return refusal(status, error.what, error.remedy, where=error.where)
