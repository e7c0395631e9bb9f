"""Who may use the page: the person who started it, from a browser on this computer.

The address that is opened carries a token that is good once; it is exchanged for a cookie. Every
request must name this computer as its host, and every change must come from the page itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

HOSTS = ("127.0.0.1", "localhost")
TOKEN = "token"  # noqa: S105  the name of a parameter
KEY = "x-meta87-key"
OPENING = "/abrir"  # asked by a second start of the program, which has the key
HELP = "/ayuda"
PUBLIC = "/static/"
_SAFE = {"GET", "HEAD"}
_OWN_SITE = {"same-origin", "none"}  # none: the person typed the address

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

# The documentation site, whose generator writes scripts and styles into its pages.
HELP_POLICY = HEADERS["Content-Security-Policy"].replace(
    "'self';", "'self' 'unsafe-inline' 'unsafe-eval' blob:;", 1
)


class Keys:
    """The secrets of a running page: tokens that are each good once, and the cookie's value."""

    def __init__(self) -> None:
        self.cookie = secrets.token_urlsafe(32)  # held by a browser that was let in
        self.key = secrets.token_urlsafe(32)  # shown by another start of the program
        self.proof = secrets.token_urlsafe(32)  # shown to it in return
        self._tokens: set[str] = set()

    def token(self) -> str:
        """Returns a new token."""
        token = secrets.token_urlsafe(32)
        self._tokens.add(token)
        return token

    def spend(self, token: str) -> bool:
        """Returns whether a token is good; it no longer is afterwards."""
        found = next((each for each in self._tokens if is_same(each, token)), None)
        self._tokens.discard(found or "")
        return found is not None


def is_same(secret: str, other: str) -> bool:
    """Returns whether two secrets are the same, in a time that does not tell how far they are."""
    return secrets.compare_digest(secret.encode(), other.encode())


def _cookie_name(request: Request) -> str:
    """Returns the name of the cookie, another for each port: browsers share cookies among them."""
    return f"meta87-{request.url.port or 80}"


class Access(BaseHTTPMiddleware):
    """Refuses strangers, by a page with a status, and adds headers that keep the page to itself."""

    def __init__(self, app: ASGIApp, keys: Keys, refuse: Callable[[int], Response]) -> None:
        super().__init__(app)
        self._keys = keys
        self._refuse = refuse

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Answers a request."""
        response = self._entry(request) or await call_next(request)
        response.headers.update(HEADERS)
        if request.url.path.startswith(f"{HELP}/"):
            response.headers["Content-Security-Policy"] = HELP_POLICY
        return response

    def _entry(self, request: Request) -> Response | None:
        """Returns the response to a request that goes no further, or None."""
        if request.url.hostname not in HOSTS:
            return self._refuse(400)
        if token := request.query_params.get(TOKEN):
            return self._exchange(request, token)
        if request.url.path.startswith(PUBLIC):
            return None
        return None if self._may(request) else self._refuse(403)

    def _may(self, request: Request) -> bool:
        if request.url.path == OPENING:
            return is_same(request.headers.get(KEY, ""), self._keys.key)
        return self._known(request) and (request.method in _SAFE or _is_own(request))

    def _exchange(self, request: Request, token: str) -> Response:
        place = "/" + request.url.path.lstrip("/")  # on this site, whatever was asked for
        response = RedirectResponse(place, 303)
        if not self._keys.spend(token):
            return response if self._known(request) else self._refuse(403)
        name, cookie = _cookie_name(request), self._keys.cookie
        response.set_cookie(name, cookie, httponly=True, samesite="strict")
        return response

    def _known(self, request: Request) -> bool:
        return is_same(request.cookies.get(_cookie_name(request), ""), self._keys.cookie)


def _is_own(request: Request) -> bool:
    """Returns whether a request that changes something was made by the page itself."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in _OWN_SITE
    origin = request.headers.get("origin", "")
    return origin == f"{request.url.scheme}://{request.url.netloc}"
