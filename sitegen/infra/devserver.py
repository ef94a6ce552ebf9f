"""The server of `sitegen serve`: the published files on loopback, and a signal to reload."""

from __future__ import annotations

import sys
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_RELOAD = "/-sitegen/reload"
_SCRIPT = "/-sitegen/reload.js"
_SOURCE = f"""let seen; async function watch() {{ for (;;) {{ try {{
  const answer = await fetch("{_RELOAD}?" + (seen ?? "")); const now = await answer.text();
  if (seen !== undefined && now !== seen) location.reload(); seen = now;
}} catch {{ await new Promise((done) => setTimeout(done, 1000)); }} }} }} watch();"""
POLL = 20.0  # seconds that a browser's question waits for an answer


class DevServer(ThreadingHTTPServer):
    """Serves one folder below the path of the site's address; `changed()` makes open pages load again."""

    daemon_threads = True

    def __init__(self, root: Path, base: str, port: int):
        super().__init__(("127.0.0.1", port), _Handler)
        self.root, self.base = root, base
        self.inject = True
        """Whether pages get the script that reloads them."""
        self.version = 0
        self.turn = threading.Condition()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away while it is answered is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """Where the site is to be seen."""
        return f"http://127.0.0.1:{self.server_address[1]}{self.base}"

    def changed(self) -> None:
        """Tell all open pages."""
        with self.turn:
            self.version += 1
            self.turn.notify_all()


class _Handler(SimpleHTTPRequestHandler):
    server: DevServer

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for builds."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == _SCRIPT:
            self._send(_SOURCE.encode(), "text/javascript")
        elif path == _RELOAD:
            self._wait()
        elif path == "/" and self.server.base != "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self.server.base)
            self.end_headers()
        else:
            self._page(path)

    def _wait(self) -> None:
        seen = urlsplit(self.path).query
        with self.server.turn:
            self.server.turn.wait_for(lambda: str(self.server.version) != seen, timeout=POLL)
            self._send(str(self.server.version).encode(), "text/plain")

    def _page(self, path: str) -> None:
        file = self._file(path)
        if file is None:
            missing = self.server.root / "404.html"
            text = missing.read_bytes() if missing.exists() else b"not found"
            self._send(self._with_script(text), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        elif file.suffix == ".html":
            self._send(self._with_script(file.read_bytes()), "text/html; charset=utf-8")
        else:
            self._send(file.read_bytes(), self.guess_type(str(file)))

    def _file(self, path: str) -> Path | None:
        """The file of an address; None for what is not there or outside the site."""
        if not path.startswith(self.server.base):
            return None
        root = self.server.root.resolve()
        file = (root / unquote(path[len(self.server.base) :])).resolve()
        if file.is_dir():
            file = file / "index.html"
        return file if file.is_file() and file.is_relative_to(root) else None

    def _with_script(self, page: bytes) -> bytes:
        if not self.server.inject:
            return page
        return page.replace(b"</body>", f'<script type="module" src="{_SCRIPT}"></script></body>'.encode(), 1)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)
