"""Where on a machine this project keeps what it may lose."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """The folder for caches on this platform; nobody has made it yet."""
    return Path(platformdirs.user_cache_dir("analyst-qa"))
