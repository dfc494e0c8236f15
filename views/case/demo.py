"""The invented demo case, made in the store the first time the app starts with `--demo`."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

from corpus import ROOT
from drafting.case.file import parse_case
from drafting.editing.saved_draft import start_case
from drafting.store.store import PROGRAM, Store
from views.shared.session import READING

SAMPLES = ROOT / "corpus" / "samples"


def ensure_demo(store: Store) -> str:
    """The demo case's method id; the case is made from the samples unless it is there."""
    text = (SAMPLES / "demo.yaml").read_text("utf-8")
    method_id = parse_case(text, "demo.yaml").case.method_id
    with READING:
        if all(case.method_id != method_id for case in store.cases()):
            report = demo_report(method_id)
            content, name = (report.read_bytes(), report.name) if report else (None, "")
            start_case(store, text, PROGRAM, content, name)
    return method_id


def demo_report(method_id: str) -> Path | None:
    """The sample report that belongs to the case, found by its id in the file name."""
    return next(iter(sorted(SAMPLES.rglob(f"*{method_id}*.pdf"))), None)


def opens_now() -> bool:
    """Whether this is the first run of a session with `--demo`: the demo case is then shown at once."""
    if "--demo" not in sys.argv[1:] or "demo_opened" in st.session_state:
        return False
    st.session_state["demo_opened"] = True
    return True
