"""The most memory this process has held."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def peak_mb() -> float:
    """MB; not a number where the system does not say (Windows)."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the process that started this one held
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        return int(found[1]) / 1024 if found else float("nan")
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1024
