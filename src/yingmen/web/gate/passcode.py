"""The passcode: kept as a slow hash, throttled, never shown or logged."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

from yingmen.errors import InputError
from yingmen.web.vault.models import Setting
from yingmen.web.vault.writing import writing

SHORTEST, LONGEST = 6, 200
_FREE_TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = 30, 900
_HASH, _THROTTLE, _OF_STRANGERS = "passcode", "throttle", "throttle of strangers"


def is_set() -> bool:
    """Whether the owner set a passcode."""
    return Setting.objects.filter(name=_HASH).exists()


def mark() -> str:
    """What a session that gave the passcode carries: it fits this one alone; empty where none is set."""
    known = Setting.objects.filter(name=_HASH).values_list("value", flat=True).first()
    return salted_hmac("yingmen.passcode", known, algorithm="sha256").hexdigest() if known else ""


def put(text: str) -> None:
    """Set the passcode, or another in its place.

    Raises:
        InputError: it is too short or too long.
    """
    if not SHORTEST <= len(text) <= LONGEST:
        raise InputError(
            f"口令要 {SHORTEST} 位以上", remedy="用您记得住、别人猜不到的，数字、字母、汉字都行。"
        )
    Setting.objects.update_or_create(name=_HASH, defaults={"value": make_password(text)})
    Setting.objects.filter(name__in=(_THROTTLE, _OF_STRANGERS)).delete()


def remove() -> None:
    """Do without a passcode."""
    Setting.objects.filter(name__in=(_HASH, _THROTTLE, _OF_STRANGERS)).delete()


def wait(at: datetime, *, stranger: bool = False) -> int:
    """Seconds until the next try may be made; 0 where it may be made now. Strangers' are counted apart."""
    tries, last = _tries(_count(stranger=stranger))
    if last is None or tries < _FREE_TRIES:
        return 0
    pause: int = min(_FIRST_WAIT * 2 ** min(tries - _FREE_TRIES, 10), _LONGEST_WAIT)
    return min(max(0, int((last - at).total_seconds()) + pause), pause)


def check(text: str, at: datetime, *, stranger: bool = False) -> bool | None:
    """Whether this is the passcode; a wrong one counts, and while one has to wait none is looked at: None.

    The try is counted before the slow hash is worked out, so that many at once are no more than many.
    """
    count = _count(stranger=stranger)
    with writing():
        if wait(at, stranger=stranger) > 0:
            return None
        tries, _ = _tries(count)
        value = f"{tries + 1} {at.isoformat()}"
        Setting.objects.update_or_create(name=count, defaults={"value": value})
    known = Setting.objects.filter(name=_HASH).values_list("value", flat=True).first()
    if known is None or len(text) > LONGEST or not check_password(text, known):
        return False
    Setting.objects.filter(name=count).delete()
    return True


def _count(*, stranger: bool) -> str:
    return _OF_STRANGERS if stranger else _THROTTLE


def _tries(count: str) -> tuple[int, datetime | None]:
    found = Setting.objects.filter(name=count).values_list("value", flat=True).first()
    if found is None:
        return 0, None
    tries, _, last = found.partition(" ")
    return int(tries), datetime.fromisoformat(last)
