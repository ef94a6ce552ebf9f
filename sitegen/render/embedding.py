"""Records as JSON within pages, or as files of their own."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def embedded(record: dict[str, Any]) -> Markup:
    """JSON as a script element may hold it: nothing in it can end the element."""
    text = _encode(record)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
