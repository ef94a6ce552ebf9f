"""Writing articles into `content/articles/`, and what can't be used into the quarantine."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import re
import shutil
from collections.abc import Container
from pathlib import Path

from sitegen.core.slug import unique_slug
from sitegen.core.types import AnnotatedArticle, FrontMatter, Imported, Refusal, Source
from sitegen.infra.files import write_atomic
from sitegen.store.front_matter import render
from sitegen.store.read import ARTICLES

VERSION = 3
LONGEST_PART = 180  # bytes of a file's name; most systems take 255, and the reason's suffix comes behind
MAX_COPY = 50_000_000  # bytes of a file that is copied into the quarantine; a larger one is only named there
FULL = (errno.ENOSPC, errno.EDQUOT)


def article_id(key: str, url: str, taken: Container[str]) -> str:
    """A stable name for an article: from its address where it has one, else from its source; longer where taken."""
    for name in (f"url:{url}" if url else "", f"file:{key}", f"file:{key}|url:{url}"):
        if name:
            digest = hashlib.sha256(name.encode()).hexdigest()
            for length in (8, 12, 16):
                if digest[:length] not in taken:
                    return digest[:length]
            if not name.startswith("url:"):
                break
    raise AssertionError(f"no id is left for {key}")


def article_path(title: str, date: dt.date | None, taken: Container[str]) -> str:
    """Where a new article goes below `content/articles/`: `YYYY/MM/<slug>.md`, or `undated/<slug>.md`."""
    folder = f"{date:%Y/%m}" if date else "undated"
    names = _Names(folder, taken)
    return f"{folder}/{unique_slug(title, names)}.md"


class _Names:
    """The slugs that are taken in one folder."""

    def __init__(self, folder: str, taken: Container[str]):
        self._folder, self._taken = folder, taken

    def __contains__(self, name: object) -> bool:
        return f"{self._folder}/{name}.md" in self._taken


def front_matter(
    found: AnnotatedArticle, id_: str, slug_: str, language: str, people: tuple[str, ...], places: tuple[str, ...], story: str = ""
) -> FrontMatter:
    """The head of an article's file; `people` and `places` are named as in the authority files."""
    article = found.article
    file, _, record = article.ref.key.partition("#")
    return FrontMatter(
        id=id_,
        title=article.title,
        subtitle=article.subtitle,
        date=article.date,
        date_inferred=article.inferred,
        modified=article.modified,
        slug=slug_,
        language=article.language or language,
        authors=article.authors,
        corporate_authors=article.corporate_authors,
        section=article.section,
        story=story,
        source=Source(article.site_name, article.url, article.archived, article.retrieved, file, record, article.sha256),
        people=people,
        places=places,
        figures=found.figures,
        tags=article.tags,
        imported=Imported(by=found.engine, extractor=article.extractor, text_sha256=article.text_sha256),
    )


def write_article(content: Path, path: str, meta: FrontMatter, body: str) -> bool:
    """Write an article's file whole; False where it held these bytes already."""
    file = content / ARTICLES / path
    data = render(meta, body)
    if file.exists() and file.read_bytes() == data:
        return False
    write_atomic(file, data)
    return True


def quarantine(site: Path, refusal: Refusal) -> Path:
    """Put the bytes of what can't be used into `quarantine/`, its reason in a text file beside them."""
    target = site / "quarantine" / _safe(refusal.ref.key)
    target.parent.mkdir(parents=True, exist_ok=True)
    reason = f"{refusal.reason}\n"
    try:
        if refusal.data is not None:
            write_atomic(target, refusal.data)
        elif "#" not in refusal.ref.key and refusal.ref.path.stat().st_size <= MAX_COPY:
            shutil.copyfile(refusal.ref.path, target)
        else:
            reason += "Its bytes were not copied; they are in the source.\n"
    except OSError as error:
        if error.errno in FULL:
            raise
        reason += f"Its bytes could not be copied: {error.strerror}\n"
    write_atomic(_reason_file(target), f"{refusal.ref.key}\n{reason}".encode("utf-8", "backslashreplace"))
    return target


def release(site: Path, key: str) -> None:
    """Take a source out of the quarantine that can be used now."""
    target = site / "quarantine" / _safe(key)
    target.unlink(missing_ok=True)
    _reason_file(target).unlink(missing_ok=True)


def _reason_file(target: Path) -> Path:
    return target.with_name(target.name + ".reason.txt")


def _safe(key: str) -> Path:
    """The key as a path that stays inside the quarantine, and whose parts any file system takes."""
    parts = (part for part in re.split(r"[/\\#]", key) if part not in ("", ".", ".."))
    return Path(*(_short(re.sub(r'[<>:"|?*\x00-\x1f]', "_", part)) for part in parts))


def _short(name: str) -> str:
    if len(name.encode("utf-8", "replace")) <= LONGEST_PART:
        return name
    return f"{name[: LONGEST_PART // 4]}~{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"
