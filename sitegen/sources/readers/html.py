"""HTML: pages saved by a browser or a crawler."""

from __future__ import annotations

import re

from sitegen.core.types import Media

MEDIA: Media = "html"
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b", re.I | re.S
)
_TAGS = re.compile(r"</?(?:html|head|body|div|p|h[1-6]|article|section|span|a|meta|script)\b[^>]*>", re.I)


def reads(head: str, suffix: str) -> bool:
    """A page starts like one; a fragment in a file called .html has some tags."""
    if _START.match(head):
        return True
    return suffix in (".html", ".htm", ".xhtml") and len(_TAGS.findall(head)) >= 2
