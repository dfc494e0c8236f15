"""What is installed is whole: a wheel holds all data, and drafts the demo where no source tree is near."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("corpus", "drafting", "views", "eval", "prompts", ".streamlit")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree."""
    out = tmp_path_factory.mktemp("hjul")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked as pip unpacks it."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as package:
        package.extractall(site)
    return site


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with the wheel and the libraries that it needs, and nothing of this source tree."""
    libraries = os.pathsep.join([str(site), sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"]])
    environment = {"PYTHONPATH": libraries, "PATH": os.environ["PATH"], "PRISNOTAT_HOME": str(folder / "hjem")}
    command = [sys.executable, "-S", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=180, check=False
    )


def test_every_file_of_ours_is_in_the_wheel(wheel: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z", *PACKAGES], cwd=ROOT, capture_output=True, check=True).stdout
    ours = {name for name in tracked.decode().split("\0") if name and (ROOT / name).exists()}
    with zipfile.ZipFile(wheel) as package:
        packed = set(package.namelist())
    assert len(ours) > 300
    assert ours - packed == set()


def test_the_demo_is_drafted_from_what_is_installed(installed: Path, tmp_path: Path) -> None:
    samples = installed / "corpus" / "samples"
    case, report = str(samples / "demo.yaml"), str(samples / "ID2099_001.pdf")
    done = run(installed, tmp_path, str(installed / "cli.py"), "draft", case, "--report", report, "--out", "ut")
    assert done.returncode in (0, 1), done.stderr
    assert {"note.md", "internal.docx", "internal.pdf"} <= {path.name for path in (tmp_path / "ut").iterdir()}


def test_the_app_of_the_wheel_has_our_settings(installed: Path, tmp_path: Path) -> None:
    code = (
        "import streamlit.config as config; import sys\n"
        f"config._main_script_path = {str(installed / 'app.py')!r}\n"
        "config.get_config_options(force_reparse=True)\n"
        "print(config.get_option('client.showErrorDetails'), config.get_option('server.address'))"
    )
    done = run(installed, tmp_path, "-c", code)
    assert done.stdout.split() == ["none", "127.0.0.1"], done.stderr
