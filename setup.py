"""Puts the settings of Streamlit beside app.py in the wheel; everything else of packaging stands in pyproject.toml."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithStreamlitSettings(build_py):
    """Streamlit reads `.streamlit/config.toml` beside the script it runs; no package can be called that."""

    def run(self) -> None:
        super().run()
        target = Path(self.build_lib) / ".streamlit"
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(__file__).with_name(".streamlit") / "config.toml", target)


setup(cmdclass={"build_py": WithStreamlitSettings})
