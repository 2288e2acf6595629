"""The installed launcher: find the application and hand over to its command line."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Run Dateline's command line."""
    here = Path(__file__).resolve().parent
    app = here / "app"  # the wheel tucks the tree in here; a checkout has it one folder up
    sys.path.insert(0, str(app if app.is_dir() else here.parent))
    from cli import main as run

    run()
