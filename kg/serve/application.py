"""The web application: which address answers what, and what the headers say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg import query
from kg.serve import formats, pages, protocol
from kg.serve.answering import Reply, refusal
from kg.serve.description import description
from kg.serve.protocol import Refused
from kg.serve.workers import Workers

#: Bytes of a body, of an address and of all headers, beyond which a request is refused.
BODY = 1 << 20
ADDRESS = 64 << 10
HEADERS = 64 << 10
#: Bytes of a result that are held in memory at a time.
_CHUNK = 64 << 10

_ASSETS = Path(__file__).parent / "assets"
#: What a browser may do with the query page, with the pages made of the store (which bring a policy of their own), and
#: with anything else.
_QUERY_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def application(workers: Workers) -> Starlette:
    """The application that answers by `workers`."""

    async def sparql(request: Request) -> Response:
        accept = ", ".join(request.headers.getlist("accept"))
        if request.method == "POST":
            body = await _body(request)
            question = protocol.by_post(request.headers.get("content-type", ""), request.url.query, body)
        else:
            asked = protocol.by_get(request.url.query)
            if asked is None:
                return _described(request, accept)
            question = asked
        return _sent(await workers.answer(question, accept, request.is_disconnected))

    async def named(request: Request) -> Response:
        name, given = request.path_params["name"], dict(request.query_params)
        return _sent(await workers.named(name, given, request.is_disconnected))

    async def page(request: Request) -> Response:
        name, given = request.path_params["name"], dict(request.query_params)
        if name not in pages.PAGES:
            raise HTTPException(404)
        return _sent(await workers.page(name, given, request.is_disconnected))

    return Starlette(
        routes=[
            Route("/", _query_page),
            Route("/sparql", sparql, methods=["GET", "POST"]),
            Route("/queries", _queries),
            Route("/queries/{name}", named),
            Mount("/assets", StaticFiles(directory=_ASSETS)),
            Route("/{name}", page),
        ],
        middleware=[
            Middleware(_Fences),
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"]
            ),
        ],
        exception_handlers={Refused: _refused, ClientDisconnect: _gone},
    )


async def _query_page(_: Request) -> Response:
    return FileResponse(_ASSETS / "query.html")


async def _queries(_: Request) -> Response:
    """The named queries, as the query page offers them."""
    return JSONResponse([asdict(named) for named in query.queries().values()])


def _described(request: Request, accept: str) -> Response:
    """The description of the endpoint; a browser is sent to the query page."""
    if formats.likes(accept, "text/html"):
        return RedirectResponse("/", 303, {"Vary": "Accept"})
    form = formats.best(accept, formats.GRAPHS)
    if form is None:
        raise Refused(406, f"the description can be had as: {', '.join(f.names[0] for f in formats.GRAPHS)}")
    content = description(str(request.url.replace(query="")), form)
    return Response(content, headers={"Content-Type": form.content_type, "Vary": "Accept"})


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY:
            raise Refused(413, f"the body is longer than {BODY:,} bytes")
    return bytes(body)


def _sent(reply: Reply) -> Response:
    headers = {"Content-Type": reply.content_type, "Vary": "Accept", "Cache-Control": "no-cache"}
    if isinstance(reply.body, str):
        return Response(reply.body, reply.status, headers)
    headers["Content-Length"] = str(reply.body.stat().st_size)
    return StreamingResponse(_read(reply.body), reply.status, headers)


def _read(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    finally:
        path.unlink()


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _sent(refusal(error.status, str(error)))


async def _gone(_: Request, __: Exception) -> Response:
    return _sent(refusal(499, "the client is gone"))


class _Fences:
    """Refuses requests that are too long, and adds to every answer what keeps a browser from running it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                html = headers.get(b"content-type", b"").startswith(b"text/html")
                page = _QUERY_PAGE_POLICY if scope["path"] == "/" else _PAGE_POLICY
                policy = page if html else _POLICY
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", policy.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        app: ASGIApp = self._app
        if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS:
            app = _sent(refusal(414, f"the address is longer than {ADDRESS:,} bytes; send the query by POST"))
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS:
            app = _sent(refusal(431, f"the headers are longer than {HEADERS:,} bytes"))
        await app(scope, receive, fenced)
