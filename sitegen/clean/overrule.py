"""What `site.yaml` says of lines, against what the rules say: `clean.keep` and `clean.drop`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


class Overrule:
    """Regular expressions of lines that stay, and of lines that go, whatever any rule makes of them."""

    def __init__(self, keep: Sequence[str] = (), drop: Sequence[str] = ()):
        self._keep, self._drop = _compiled(tuple(keep)), _compiled(tuple(drop))

    def keeps(self, line: str) -> bool:
        """Whether a pattern of `clean.keep` is found in the line."""
        return any(pattern.search(line) for pattern in self._keep)

    def drops(self, line: str) -> bool:
        """Whether a pattern of `clean.drop` is found in the line, and none of `clean.keep`."""
        return any(pattern.search(line) for pattern in self._drop) and not self.keeps(line)


@lru_cache(maxsize=8)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in patterns)
