"""`sitegen serve`: build, serve, watch, build again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import DefaultFilter, watch

from sitegen.build.progress import Progress
from sitegen.config import load
from sitegen.config.schema import SiteConfig
from sitegen.core.problems import Problem, UserError
from sitegen.infra.devserver import DevServer
from sitegen.infra.index import FOLDER
from sitegen.render.site import base_path
from sitegen.render.theme import builtin_themes

DEBOUNCE = 300  # milliseconds: editors write a file in several steps


def serve(site: Path, port: int, build: Callable[[], SiteConfig | None], progress: Progress,
          stop: threading.Event | None = None) -> None:  # fmt: skip
    """Build and serve until interrupted (or until `stop` is set); each change in the site's folder builds again.

    `build` gives the configuration that it built with, or None where it failed.
    """
    config = build() or load.load(site)
    try:
        server = DevServer(site / config.published.folder, base_path(config), port)
    except OSError as error:
        problem = Problem(f"port {port}", f"it can't be served on: {error.strerror}; name another with --port")
        raise UserError(problem) from None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    progress.say(f"serving {server.address} (Ctrl-C ends it)")
    try:
        for _ in _changes(site, config, stop):
            progress.say("changed; building again")
            if build():
                server.changed()
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


def _changes(site: Path, config: SiteConfig, stop: threading.Event | None) -> Iterator[object]:
    folders = [site, *(p for p in (builtin_themes(),) if not p.is_relative_to(site.resolve()))]
    outside = [site / source.path for source in load.sources(config)]
    folders += [path for path in outside if path.exists() and not path.resolve().is_relative_to(site.resolve())]
    yield from watch(*folders, watch_filter=_Filter(site.resolve(), config), debounce=DEBOUNCE, stop_event=stop)


class _Filter(DefaultFilter):
    """Passes over what builds write themselves."""

    def __init__(self, site: Path, config: SiteConfig):
        super().__init__()
        own = (FOLDER, config.published.folder, "quarantine")
        self._own = tuple(f"{site / name}" for name in own)

    def __call__(self, change: object, path: str) -> bool:
        resolved = str(Path(path).resolve())
        if any(resolved == own or resolved.startswith(own + "/") for own in self._own) or resolved.endswith(".part"):
            return False
        return bool(super().__call__(change, path))  # type: ignore[arg-type]
