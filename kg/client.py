"""How a SPARQL 1.1 server is asked and updated over HTTP, and what it means when it does not do it.

requests does the work: spaCy brings it anyway, and it answers a server that wants a digest instead of a password. What
a user has to say beside the URL stands in the environment, so that no password stands in a command:

    POLICY_KG_USER, POLICY_KG_PASSWORD   a name and password (Basic, or Digest where the server asks for it)
    POLICY_KG_TOKEN                      a token instead (Bearer)
    POLICY_KG_UPDATE_URL                 where updates go, if not where `update_url` expects it
    POLICY_KG_TIMEOUT                    for how many seconds the server may be silent
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlencode, urlsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg.errors import QueryError, StoreError

#: For how many seconds a server may be silent, where the environment does not say.
TIMEOUT = 300.0

#: JSON comes first: XML cannot hold the control characters that texts have.
_TABLES = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
_GRAPHS = "application/n-triples, text/turtle;q=0.9"
#: A query for a graph. Virtuoso gives it as a table to whoever takes tables as well.
_GRAPH_WANTED = re.compile(
    r"(?:\s++|#.*+|BASE\s*<[^>]*>|PREFIX\s*[^\s:]*:\s*<[^>]*>)*+(?:CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)
_LONGEST_MESSAGE = 300
_TAG = re.compile(r"<(?:style|title)\b.*?</(?:style|title)>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


class Refused(StoreError):  # noqa: N818 - it says what is the case
    """The server understood who asks and does not take an update; it may take a shorter one."""


class Client:
    """A connection to the server at `url`, an address of queries. Raises `StoreError` for a URL with a password."""

    def __init__(self, url: str) -> None:
        self.url = _checked(url)
        self.update_url = _checked(os.environ.get("POLICY_KG_UPDATE_URL") or update_url(url))
        self._timeout = _timeout(url)
        self._session = requests.Session()
        self._session.auth = _credentials()

    def close(self) -> None:
        """Ends the connection."""
        self._session.close()

    def query(self, sparql: str, dataset: Iterable[tuple[str, str]] = ()) -> requests.Response:
        """The whole answer to a query; `dataset` are further parameters of the protocol. Raises `QueryError` where the
        server does not run the query or cuts the answer, and `StoreError` where it cannot be asked."""
        fields = [("query", sparql.encode("utf-8", "replace")), *dataset]
        # As a form, because Virtuoso 7 never answers a query that is posted by itself.
        accept = _GRAPHS if _GRAPH_WANTED.match(sparql) else _TABLES
        answer = self._post(self.url, urlencode(fields), "application/x-www-form-urlencoded", accept)
        if answer.status_code in (404, 405, 410):
            raise StoreError(self.url, f"no SPARQL endpoint is here (HTTP {answer.status_code})")
        if not answer.ok:
            raise QueryError(
                f"the query cannot be run: {self.url} says (HTTP {answer.status_code}): {_message(answer)}"
            )
        if limit := answer.headers.get("X-SPARQL-MaxRows"):
            raise QueryError(
                f"the query cannot be run: {self.url} gives no more than {limit} rows and has more; "
                "raise its limit (ResultSetMaxRows in virtuoso.ini) or ask for less"
            )
        return answer

    def update(self, sparql: str) -> None:
        """Runs an update. Raises `Refused` where the server does not take it, and `StoreError` where it cannot be
        asked."""
        body = sparql.encode("utf-8", "replace")
        answer = self._post(self.update_url, body, "application/sparql-update", "*/*")
        if not answer.ok:
            raise Refused(
                self.update_url,
                f"the server does not take the update (HTTP {answer.status_code}): {_message(answer)} - "
                "is it read-only, or do updates go to another URL? Name that in POLICY_KG_UPDATE_URL",
            )

    def _post(self, url: str, body: str | bytes, kind: str, accept: str) -> requests.Response:
        headers = {"Content-Type": kind, "Accept": accept}
        try:
            answer = self._sent(url, body, headers)
            if answer.status_code == 401 and isinstance(self._session.auth, HTTPBasicAuth):
                # Virtuoso does not say that it wants a digest where it is sent a password.
                self._session.auth = HTTPDigestAuth(*_login())
                answer = self._sent(url, body, headers)
        except requests.Timeout as error:
            raise StoreError(
                url,
                f"no answer within {self._timeout:g} seconds; try again, or set POLICY_KG_TIMEOUT to more",
            ) from error
        except (requests.RequestException, UnicodeError) as error:
            raise StoreError(url, f"the server cannot be reached or breaks off ({_cause(error)})") from error
        if answer.status_code in (401, 403):
            raise StoreError(
                url,
                f"the server does not let you in (HTTP {answer.status_code}: {_message(answer)}); "
                "set POLICY_KG_USER and POLICY_KG_PASSWORD, or POLICY_KG_TOKEN, to credentials that it takes",
            )
        if answer.is_redirect:
            raise StoreError(
                url, f"the server has moved; give the URL that it names: {answer.headers['Location']}"
            )
        return answer

    def _sent(self, url: str, body: str | bytes, headers: dict[str, str]) -> requests.Response:
        # A redirected POST would become a GET, and an update be lost.
        return self._session.post(
            url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False
        )


def update_url(url: str) -> str:
    """Where the server that answers queries at `url` takes updates, by the customs of servers: beside …/query at
    …/update (Oxigraph, Fuseki, Stardog), beneath …/repositories/NAME at …/statements (RDF4J, GraphDB), elsewhere at
    the same place (Virtuoso, QLever, Blazegraph, a dataset of Fuseki)."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    above, _, last = path.rpartition("/")
    if last == "query":
        path = f"{above}/update"
    elif above.endswith("/repositories"):
        path = f"{path}/statements"
    else:
        return url
    return parts._replace(path=path).geturl()


def media_type(answer: requests.Response) -> str:
    """The type of an answer without its parameters."""
    return answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class _Bearer(AuthBase):
    """Sends a token. As an object of requests, so that no ~/.netrc takes its place."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def _credentials() -> AuthBase | None:
    if token := os.environ.get("POLICY_KG_TOKEN"):
        return _Bearer(token)
    if any(login := _login()):
        return HTTPBasicAuth(*(part.encode() for part in login))
    return None


def _login() -> tuple[str, str]:
    return os.environ.get("POLICY_KG_USER", ""), os.environ.get("POLICY_KG_PASSWORD", "")


def _checked(url: str) -> str:
    """A URL without a password, which would be printed with it."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise StoreError(url, f"this is no URL ({error})") from error
    if "@" in parts.netloc:
        raise StoreError(
            parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(),
            "no name or password in a URL, please: set POLICY_KG_USER and POLICY_KG_PASSWORD",
        )
    return url


def _timeout(url: str) -> float:
    given = os.environ.get("POLICY_KG_TIMEOUT", "")
    try:
        seconds = float(given) if given else TIMEOUT
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise StoreError(url, f"POLICY_KG_TIMEOUT is a number of seconds, not {given!r}")
    return seconds


def _message(answer: requests.Response) -> str:
    """What the server says, as the beginning of one paragraph; of a page only its words."""
    said = answer.content.decode("utf-8", "replace")
    if "html" in media_type(answer):
        said = unescape(_TAG.sub(" ", said))
    said = _BLANKS.sub(" ", said).partition(" SPARQL query: ")[0].strip()  # Virtuoso repeats the query
    said = said or answer.reason or "nothing"
    return said if len(said) <= _LONGEST_MESSAGE else said[:_LONGEST_MESSAGE] + "…"


def _cause(error: BaseException) -> str:
    """The innermost reason: requests wraps it several times, with addresses of objects in memory."""
    while error.__context__ is not None:
        error = error.__context__
    return f"{type(error).__name__}: {getattr(error, 'strerror', None) or error}"
