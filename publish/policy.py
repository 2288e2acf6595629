"""How a Content-Security-Policy names what a page may run: by the hash of its own parts."""

from __future__ import annotations

import hashlib
from base64 import b64encode


def hash_part(text: str) -> str:
    """A script or style that stands in the page itself, as a source of a policy (CSP level 3)."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
