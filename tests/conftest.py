"""What all tests share: where the real documents lie, and offline model loading."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents and labels beside the checkout; skip where it is absent."""
    if not (SHARED / "docs").is_dir():
        pytest.skip("real documents not present beside this checkout (../shared/docs)")
    return SHARED
