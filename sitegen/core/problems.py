"""What can be wrong with what a user gave us, as values that are collected and shown together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it is, what it is and how to mend it."""

    path: str
    """File as the user knows it: relative to the site where it is inside it."""
    message: str
    """What is wrong and how to mend it, in one sentence or two."""
    line: int | None = None
    """Line in the file, counted from 1; None where the whole file is meant."""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}"


class UserError(Exception):
    """The configuration or the call is wrong: nothing was touched, and the command ends with code 2."""

    def __init__(self, *problems: Problem):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[UserError], tuple[Problem, ...]]:
        """How it comes out of a worker process: made anew from its problems, not from its text."""
        return type(self), self.problems


def shown(path: Path, site: Path) -> str:
    """The path as a message should name it: relative to the site where that is shorter to read."""
    try:
        return path.relative_to(site).as_posix()
    except ValueError:
        return str(path)
