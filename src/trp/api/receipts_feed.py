"""The feed of receipts: the payment system delivers them to one address, signed.

    POST /feed/receipts
    TRP-Delivery: the id of the delivery      TRP-Timestamp: seconds since 1970, UTC
    TRP-Signature: HMAC-SHA256, in hex, of "timestamp.delivery.body" under the shared key

A delivery is entered in whole or refused in whole, with every reason in both languages. The id is its key: sent
again, it is answered with the very same bytes, whenever that is; another body under the same id is refused. What is
not signed, or signed more than five minutes ago, leaves one line in the security log and nothing else.
"""

from __future__ import annotations

import hmac
import json
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from trp.casework.blockers import Blocker
from trp.casework.registers.receipts import ReceiveBatch, Row
from trp.desk.may import PUBLIC, may
from trp.journal.asked import Busy, Done, OtherRequest, Refused
from trp.journal.demo import demo
from trp.journal.entering import enter
from trp.journal.keys import read
from trp.journal.reading import UnknownOfficer
from trp.journal.security import turned_away
from trp.officers.models import Officer

WINDOW = 300  # seconds
MOST = 1_000_000  # octets of a body
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_OTTAWA = ZoneInfo("America/Toronto")
_FIELDS = {"number", "paid_on", "method", "office", "payer", "lines"}
_LINE = {"fee", "quantity", "cents"}


class Malformed(ValueError):
    """A body that is not a list of receipts."""


@csrf_exempt
@may(*PUBLIC)
def receipts_feed(request: HttpRequest) -> HttpResponse:
    """One delivery."""
    if request.method != "POST":
        return _answer(405, {"error": "post-only"}, Allow="POST")
    if int(request.headers.get("Content-Length") or 0) > MOST:
        return _answer(413, {"error": "too-large"})
    now, body = datetime.now(UTC), request.body
    delivery = request.headers.get("TRP-Delivery", "")
    if why := _unsigned(request, delivery, body, now):
        turned_away("ReceiptsFeed", why, at=now)
        return _answer(401, {"error": "not-signed"})  # not which part of it is wrong
    try:
        rows = rows_of(body)
    except Malformed as wrong:
        return _answer(400, {"error": "malformed", "says": str(wrong)})
    return _entered(delivery, rows, now)


def signature(key: bytes, timestamp: str, delivery: str, body: bytes) -> str:
    """What a delivery is signed with."""
    return hmac.new(key, f"{timestamp}.{delivery}.".encode() + body, sha256).hexdigest()


def _unsigned(request: HttpRequest, delivery: str, body: bytes, now: datetime) -> str:
    """Why a delivery is not let in; empty if it is signed, and in time."""
    timestamp, given = request.headers.get("TRP-Timestamp", ""), request.headers.get("TRP-Signature", "")
    if not (_ID.fullmatch(delivery) and re.fullmatch("[0-9]{1,12}", timestamp)):
        return "signature-missing"
    right = signature(_key(Path(settings.FEED_KEY_FILE)), timestamp, delivery, body)
    if not hmac.compare_digest(right.encode(), given.encode()):
        return "signature-wrong"
    return "signature-stale" if abs(now.timestamp() - int(timestamp)) > WINDOW else ""


@lru_cache(maxsize=2)
def _key(path: Path) -> bytes:
    return read(path)


def rows_of(body: bytes) -> tuple[Row, ...]:
    """The receipts of a body, as rows of a batch.

    Raises:
        Malformed: It is no JSON, or has other fields than those of a receipt.
    """
    try:
        held = json.loads(body)
        if set(held) != {"receipts"} or not isinstance(held["receipts"], list):
            raise Malformed('give {"receipts": […]} alone')
        return tuple(_row(one) for one in held["receipts"])
    except (ValueError, TypeError, RecursionError) as wrong:
        raise wrong if isinstance(wrong, Malformed) else Malformed("this is no JSON of that form") from None


def _row(one: Any) -> Row:
    if set(one) - _FIELDS or not {"number", "paid_on", "lines"} <= set(one):
        raise Malformed(f"a receipt has the fields {', '.join(sorted(_FIELDS))}")
    texts = (one["number"], one["paid_on"], one.get("method", "online"), one.get("payer", ""))
    office = one.get("office")
    if not all(isinstance(text, str) for text in texts) or not (office is None or isinstance(office, str)):
        raise Malformed("number, paid_on, method, office and payer are texts")
    for line in one["lines"]:
        if set(line) != _LINE or not isinstance(line["fee"], str):
            raise Malformed(f"a line has the fields {', '.join(sorted(_LINE))}")
    number, paid_on, method, payer = texts
    lines = sorted([line["fee"], line["quantity"], line["cents"]] for line in one["lines"])
    return [number, paid_on, method, office, payer, lines]


def _entered(delivery: str, rows: tuple[Row, ...], now: datetime) -> HttpResponse:
    officer = Officer.objects.filter(username=settings.FEED_OFFICER).first()
    entry = ReceiveBatch(source=f"feed {delivery}", rows=rows)
    try:
        if officer is None:
            raise UnknownOfficer
        done = enter(entry, officer.id, at=now, on=_today(now), key=f"feed {delivery}")
    except Refused as stopped:
        return _refused(delivery, stopped.blockers)
    except OtherRequest:
        return _answer(409, {"delivery": delivery, "error": "another-body"})
    except UnknownOfficer:
        return _answer(503, {"error": "no-account"})
    except Busy:
        return _answer(503, {"error": "busy"}, **{"Retry-After": "5"})
    return _done(delivery, done, len(rows))


def _done(delivery: str, done: Done, count: int) -> HttpResponse:
    """Made of nothing but what is kept under the key, so that a replay is answered alike."""
    lines = [done.first, done.last] if done.last >= done.first else []
    return _answer(200, {"book": done.number, "delivery": delivery, "lines": lines, "receipts": count})


def _refused(delivery: str, found: tuple[Blocker, ...]) -> HttpResponse:
    changed = any(one.code == "receipt-changed" for one in found)
    told = [{"code": one.code, "en": one.says.en, "fr": one.says.fr} for one in found]
    return _answer(409 if changed else 422, {"delivery": delivery, "refused": told})


def _answer(status: int, held: dict[str, Any], **headers: str) -> HttpResponse:
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json", headers=headers)


def _today(now: datetime) -> date:
    """The day at headquarters; in a demo, that of its own clock."""
    held = demo()
    return held.day if held is not None else now.astimezone(_OTTAWA).date()
