"""What a crash leaves behind: nothing. A core file holds the memory of the process, secrets and all."""

from __future__ import annotations


def no_crash_dumps() -> None:
    """Forbids core files for this process and its children, where the system knows such a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
