"""The addresses for other programs: the case, each step's answer, the record."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Body, NinjaAPI, Query

from yingmen import case as cases
from yingmen import law
from yingmen.errors import Problem
from yingmen.web.api import saving, schema
from yingmen.web.api.reading import StrictParser
from yingmen.web.api.saying import ABSENT, CLASH, refusal, say, wrong
from yingmen.web.desk import Desk, desk, reckoner, the_file
from yingmen.web.record import desk as book
from yingmen.web.vault import versions
from yingmen.web.vault.versions import Overtaken

api = NinjaAPI(
    title="应门",
    version="1",
    description="本机上的别的程序用的：和网页、命令行同一份案件、同一个答案。改动要带 CSRF 令牌。",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    parser=StrictParser(),
)
say(api)
_View = TypeVar("_View", bound=Callable[..., Any])
_REFUSED = dict.fromkeys((401, 403, 405, 409, 422, 503), schema.Refusal) | {405: None}
_SENT = _REFUSED | dict.fromkeys((400, 413, 415), schema.Refusal)


def _get(path: str, answer: type) -> Callable[[_View], _View]:
    return api.get(path, response={200: answer, **_REFUSED}, by_alias=True)


@_get("/case", schema.Kept)
def case(request: HttpRequest) -> HttpResponse:
    """The case as it stands, its number, and what is not complete yet."""
    del request
    return JsonResponse(saving.kept_json(versions.latest(the_file())))


@api.put("/case", response={200: schema.Numbered, **_SENT, 409: schema.Clash}, by_alias=True)
def save(request: HttpRequest, sent: Body[schema.CaseChange]) -> HttpResponse:
    """Keep a case as its next document, unless another was saved meanwhile."""
    del request
    try:
        return JsonResponse({"number": saving.save(the_file(), sent.base, sent.case).number})
    except Overtaken as error:
        return _overtaken(error, mine=cases.to_data(sent.case))


@_get("/case/versions", schema.Versions)
def history(request: HttpRequest) -> HttpResponse:
    """Every document there was, the newest first."""
    del request
    kept = versions.history(the_file())
    listed = [
        {"number": item.number, "saved_at": item.saved_at.isoformat(), "what": item.what} for item in kept
    ]
    return JsonResponse({"versions": listed})


@api.post(
    "/case/undo",
    response={200: schema.Numbered, **_SENT, 404: schema.Refusal, 409: schema.Clash},
    by_alias=True,
)
def undo(request: HttpRequest, sent: Body[schema.Return]) -> HttpResponse:
    """Go back to a document; what came between stays in the history."""
    del request
    file = the_file()
    if versions.version(file, sent.to) is None:
        return refusal(ABSENT, f"没有第 {sent.to} 版", "看看 /api/case/versions 里有哪些。")
    try:
        return JsonResponse({"number": saving.undo(file, sent.to, sent.base).number})
    except Overtaken as error:
        return _overtaken(error)


def _overtaken(error: Overtaken, **mine: Any) -> HttpResponse:  # noqa: ANN401 - any part of a case
    what = "这期间另存过一版，这次的还没有存"
    remedy = "看看 theirs 是什么，合在一起，用它的 number 作 base 再来。"
    return refusal(CLASH, what, remedy, theirs=saving.kept_json(error.theirs), **mine)


@_get("/owe", schema.Owed)
def owe(request: HttpRequest) -> HttpResponse:
    """Step 1: what is owed."""
    from yingmen.owe import reckoning_json

    del request
    return JsonResponse(reckoning_json(desk().reckoning(), law.book()))


@_get("/lawful", schema.Judged)
def lawful(request: HttpRequest) -> HttpResponse:
    """Step 2: each contact judged, and the borrower's own side."""
    from yingmen.lawful import lawful_json, own_side

    del request
    at = desk()
    points = own_side(at.case, at.on, law.book())
    return JsonResponse(lawful_json(at.judgement(), points, at.entries))


@_get("/door", schema.Opened)
def door(request: HttpRequest) -> HttpResponse:
    """Step 3: who is at the door."""
    from yingmen.door import answer, door_json

    del request
    at = desk()
    book = law.book()
    return JsonResponse(
        at.worked_out("door json", lambda: door_json(answer(at.case, at.on, book, reckoner), book))
    )


@_get("/afford", schema.Afforded)
def afford(request: HttpRequest, query: Query[schema.Seen]) -> HttpResponse:
    """Step 4: what can be afforded."""
    from yingmen.afford.as_json import afford_json

    del request
    at, seen = desk(), frozenset(query.seen)
    return _unknown(at, seen) or JsonResponse(afford_json(at.afforded(seen)))


@_get("/answer", schema.Answered)
def answer(request: HttpRequest, query: Query[schema.Seen]) -> HttpResponse:
    """Step 5: the brief, what to say, the letters."""
    from yingmen.answer import answered_json, lines
    from yingmen.web.answer.papers import Answered

    del request
    at, seen = desk(), frozenset(query.seen)
    if (refused := _unknown(at, seen)) is not None:
        return refused
    found = Answered(at, seen)
    spoken = lines(at.case, at.on, law.book(), stance=None, chosen=seen, reckoner=reckoner)
    return JsonResponse(answered_json(found.brief(), spoken, found.letters(), seen))


def _unknown(at: Desk, seen: frozenset[str]) -> HttpResponse | None:
    """Say which loans named are not there."""
    known = {loan.id for loan in at.case.loan}
    expected = "案件里一笔借款的 id"
    problems = [Problem("seen", name[:80], expected) for name in sorted(seen - known)]
    return wrong(problems) if problems else None


@_get("/record", schema.Entries)
def entries(request: HttpRequest) -> HttpResponse:
    """Everything written down, checked against its seals."""
    from yingmen.record.as_json import entry_json

    del request
    journal = book.journal_of(the_file())
    found = journal.entries() if journal.is_begun else ()
    return JsonResponse({"entries": [entry_json(entry) for entry in found]})


@api.post("/record", response={200: schema.Written, **_SENT}, by_alias=True)
def write(request: HttpRequest, sent: Body[schema.Writing]) -> HttpResponse:
    """Write down what happened, once for each key; it is sealed before this is answered."""
    del request
    return JsonResponse({"entry": saving.write(the_file(), sent)})


@_get("/record/verify", schema.Verified)
def verify(request: HttpRequest) -> HttpResponse:
    """Whether the record stands as it was sealed."""
    from yingmen.record.as_json import verification_json
    from yingmen.record.stamp import stamps

    del request
    journal = book.journal_of(the_file())
    found = journal.verify()
    kept = stamps(found.entries, found.head.key, journal.store) if found.head else ()
    return JsonResponse(verification_json(found, kept))
