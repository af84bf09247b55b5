"""The signed feed of receipts: who signed, when, once; what comes again is answered with the same bytes."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.journal.play import FEE
from tests.journal.truth import faults, tables
from tests.world import World
from trp.api import receipts_feed as feed
from trp.fees.rebuild import rebuild
from trp.journal.keys import read
from trp.journal.verify import verify

pytestmark = pytest.mark.slow

Reply = tuple[int, bytes]


def receipt(number: str = "R-1", cents: int = FEE, **given: Any) -> dict[str, Any]:
    lines = [{"fee": "trp", "quantity": 1, "cents": cents}]
    return {"number": number, "paid_on": "2026-03-02", "method": "online", "lines": lines, **given}


def body(*receipts: dict[str, Any]) -> bytes:
    return json.dumps({"receipts": receipts}).encode()


def signed(delivery: str, octets: bytes, *, ago: int = 0, key: bytes | None = None) -> dict[str, str]:
    timestamp = str(int(time.time()) - ago)
    made = feed.signature(key or read(Path(settings.FEED_KEY_FILE)), timestamp, delivery, octets)
    return {"TRP-Delivery": delivery, "TRP-Timestamp": timestamp, "TRP-Signature": made}


def send(delivery: str, octets: bytes, headers: dict[str, str] | None = None) -> Reply:
    found = Client(headers=headers or signed(delivery, octets)).post(
        "/feed/receipts", octets, content_type="application/json"
    )
    return found.status_code, found.content


@pytest.fixture
def account(world: World) -> World:
    """The account that the feed enters receipts under."""
    from trp.officers.models import Officer

    Officer.objects.create(username="payment.system", name="Feed", roles="payment_system", office_id="PARIS")
    return world


def test_a_delivery_is_entered_and_a_replay_answered_with_the_same_bytes(
    account: World, database: str
) -> None:
    octets = body(receipt(office="PARIS", payer="Zoé"), receipt("R-2"))
    first = send("d-1", octets)
    assert first[0] == 200
    assert json.loads(first[1]) == {"book": "feed d-1", "delivery": "d-1", "lines": [1, 1], "receipts": 2}
    before = tables(database)
    time.sleep(1.1)  # another moment, another signature
    assert send("d-1", octets) == first
    assert tables(database) == before
    known = send("d-2", octets)  # the same receipts in another delivery
    assert known[0] == 200 and json.loads(known[1])["lines"] == []
    assert send("d-2", octets) == known
    assert not faults(database) and not list(rebuild(check=True)) and not list(verify())


def test_another_body_under_the_same_id_is_refused(account: World, database: str) -> None:
    send("d-1", body(receipt()))
    before = tables(database)
    assert send("d-1", body(receipt("R-2")))[0] == 409
    assert tables(database) == before


def test_a_changed_receipt_is_refused_with_both_contents_and_again_alike(
    account: World, database: str
) -> None:
    send("d-1", body(receipt()))
    octets = body(receipt(cents=1), receipt("R-2"))
    status, answer = first = send("d-2", octets)
    [one] = json.loads(answer)["refused"]
    assert status == 409 and one["code"] == "receipt-changed"
    assert "$246.25" in one["en"] and "0,01" in one["fr"]
    assert send("d-2", octets) == first
    held = tables(database)
    assert [row["number"] for row in held["fees_receipt"]] == ["R-1"]
    assert len([row for row in held["journal_securityevent"] if row["codes"] == "receipt-changed"]) == 1
    status, answer = send("d-3", body(receipt("R-3", office="ATLANTIS"), receipt("R-4", paid_on="2099-01-01")))  # fmt: skip
    assert status == 422
    assert [one["code"] for one in json.loads(answer)["refused"]] == ["office-unknown", "day-to-come"]


WRONG: dict[str, tuple[Any, str]] = {
    "no headers at all": (lambda octets: {"TRP-Delivery": ""}, "signature-missing"),
    "no signature": (lambda octets: {**signed("d-1", octets), "TRP-Signature": ""}, "signature-wrong"),
    "another key": (lambda octets: signed("d-1", octets, key=b"x" * 32), "signature-wrong"),
    "another body": (lambda octets: signed("d-1", octets + b" "), "signature-wrong"),
    "another id": (lambda octets: {**signed("d-0", octets), "TRP-Delivery": "d-1"}, "signature-wrong"),
    "another moment": (lambda octets: {**signed("d-1", octets), "TRP-Timestamp": str(int(time.time()) + 9)}, "signature-wrong"),
    "too old": (lambda octets: signed("d-1", octets, ago=301), "signature-stale"),
    "from the future": (lambda octets: signed("d-1", octets, ago=-330), "signature-stale"),
    "a moment that is none": (lambda octets: {**signed("d-1", octets), "TRP-Timestamp": "now"}, "signature-missing"),
    "an id that is none": (lambda octets: signed("d 1", octets), "signature-missing"),
    "a signature that is no text": (lambda octets: {**signed("d-1", octets), "TRP-Signature": "é"}, "signature-wrong"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_signed_writes_one_line_in_the_security_log_and_nothing_else(
    account: World, database: str, name: str
) -> None:
    octets, before = body(receipt()), tables(database)
    headers, why = WRONG[name]
    assert send("d-1", octets, headers(octets)) == (401, b'{"error":"not-signed"}')
    after = tables(database)
    assert {table for table in after if after[table] != before[table]} == {"journal_securityevent"}
    [logged] = after["journal_securityevent"]
    assert (logged["act"], logged["codes"], logged["officer"]) == ("ReceiptsFeed", why, "")


@pytest.mark.parametrize(
    "octets",
    [
        b"", b"{", b"[]", b"{}", b'{"receipts": 1}', b'{"receipts": [1]}', b'{"receipts": [{}]}', b"\xff\xfe",
        body({**receipt(), "colour": "red"}), body({**receipt(), "number": 1}), body({**receipt(), "lines": [{"fee": "trp"}]}),
        body({**receipt(), "lines": [{"fee": 1, "quantity": 1, "cents": 1}]}), b'{"receipts":' + b"[" * 5_000,
        body({**receipt(), "lines": 3}),
    ],
)  # fmt: skip
def test_what_is_no_list_of_receipts_is_said_and_nothing_written(
    account: World, database: str, octets: bytes
) -> None:
    before = tables(database)
    assert send("d-1", octets)[0] == 400
    assert tables(database) == before


def test_other_ways_to_ask(account: World) -> None:
    assert Client().get("/feed/receipts").status_code == 405
    assert Client().post("/feed/receipts", b"x" * (feed.MOST + 1), content_type="a/b").status_code == 413


def test_without_its_account_the_feed_is_shut(world: World, database: str) -> None:
    before = tables(database)
    assert send("d-1", body(receipt()))[0] == 503
    assert tables(database) == before


# A real server ------------------------------------------------------------------------------------------

_SERVER = """
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from trp.site.wsgi import application
class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
class Handler(WSGIRequestHandler):
    def log_message(self, *said): pass
make_server("127.0.0.1", int(sys.argv[1]), application, Server, Handler).serve_forever()
"""


@pytest.fixture
def server(account: World, database: str) -> Iterator[int]:
    """The service in a process of its own; gives its port."""
    connection.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(port)],
        env={**os.environ, "DATABASE_URL": database, "SECRET_KEY": "a key of this test alone"},
    )
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield port
    running.kill()
    running.wait()


def post(port: int, delivery: str, octets: bytes) -> Reply:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("POST", "/feed/receipts", octets, {**signed(delivery, octets), "Content-Type": "application/json"})  # fmt: skip
    answer = line.getresponse()
    found = answer.status, answer.read()
    line.close()
    return found


@pytest.mark.slow
def test_the_same_delivery_from_eight_at_once_is_one_delivery(server: int, database: str) -> None:
    read(Path(settings.FEED_KEY_FILE))
    with ThreadPoolExecutor(8) as many:
        for n in range(10):
            octets = body(receipt(f"R-{n}"))
            replies = list(many.map(lambda _, n=n, octets=octets: post(server, f"d-{n}", octets), range(8)))
            assert {status for status, _ in replies} <= {200, 503}
            assert len({answer for status, answer in replies if status == 200}) == 1
            assert post(server, f"d-{n}", octets) in replies
    assert len(tables(database)["fees_receipt"]) == 10
    assert not faults(database)
