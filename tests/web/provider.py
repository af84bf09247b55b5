"""An identity provider on loopback: discovery, its page, the token endpoint, its keys. It does what a strict one does.

It keeps what it was asked with, checks the client secret and PKCE, and takes each code once. A test twists what it
answers, or lets it be slow.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "trp", "s3cret of the client"
PAGE = """<!doctype html><html lang="{language}"><title>Provider</title><h1>Provider</h1>
<form method="post" action="/authorize?{asked}"><button name="does" value="yes">{yes}</button>
<button name="does" value="no">{no}</button></form></html>"""
WORDS = {"en": ("Yes, it is me", "Cancel"), "fr": ("Oui, c’est moi", "Annuler")}


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A key pair; made once for all tests."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(name: str) -> dict[str, Any]:
    """The public half of a key, as a provider publishes it."""
    held = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key(name).public_key()))
    return {**held, "kid": name, "use": "sig", "alg": "RS256"}


class Provider:
    """What it says, and what it was asked.

    Attributes:
        subject: Who signs in to it.
        twist: Changes the claims of the next ID tokens; `sign` makes a token of claims.
        told: Changes of the discovery document.
        asked: The parameters of each sign-in, in order.
    """

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.again()

    def again(self) -> None:
        """As at the beginning."""
        self.subject = "a1b2-c3d4"
        self.twist: Callable[[dict[str, Any]], Any] = lambda claims: claims
        self.sign: Callable[[dict[str, Any]], Any] = signed
        self.told: dict[str, Any] = {}
        self.keys: list[dict[str, Any]] = [public("k1"), public("k2")]
        self.slow: float = 0
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.refused: list[str] = []

    def document(self) -> dict[str, Any]:
        of = {name: f"{self.issuer}/{path}" for name, path in (("authorization_endpoint", "authorize"), ("token_endpoint", "token"), ("jwks_uri", "jwks"))}  # fmt: skip
        return {"issuer": self.issuer, **of, "token_endpoint_auth_methods_supported": ["client_secret_post"], **self.told}  # fmt: skip

    def approves(self, asked: dict[str, str]) -> str:
        """Where somebody who signed in here is led back to."""
        self.asked.append(asked)
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str], authorization: str | None) -> tuple[int, Any]:
        """Give tokens for a code, once, to who holds the secret and the verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        if authorization and authorization.startswith("Basic "):
            who = tuple(base64.b64decode(authorization[6:]).decode().split(":", 1))
        else:
            who = (form.get("client_id"), form.get("client_secret"))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        for name, holds in (
            ("code", asked is not None),
            ("client", who == (CLIENT, SECRET)),
            ("verifier", asked is not None and asked.get("code_challenge_method") == "S256"
             and asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()),
            ("redirect_uri", asked is not None and asked["redirect_uri"] == form.get("redirect_uri")),
        ):  # fmt: skip
            if not holds:
                self.refused.append(name)
                return 400, {"error": "invalid_grant"}
        assert asked is not None
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": asked.get("nonce"), "iat": now, "exp": now + 300,
            "auth_time": now, "email": "officer@example.org", "email_verified": True, "preferred_username": "officer",
        }  # fmt: skip
        given = self.sign(self.twist(claims))
        return 200, {
            "access_token": "opaque",
            "token_type": "Bearer",
            **({"id_token": given} if given else {}),
        }


def signed(claims: dict[str, Any], by: str = "k1", **headers: Any) -> str:
    """An ID token, signed by a key of a provider."""
    return jwt.encode(claims, key(by), algorithm="RS256", headers={"kid": by, **headers})


def _handler(provider: Any) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing: a test that fails says enough."""

        def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def json(self, told: Any, status: int = 200) -> None:
            self.answer(status, json.dumps(told).encode(), Content_Type="application/json")

        def do_GET(self) -> None:
            time.sleep(provider.slow)
            at = urlsplit(self.path)
            if at.path == "/.well-known/openid-configuration":
                return self.json(provider.document())
            if at.path == "/jwks":
                return self.json({"keys": provider.keys})
            if at.path == "/authorize":
                language = dict(parse_qsl(at.query)).get("ui_locales", "en")
                yes, no = WORDS[language]
                page = PAGE.format(language=language, asked=at.query.replace("&", "&amp;"), yes=yes, no=no)
                return self.answer(200, page.encode(), Content_Type="text/html; charset=utf-8")
            return self.answer(204 if at.path == "/favicon.ico" else 404)

        def do_POST(self) -> None:
            at = urlsplit(self.path)
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            if at.path == "/moved":
                return self.answer(307, Location=f"{provider.issuer}/token")
            if at.path == "/token":
                status, told = provider.exchange(form, self.headers.get("Authorization"))
                return self.json(told, status)
            asked = dict(parse_qsl(at.query))
            if form.get("does") == "yes":
                return self.answer(302, Location=provider.approves(asked))
            back = urlencode({"error": "access_denied", "state": asked["state"]})
            return self.answer(302, Location=f"{asked['redirect_uri']}?{back}")

    return Handler


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers until the end of the block."""
    found = Provider()
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.server.shutdown()
        found.server.server_close()
        thread.join()
