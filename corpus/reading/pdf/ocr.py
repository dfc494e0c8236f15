"""Pages that are pictures to text, with Tesseract from the system's packages when it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import lru_cache

SECONDS = 20.0
LANGUAGE = "nor"


def available() -> bool:
    """Whether Tesseract with Norwegian is installed."""
    return shutil.which("tesseract") is not None and LANGUAGE in _languages()


@lru_cache(maxsize=1)
def _languages() -> tuple[str, ...]:
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=SECONDS)  # noqa: S607
    return tuple(done.stdout.split())


@lru_cache(maxsize=64)
def text_of_picture(png: bytes, layout: int = 3) -> str:
    """The text in paragraphs parted by blank lines; "" when nothing could be read in time.

    Args:
        png: the picture, in any format that Tesseract knows.
        layout: Tesseract's page segmentation mode: 3 a whole page, 11 words that stand apart.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the picture goes in by stdin
            ["tesseract", "-", "-", "-l", LANGUAGE, "--dpi", "200", "--psm", str(layout)],  # noqa: S607
            input=png,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        return ""
    text = done.stdout.decode("utf-8", "replace").replace("\f", "")
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "\n\n".join(part for part in paragraphs if part)
