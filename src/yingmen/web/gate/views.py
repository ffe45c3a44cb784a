"""Lock and unlock, hide, and the passcode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingmen.errors import InputError
from yingmen.web import desk
from yingmen.web.gate import known, middleware, passcode
from yingmen.web.gate.access import UNLOCKED, is_owner, open_to_all, stays_when_hidden

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

_MOST_MINUTES = 60
_SET = "口令设好了。忘了就打不开，请记在别人看不到的地方。"


@stays_when_hidden
@open_to_all
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the passcode; the session gets a new name when it was right."""
    after = _safe(request.POST.get("after") or request.GET.get("after") or "/")
    if request.method == "GET":
        return _asked(request, {"after": after}, 200)
    said, stranger = request.POST.get("passcode", ""), known.is_stranger(request)
    if passcode.is_set() and not (right := passcode.check(said, desk.now(), stranger=stranger)):
        return _asked(request, {"after": after, "wrong": right is not None}, 403)
    request.session.flush()
    rotate_token(request)
    return _come_in(request, HttpResponseRedirect(after))


def _asked(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    waits = passcode.wait(desk.now(), stranger=known.is_stranger(request))
    return render(request, "gate/unlock.html", {**context, "wait": waits}, status=status)


def _come_in(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Mark the session as the owner's, under a name of its own that nobody saw before."""
    request.session.cycle_key()
    request.session[UNLOCKED] = passcode.mark()
    request.session[middleware.SEEN] = request.session[middleware.SINCE] = desk.now().isoformat()
    if passcode.is_set():
        known.remember(answer)
    return answer


def _safe(address: str) -> str:
    """A page of this app, whatever was asked for."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return address if is_ours else "/"


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Ask for the passcode again from now on."""
    request.session.flush()
    desk.forget()
    return redirect("gate:unlock")


@stays_when_hidden
@open_to_all
@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Show a dull page at once; nothing else is shown until the owner comes back."""
    request.session.flush()
    request.session[middleware.HIDDEN] = True
    rotate_token(request)
    desk.forget()
    return redirect("gate:plain")


@stays_when_hidden
@open_to_all
@require_GET
def plain(request: HttpRequest) -> HttpResponse:
    """A page of notes with nothing on it."""
    return render(request, "gate/plain.html", {"has_passcode": passcode.is_set(), "today": desk.now()})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Set, change or take away the passcode, and say after how long to lock."""
    said, wrong = "", ""
    if request.method == "POST":
        try:
            said = _changed(request)
        except InputError as error:
            wrong = f"{error.what}。{error.remedy}"
    context = {
        "said": said,
        "wrong": wrong,
        "has_passcode": passcode.is_set(),
        "minutes": middleware.idle_minutes(),
    }
    answer = render(request, "gate/passcode.html", context, status=400 if wrong else 200)
    return _come_in(request, answer) if said == _SET else answer


def _changed(request: HttpRequest) -> str:
    new = request.POST.get("new", "")
    if request.POST.get("do") == "minutes":
        minutes = request.POST.get("minutes", "")
        if not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:4]) <= _MOST_MINUTES):
            raise InputError("分钟要在 1 到 60 之间", remedy="写一个整数，如 10。")
        middleware.set_idle_minutes(int(minutes))
        return f"{int(minutes)} 分钟不动就锁上。"
    _prove(request)
    if request.POST.get("do") == "remove":
        passcode.remove()
        return "口令去掉了。"
    if new != request.POST.get("again", ""):
        raise InputError("两遍口令不一样", remedy="再输一次。")
    passcode.put(new)
    return _SET


def _prove(request: HttpRequest) -> None:
    """Let nobody change the passcode who does not know it, though the app stands open before them."""
    old, stranger = request.POST.get("old", ""), known.is_stranger(request)
    if not passcode.is_set() or (right := passcode.check(old, desk.now(), stranger=stranger)):
        return
    if right is None:
        waits = passcode.wait(desk.now(), stranger=stranger)
        raise InputError(f"输错太多次了，请等 {waits} 秒再试", remedy="这段时间里输什么都不看。")
    raise InputError("原来的口令不对", remedy="再输一次；错太多次要等一会儿。")


@open_to_all
def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not sent from this app's own page, or has become stale."""
    del reason
    if request.path.startswith("/api/"):
        remedy = f"带上 Cookie {settings.CSRF_COOKIE_NAME} 和同样内容的 X-CSRFToken 再来一次。"
        return JsonResponse({"what": "没有收下：少了 CSRF 令牌", "remedy": remedy}, status=403)
    return render(request, "gate/refused.html", {"known": is_owner(request)}, status=403)
