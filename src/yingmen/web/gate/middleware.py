"""What every request goes through: who asks, from where, and the headers of every answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from yingmen.web import desk
from yingmen.web.gate import access, passcode
from yingmen.web.gate.access import is_program
from yingmen.web.gate.headers import EVERY, NOT_KEPT, POLICY
from yingmen.web.gate.refusals import FORBIDDEN, TOO_MUCH, told
from yingmen.web.vault.models import Setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    Answer = Callable[[HttpRequest], HttpResponse]

HIDDEN, SEEN, SINCE = "hidden", "seen", "since"
IDLE_MINUTES = 10
_IDLE = "idle_minutes"
MOST_OF_A_STRANGER = 64 * 1024
"""Bytes that may be sent to a view open to all, which asks for a passcode at most."""
_READS, _WITH_A_FILE, _DIGITS = ("GET", "HEAD"), (200, 206, 304), 15
_NOTED_EVERY = timedelta(seconds=15)


def headers(answer: Answer) -> Answer:
    """Set what keeps other sites, other people and the cache out."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        kept = _is_own_file(request) and response.status_code in _WITH_A_FILE
        for name, value in (EVERY if kept else EVERY | NOT_KEPT).items():
            response[name] = value
        if response.get("Content-Disposition", "").startswith("attachment"):
            response["Content-Security-Policy"] = f"{POLICY}; sandbox"
        return response

    return answered


def own_files(answer: Answer) -> Answer:
    """Give the program's own files to its own pages alone: no other site is to learn that it is here."""

    def answered(request: HttpRequest) -> HttpResponse:
        if _is_own_file(request):
            request.get_host()  # refuses a name that only points here
            if _is_foreign(request, is_open=False):
                return HttpResponse(status=403)
        return answer(request)

    return answered


def _is_own_file(request: HttpRequest) -> bool:
    return request.path.startswith(settings.STATIC_URL)


def only_the_owner(answer: Answer) -> Answer:
    """Let nobody but the owner see anything, but for the few views that are open to all."""

    def answered(request: HttpRequest) -> HttpResponse:
        try:
            view = resolve(request.path_info).func
        except Resolver404:
            view = None
        return _refusal(request, view) or answer(request)

    return answered


def _refusal(request: HttpRequest, view: object) -> HttpResponse | None:
    """What is answered instead of the view; None where the view may answer."""
    if not _may_ask(request):
        return _forbidden(
            request, "这里只给本机用", "在开着它的那台电脑上打开；手机要用，在电脑上加 --phone 再开一次。"
        )
    if _is_foreign(request, is_open=access.is_open(view)):
        return _forbidden(request, "这是别的网站送来的，没有收下", "要打开这里，请在浏览器里自己输入网址。")
    if request.session.get(HIDDEN) and not access.stays(view):
        return _hidden(request)
    return _too_much(request) if access.is_open(view) else _stranger(request)


def _too_much(request: HttpRequest) -> HttpResponse | None:
    """What is answered to far more than any page asks of somebody unknown; it is not read."""
    size = request.headers.get("Content-Length", "")
    if not size.isdecimal() or int(size[:_DIGITS]) <= MOST_OF_A_STRANGER:
        return None
    return told(request, "一次送的太大了", "退回去再试一次。这一次的没有收下。", TOO_MUCH)


def _stranger(request: HttpRequest) -> HttpResponse | None:
    """What somebody sees who did not give the passcode; None for the owner."""
    if settings.OPTIONS.phone and not passcode.is_set():
        return _forbidden(request, "还没有设口令，手机先不能用", "在电脑上关掉，再开一次，它会问。")
    if not access.is_owner(request) or _is_idle(request):
        return _locked(request)
    _touched(request)
    return None


def _forbidden(request: HttpRequest, what: str, remedy: str) -> HttpResponse:
    return told(request, what, remedy, FORBIDDEN)


def _may_ask(request: HttpRequest) -> bool:
    """Whether the question comes from this machine, or others were asked in."""
    return settings.OPTIONS.phone or access.is_near(request)


def _is_foreign(request: HttpRequest, *, is_open: bool) -> bool:
    """Whether another site in the same browser asks; following a link to an open page is nobody's harm."""
    origin = request.headers.get("Origin")
    reads = request.method in _READS
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}" and not reads:
        return True
    if request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return False
    follows = (request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest"))
    return not (reads and is_open and follows == ("navigate", "document"))


def _is_idle(request: HttpRequest) -> bool:
    """Whether a passcode was set and nothing was touched for long, or it was given very long ago.

    Then the session ends.
    """
    last, since = request.session.get(SEEN), request.session.get(SINCE)
    if last is None or not passcode.is_set():
        return False
    at, longest = desk.now(), timedelta(seconds=settings.SESSION_COOKIE_AGE)
    is_fresh = at - datetime.fromisoformat(since or last) <= longest
    if is_fresh and at - datetime.fromisoformat(last) <= timedelta(minutes=idle_minutes()):
        return False
    request.session.flush()
    return True


def _touched(request: HttpRequest) -> None:
    """Note that the owner is there, now and then: not every page has to wait for the disk."""
    if not passcode.is_set():  # nothing locks
        return
    last, now = request.session.get(SEEN), desk.now()
    if last is None or not timedelta() <= now - datetime.fromisoformat(last) < _NOTED_EVERY:
        request.session[SEEN] = now.isoformat()


def idle_minutes() -> int:
    """After how many minutes without a touch the app locks."""
    found = Setting.objects.filter(name=_IDLE).values_list("value", flat=True).first()
    return int(found) if found else IDLE_MINUTES


def set_idle_minutes(minutes: int) -> None:
    """Lock after so many minutes, from 1 to 60."""
    Setting.objects.update_or_create(name=_IDLE, defaults={"value": str(min(max(minutes, 1), 60))})


def _hidden(request: HttpRequest) -> HttpResponse:
    return _no_page() if is_program(request) else redirect("gate:plain")


def _locked(request: HttpRequest) -> HttpResponse:
    if is_program(request):
        return _no_page()
    if request.method not in _READS:
        return render(request, "gate/unlock.html", {"after": "/", "lost": True}, status=401)
    return redirect(f"{reverse('gate:unlock')}?{urlencode({'after': request.path})}")


def _no_page() -> HttpResponse:
    return JsonResponse({"what": "锁上了", "remedy": "先在网页上输入口令。"}, status=401)
