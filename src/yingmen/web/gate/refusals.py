"""What is said to a request that no page can answer: to a wrong name, too large, garbled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from yingmen.web.gate.access import is_program, open_to_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

BAD, FORBIDDEN, NOT_THIS_WAY, TOO_MUCH = 400, 403, 405, 413
_AGAIN = "退回去再试一次；还是这样，关掉这一页，从第一页重新进来。"
_SAID: dict[type[Exception], tuple[str, str]] = {
    DisallowedHost: (
        "这个地址打不开",
        "用打开程序时窗口里写的网址打开；手机扫窗口里的二维码。电脑换了 Wi-Fi，就关掉程序重新打开。",
    ),
    TooManyFilesSent: ("一次选的文件太多了", "一次最多 60 个，分几次送。这一次的没有收下，文件还在您那里。"),
    TooManyFieldsSent: ("一次填的太多了", "分几次存。这一次的没有存，退回去，写的还在页面上。"),
    RequestDataTooBig: (
        "一次写的太长了",
        "文字分几次存，照片、文件另外选。这一次的没有存，退回去，写的还在页面上。",
    ),
    MultiPartParserError: ("送来的不完整", "可能是中途断了。这一次的没有收下，退回去再交一次。"),
}


@open_to_all
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say in plain words why a request was not taken, and what to do; no case is shown."""
    kinds = (said for kind, said in _SAID.items() if isinstance(exception, kind))
    what, remedy = next(kinds, ("没有看懂，没有收下", _AGAIN))
    return told(request, what, remedy, BAD)


def told(request: HttpRequest, what: str, remedy: str, status: int) -> HttpResponse:
    """A refusal as a page, or as JSON to a program."""
    if is_program(request):
        return JsonResponse({"what": what, "remedy": remedy}, status=status)
    context = {"what": what, "remedy": remedy, "can_go": status == NOT_THIS_WAY}
    return render(request, "gate/turned_away.html", context, status=status)


def in_words(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give a page to whoever comes to an address that only takes what a form sends, or only shows."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code != NOT_THIS_WAY or response.streaming or response.content:
            return response
        shown = told(request, "这一页不能这样打开", "从第一页点进来就行。什么都没有改。", NOT_THIS_WAY)
        if "Allow" in response:
            shown["Allow"] = response["Allow"]
        return shown

    return answered
