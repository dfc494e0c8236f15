"""`prisnotat app` on a machine where nobody has started Streamlit before: no question asked, the app answers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.cli.conftest import ROOT


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as reply:
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False


def test_the_app_starts_in_a_new_home_without_asking(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, str(ROOT / "cli.py"), "app", "--demo", "--port", str(port)]
    environment = {**os.environ, "HOME": str(tmp_path), "BROWSER": "true", "PYTHONPATH": str(ROOT)}
    app = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + 60
        while not answers(port) and app.poll() is None and time.monotonic() < deadline:
            time.sleep(0.3)
        assert app.poll() is None
        assert answers(port)
    finally:
        app.kill()
        output = app.communicate(timeout=20)[0].decode()
    assert "mail" not in output.lower()
