"""An article's file: YAML front matter and Markdown, read typed and written in one fixed form."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import Any

import yaml

from sitegen.core import typed_yaml
from sitegen.core.problems import Problem
from sitegen.core.slug import slug
from sitegen.core.types import FrontMatter, StoredArticle

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.S)
_DIGEST_LINE = re.compile(rb"^(  digest: )'?([0-9a-f]{16})'?$", re.M)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as read, or what is wrong with it."""

    article: StoredArticle | None
    problems: tuple[Problem, ...] = ()


def parse(data: bytes, path: str, shown: str) -> Parsed:
    """Read an article's file. `path` is its place below `content/articles/`, `shown` its name in messages."""
    try:
        head, body = split(data)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Parsed(None, (Problem(shown, "the file is not UTF-8 text; save it in that encoding", line),))
    if not head:
        message = "the file has no front matter; begin it with '---', lines such as 'title: …', and '---' again"
        return Parsed(None, (Problem(shown, message, 1),))
    loaded = typed_yaml.load(head, FrontMatter, shown, first_line=2)
    if loaded.value is None:
        return Parsed(None, loaded.problems)
    if problems := _check(loaded.value, shown):
        return Parsed(None, problems)
    return Parsed(StoredArticle(path, loaded.value, body, file_digest(data)))


def file_digest(data: bytes) -> str:
    """Of a file's bytes: where it is the same, so is the article."""
    return hashlib.sha256(data).hexdigest()


def split(data: bytes) -> tuple[str, str]:
    """(front matter, body) of a file; the first is empty where the file has none. Raises `UnicodeDecodeError`."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    head = _HEAD.match(text)
    return (head[1] if head else ""), text[head.end() if head else 0 :].strip("\n") + "\n"


def _check(meta: FrontMatter, shown: str) -> tuple[Problem, ...]:
    """What the types can't say."""
    found = []
    if not re.fullmatch(r"[\w-]{1,64}", meta.id):
        found.append(Problem(shown, f"id '{meta.id}' may have letters, digits, '-' and '_' only", 2))
    if not meta.title.strip():
        found.append(Problem(shown, "the title is empty; write one", 2))
    if meta.slug and slug(meta.slug) != meta.slug:
        found.append(Problem(shown, f"slug '{meta.slug}' can't be a name in an address; write '{slug(meta.slug)}'", 2))
    for alias in meta.aliases:
        if not re.fullmatch(r"/?[\w./%~-]+", alias) or ".." in alias:
            found.append(Problem(shown, f"alias '{alias}' is no address on this site; write it like '/2012/old-name/'", 2))
    for figure in meta.figures:
        if figure.as_of and not _is_date(figure.as_of):
            found.append(Problem(shown, f"as_of '{figure.as_of}' is no date; write it like 2022-03-02, 2022-03 or 2022", 2))
    return tuple(found)


def _is_date(iso: str) -> bool:
    """Whether a text is a day, a month or a year in ISO form."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", iso):
        return False
    try:
        dt.date.fromisoformat(f"{iso}-01-01"[:10] if len(iso) == 4 else f"{iso}-01"[:10] if len(iso) == 7 else iso)
    except ValueError:
        return False
    return True


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # chosen when it runs
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def number_text(value: float) -> str:
    """A number as people write it: no point where it is whole."""
    return str(_number(value))


def _bare(iso: str) -> dt.date | int | str:
    """A date or year in the form that YAML writes without quotation marks."""
    return int(iso) if len(iso) == 4 else dt.date.fromisoformat(iso) if len(iso) == 10 else iso


def _number(value: float) -> float | int:
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def dump_yaml(value: Any) -> str:
    """YAML with keys in the given order, readable characters, and long text left on one line."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000)
    return text


def render(meta: FrontMatter, body: str) -> bytes:
    """The file's bytes. `imported.digest` is set to the digest of the file itself (with that value empty)."""
    meta = dataclasses.replace(meta, imported=dataclasses.replace(meta.imported, digest="0" * 16))
    data = f"---\n{dump_yaml(plain(meta))}---\n\n{body}".encode()
    return _DIGEST_LINE.sub(rb"\g<1>'" + own_digest(data).encode() + b"'", data, count=1)


def own_digest(data: bytes) -> str:
    """Digest of an imported file, whatever digest stands in it."""
    return hashlib.sha256(_DIGEST_LINE.sub(rb"\g<1>", data.replace(b"\r\n", b"\n"), count=1)).hexdigest()[:16]


def is_untouched(article: StoredArticle, data: bytes) -> bool:
    """Whether the file is still as the import wrote it."""
    return bool(article.meta.imported.digest) and own_digest(data) == article.meta.imported.digest


def plain(record: Any) -> Any:
    """A record as YAML values, without what is empty; a date stays a date, a whole number is written as one."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        pairs = [(each.name.rstrip("_"), plain(getattr(record, each.name))) for each in dataclasses.fields(record)]
        pairs = [(name, _bare(value) if name == "as_of" and value else value) for name, value in pairs]
        return {name: value for name, value in pairs if value not in (None, "", [], {}) and value is not False}
    if isinstance(record, (tuple, list)):
        return [plain(each) for each in record]
    return _number(record) if isinstance(record, float) else record
