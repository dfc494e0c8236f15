"""Text from reports, case files, file names and users is text on every page: nothing in it is fetched, run or drawn."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from drafting.editing.saved_draft import start_case
from drafting.settings import settings
from drafting.store.store import User, open_store
from tests.app.conftest import ROOT, _wait_for, free_port, served
from tests.app.test_in_browser import settled
from views.archive.ask_history import shown
from views.shared.rendering import JOINER, plain

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAYLOADS = (
    "![x](http://127.0.0.1:9/a.png)",
    "![x][1] [1]: http://127.0.0.1:9/r.png",
    "[tekst](http://127.0.0.1:9/)",
    "[a](javascript:alert(1))",
    "javascript:alert(1)",
    "<http://127.0.0.1:9/>",
    "http://127.0.0.1:9/x",
    "https://127.0.0.1:9/a?b=c",
    "HTTPS://127.0.0.1:9/a",
    "www.eksempel.no",
    "WWW.eksempel.no",
    "ola@eksempel.no",
    "mailto:ola@eksempel.no",
    "<img src=http://127.0.0.1:9/i.png onerror=window.ran=1>",
    '<img src="http://127.0.0.1:9/i.png">',
    "<script>window.ran=1</script>",
    "<svg onload=window.ran=1>",
    "<iframe src=http://127.0.0.1:9/></iframe>",
    "<a href=http://127.0.0.1:9/>a</a>",
    "<style>@import 'http://127.0.0.1:9/s.css'</style>",
    "<!-- skjult -->",
    "&lt;b&gt; &amp; &copy; &#60;i&#62;",
    "$x^2$ og $y$",
    r"$$\frac12$$",
    r"\(x\) \[y\]",
    ":material/home: a",
    ":material/home",
    ":streamlit:",
    ":smile: :+1:",
    ":arrow_up: b",
    ":red[rød]",
    ":blue-background[x]",
    ":small[x] :gray-badge[y]",
    "::a[b]",
    ":::note",
    "# Overskrift",
    "### Tre",
    "- punkt",
    "+ punkt",
    "* punkt",
    "1. en",
    "12) tolv",
    "- [ ] oppgave",
    "> sitat",
    "---",
    "===",
    "***",
    "    kode",
    "`kode`",
    "~~~",
    "**fet** __fet__",
    "_k_ *k*",
    "~~strøket~~",
    "| a | b |",
    "[^1]: note [^1]",
    "[x]: http://127.0.0.1:9",
    "a -> b <- c -- d --> e",
    r"a\b \* \\",
    "ID2099_001_b",
    "{a} ==m== H~2~O x^2^",
)
CONTEXTS = ("markdown", "caption", "button", "info", "subheader", "expander", "radio", "progress", "strong")
PAGE = f"""
import sys
import streamlit as st
sys.path.insert(0, {str(ROOT)!r})
from views.shared.rendering import plain
for place, text in enumerate({PAYLOADS!r}):
    def box(name):
        return st.container(key=f"{{name}}{{place}}")
    text = plain(text)
    box("markdown").markdown(text)
    box("caption").caption(text)
    box("button").button(text, key=f"button_{{place}}")
    box("info").info(text)
    box("subheader").subheader(text, anchor=False)
    box("expander").expander(text).write("")
    box("radio").radio("x", ["a"], format_func=lambda _: text, captions=[text], key=f"radio_{{place}}",
        label_visibility="collapsed")
    box("progress").progress(0.5, text=text)
    box("strong").markdown(f"**{{text}}**")
st.title("ferdig")
"""
# The elements that Streamlit shows any text with; a picture, a link, a list or a formula has others.
LOOK = """box => {
  const inside = [...box.querySelectorAll('[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]')];
  const names = inside.flatMap(one => [...one.querySelectorAll('*')].map(found => found.tagName));
  return [inside.map(one => one.textContent), [...new Set(names)]];
}"""


def words(text: str) -> str:
    return " ".join(text.replace(JOINER, "").split())


@pytest.fixture(scope="module")
def contexts(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of Streamlit with every payload in every kind of place, after it has come to rest."""
    script = tmp_path_factory.mktemp("markup") / "page.py"
    script.write_text(PAGE, "utf-8")
    port = free_port()
    flags = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *flags]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        page = chromium.new_page()
        page.on("request", lambda request: ASKED.append(request.url))
        page.goto(f"http://127.0.0.1:{port}")
        page.wait_for_selector("h1:has-text('ferdig')", timeout=90_000)
        settled(page)
        yield page
    finally:
        process.terminate()
        process.wait(20)


ASKED: list[str] = []


@pytest.mark.browser
@pytest.mark.xdist_group("app")
@pytest.mark.parametrize("context", CONTEXTS)
def test_every_payload_is_shown_as_it_is_written(contexts: Page, context: str) -> None:
    own = {
        "P",
        "DIV",
        *({"STRONG"} if context == "strong" else ()),
        *({"H3", "SPAN"} if context == "subheader" else ()),
    }
    for place, payload in enumerate(PAYLOADS):
        texts, tags = contexts.eval_on_selector(f".st-key-{context}{place}", LOOK)
        seen = {words(text) for text in texts if words(text)} - ({"x"} if context == "radio" else set())
        assert seen == {words(payload)}, (context, payload, seen)
        assert set(tags) <= own, (context, payload, tags)


@pytest.mark.browser
@pytest.mark.xdist_group("app")
def test_nothing_in_a_payload_is_fetched_or_run(contexts: Page) -> None:
    assert ASKED
    assert [address for address in ASKED if ":9/" in address or "eksempel" in address] == []
    assert contexts.evaluate("() => window.ran") is None


@given(st.text(max_size=60))
def test_plain_keeps_every_sign(text: str) -> None:
    kept = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(text)).replace(JOINER, "")
    assert kept.split() == text.replace(JOINER, "").split()
    assert shown(text).replace("\n\n", "\n") == plain(text).replace("\n\n", "\n")


# ---- every place where a page writes ----

MARKDOWN = {
    *("markdown", "caption", "title", "header", "subheader", "write", "button", "expander", "toast", "radio", "info"),
    *("warning", "error", "success", "metric", "checkbox", "toggle", "text_input", "text_area", "multiselect"),
    *(
        "segmented_control",
        "pills",
        "download_button",
        "image",
        "link_button",
        "page_link",
        "status",
        "spinner",
        "badge",
    ),
    *(
        "dialog",
        "progress",
        "form_submit_button",
        "file_uploader",
        "number_input",
        "slider",
        "select_slider",
        "popover",
    ),
    *("selectbox", "chat_input", "tabs", "Page"),
}
ALSO = {"help", "label", "text", "caption", "captions", "format_func", "title", "value", "delta"}
MADE_PLAIN = {"plain", "shown", "len", "int", "time_of", "counted", "_price", "escape"}
OPTIONS = {"selectbox", "multiselect"}  # their choices are not Markdown
# Attributes, constants and locals that hold the program's own words or a whole number, by page.
OWN_WORDS = {
    "answer_writing": {"second", "self.checked"},
    "archive_documents": {"report.added", "report.unchanged", "progress.done", "progress.total", "count"},
    "ask": {"answer_writing.WRITERS[answer.writer]"},
    "ask_history": {"MOST_SHOWN"},
    "closed_sentences": {"waiting"},
    "check_note": {"ICONS[finding.severity]", "number", "hidden", "errors"},
    "decisions": {"SHOWN", "HEADINGS[name]", "count"},
    "downloads": {"LABELS.get(audience, audience)", "ending"},
    "evaluation": {"interval_words(run)", "measure.label", "measure.unit", "shown_value(measure, intervals[key].mean)"},
    "fact_correction": {"correction.page"},
    "figures": {"MARKER"},
    "history": {"version.number", "ORIGINS[version.origin]"},
    "model_proposal": {"record.calls", "counts[state]", "words", "history.time_of(chosen.at)", "_about_choice(record)"},
    "model_writing": {"TRUSTS[settings().model_trust]", "job.line"},
    "new_note": {"WAYS[name]"},
    "opened_archive": {"embedded", "passages"},
    "overview": {"case.approved", "total", "text"},
    "phrases": {"STATES[name]", "STATES[state].lower()", "MOST"},
    "review": {"ICONS[finding.severity]", "captions", "approval.version"},
    "section_editor": {"MODES[name]", "version.number", "target.number"}
    | {"ORIGINS[version.origin]", "ORIGINS[target.origin]"},
    "section_text_area": {"newer.number", "HELP", "HELP_SHORT"},
    "source_panel": {"source.page", "number"},
    "tornado": {"percent"},
    "app": {"title"},
}


def is_plain(node: ast.expr, own: Collection[str], assigned: Mapping[str, Sequence[ast.expr]]) -> bool:
    """Whether the expression can hold no markup from outside: literals, numbers, and what `plain` has been over.

    Args:
        node: the expression.
        own: expressions that are known to hold the program's own words.
        assigned: what each name is set to in the function at hand.
    """

    def all_plain(*nodes: ast.expr) -> bool:
        return all(is_plain(one, own, assigned) for one in nodes)

    if isinstance(node, ast.Constant) or ast.unparse(node) in own:
        return True
    match node:
        case ast.Name(id=name):
            others = {other: values for other, values in assigned.items() if other != name}
            return name in assigned and all(is_plain(one, own, others) for one in assigned[name])
        case ast.FormattedValue():
            return node.format_spec is not None or all_plain(node.value)
        case ast.JoinedStr(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.BoolOp(values=parts):
            return all_plain(*parts)
        case ast.IfExp():
            return all_plain(node.body, node.orelse)
        case ast.BinOp():
            return all_plain(node.left, node.right)
        case ast.Lambda(body=inner) | ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner) | ast.Starred(value=inner):
            return all_plain(inner)
        case ast.Call(func=ast.Attribute(value=between, attr="join")):
            return all_plain(between, *node.args)
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name in MADE_PLAIN
    return False


def texts_of(call: ast.Call, name: str) -> list[ast.expr]:
    """The arguments of a call that are shown as Markdown."""
    skip = {"format_func"} if name in OPTIONS else {"value"} if name.startswith("text_") else set()
    first = [] if name in ("progress", "image", "Page") else call.args[: 2 if name == "metric" else 1]
    return [*first, *(word.value for word in call.keywords if word.arg in ALSO - skip)]


@pytest.mark.parametrize("path", [*sorted((ROOT / "views").glob("*.py")), ROOT / "app.py"], ids=lambda path: path.stem)
def test_a_page_writes_its_own_words_or_plain_text(path: Path) -> None:
    own, unsure = OWN_WORDS.get(path.stem, set()), []
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target, value in pairs(node.targets[0], node.value):
                    assigned.setdefault(target, []).append(value)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MARKDOWN:
                texts = texts_of(node, node.func.attr) if ast.unparse(node.func) != "out.write" else []
                unsure += [f"{one.lineno}: {ast.unparse(one)}" for one in texts if not is_plain(one, own, assigned)]
    assert unsure == []


def pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    """Each name of an assignment with what it is set to."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return [pair for one in zip(target.elts, value.elts, strict=True) for pair in pairs(*one)]
    return [(target.id, value)] if isinstance(target, ast.Name) else []


# ---- the app itself, with a case whose every name is a payload ----

HOSTILE = (
    "![p](http://127.0.0.1:9/{0}.png) <img src=http://127.0.0.1:9/{0}.gif onerror=window.ran=true> :red[{0}] www.{0}.no"
)


@pytest.mark.browser
@pytest.mark.xdist_group("app")
def test_a_case_of_hostile_names_is_only_text(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {place: HOSTILE.format(place) for place in ("tittel", "navn", "stoff", "firma", "pakning", "fil", "bruker")}
    case = YAML(typ="safe").load(ROOT / "corpus" / "samples" / "demo.yaml")
    case["title"], case["product"]["name"] = names["tittel"], names["navn"]
    case["product"]["substance"], case["product"]["company"] = names["stoff"], names["firma"]
    case["offer"]["packages"][0]["description"] = names["pakning"]
    written = StringIO()
    YAML(typ="safe").dump(case, written)
    text = written.getvalue()
    report = next((ROOT / "corpus" / "samples").rglob("*ID2099_001*.pdf")).read_bytes()
    monkeypatch.setenv("PRISNOTAT_HOME", str(tmp_path / "home"))
    store = open_store(settings())
    start_case(store, text, User(names["bruker"], "fagrådgiver"), report, names["fil"].replace("/", "_") + ".pdf")
    store.engine.dispose()
    asked: list[str] = []
    seen: list[str] = []
    with served(tmp_path) as app:
        page = chromium.new_context(locale="nb-NO").new_page()
        page.set_default_timeout(90_000)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(app.address)
        page.get_by_label("Navn").fill(names["bruker"][:80])
        page.get_by_role("button", name="Fortsett").click()
        page.get_by_role("button", name="Bytt bruker").wait_for()
        for title in ("Oversikt", "Gjennomgang", "Tall", "Arkiv"):
            page.get_by_role("link", name=title, exact=True).click()
            page.wait_for_selector(f"h1:has-text('{title}')")
            settled(page)
            page.wait_for_timeout(500)
            assert page.locator("[data-testid=stAlertContentError]").count() == 0
            assert page.locator("img[src*=':9/'], a[href*=':9/'], a[href*='www.'], svg[onload]").count() == 0
            parts = ("Saken", "Last ned og publiser", "Historikk") if title == "Gjennomgang" else ()
            for part in ("", *parts, *(("Hva om", "Følsomhet") if title == "Tall" else ())):
                if part:
                    page.get_by_text(part, exact=True).first.click()
                    settled(page)
                    page.wait_for_timeout(300)
                seen.append(words(page.locator("body").inner_text()))
                assert page.locator("img[src*=':9/'], a[href*=':9/'], a[href*='www.'], svg[onload]").count() == 0
        assert page.evaluate("() => window.ran") is None
        page.context.close()
        assert "Traceback" not in app.log.read_text()
    assert [address for address in asked if not address.startswith((app.address, "data:", "blob:"))] == []
    everything = " ".join(seen)
    for place in ("tittel", "fil", "bruker"):
        told = names[place].replace("/", "_") if place == "fil" else names[place]
        assert words(told)[:44] in everything, place
