"""The shape of the house: imports go down only, heavy libraries are known in one place, and documents are true."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "summarizer"

# Lowest first; the modules of one floor may use each other.
FLOORS = """
    errors suggest folders
    transcript
    summary
    topics
    people
    reading
    segmentation
    figures
    grounding
    tokens
    chunks
    prompts
    model
    engines
    pipeline plan diff
    render
    settings
    library overnight
    cli __main__
"""
FLOOR = {name: height for height, names in enumerate(FLOORS.split("\n")) for name in names.split()}

# Each heavy library and the place that may know it; prompts and the HTML report are the two users of templates.
PLACES = {
    "openai": ("model/",),
    "tiktoken": ("tokens.py",),
    "jinja2": ("prompts.py", "render/html.py"),
    "click": ("cli/",),
    "xllamacpp": ("model/local.py",),
    "pandas": ("summary.py", "render/table.py"),
    "rich": ("render/terminal.py", "cli/progress.py"),
}

# A record shows itself in a notebook: the one look upwards, made when it is asked for.
UPWARDS = {("summary.py", "render")}

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(module: Path) -> Iterator[str]:
    """The absolute names of what a module imports, wherever in the module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor_of(module: Path) -> str:
    """The name of a module, or of the package under summarizer/ that it is in."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports_go_down_only(module: Path) -> None:
    """A module imports from its own floor or from below, never from above; nothing imports the evaluation."""
    here = floor_of(module)
    if here == "__init__":
        return
    assert here in FLOOR, f"{here} has no floor yet: add it to FLOORS"
    for name in imports(module):
        assert not name.startswith(("evals", "tests")), name
        if name.startswith("summarizer."):
            there = name.split(".")[1]
            if there in FLOOR and (module.name, there) not in UPWARDS:
                assert FLOOR[there] <= FLOOR[here], f"{here} imports {there}, which is above it"


@pytest.mark.parametrize(("library", "places"), PLACES.items())
def test_heavy_libraries_are_known_in_one_place(library: str, places: tuple[str, ...]) -> None:
    """Each heavy library is imported only where it is known."""
    users = {
        str(module.relative_to(PACKAGE))
        for module in MODULES
        for name in imports(module)
        if name.split(".")[0] == library
    }
    assert users
    assert {user for user in users if not user.startswith(places)} == set()


HEAVY = ("pydantic", "openai", "tiktoken", "jinja2", "rich", "genai_prices", "tenacity", "asyncio")


@pytest.mark.parametrize(
    ("statement", "without"),
    [
        ("import summarizer", (*HEAVY, "click")),
        ("import summarizer.cli", HEAVY),
        ("from summarizer import read_transcript, parse_call", (*HEAVY, "click")),
    ],
)
def test_starting_is_quick(statement: str, without: tuple[str, ...]) -> None:
    """Nothing heavy is imported before it is needed: not by the package, the command line or the parser."""
    code = f"import sys; {statement}; print(*(name for name in {without!r} if name in sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


def test_every_public_name_is_there() -> None:
    """Each name in __all__ can be imported, is documented, and dir() knows it."""
    import summarizer

    assert sorted(summarizer.__all__) == summarizer.__all__
    for name in summarizer.__all__:
        assert getattr(summarizer, name).__doc__, name
    assert set(summarizer.__all__) <= set(dir(summarizer))


def test_a_wrong_public_name_is_an_attribute_error() -> None:
    """A name that the package doesn't have fails as in any module."""
    import summarizer

    with pytest.raises(AttributeError, match="summarise"):
        _ = summarizer.summarise


README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced code blocks of the README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_readmes_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of the README runs as it stands, from top to bottom, in the root of the checkout."""
    monkeypatch.chdir(ROOT)
    assert blocks("python")
    exec("\n".join(blocks("python")), {})


def test_the_readme_shows_a_part_that_the_demo_call_has() -> None:
    """The analyst and the topic of the README's example are of the call that make demo summarises."""
    from summarizer import summarize

    [(analyst, topic)] = re.findall(r"summarizer show call\.json --analyst (\S+) --topic (\S+)", README)
    summary = summarize(ROOT / "evals/cases/sundrel-q3/transcript.txt", engine="extractive")
    assert summary.only(analyst, topic).asked()


def test_the_readmes_sample_is_real(capsys: pytest.CaptureFixture[str]) -> None:
    """The piece of output that the README shows is what the demo prints today."""
    from summarizer import summarize
    from summarizer.render import markdown

    printed = markdown.call(summarize(ROOT / "evals/cases/sundrel-q3/transcript.txt", engine="extractive"))
    samples = blocks("markdown")
    assert samples
    for sample in samples:
        assert sample.strip() in printed, "paste what make sample prints into the README"


def test_the_readme_names_every_command_setting_and_module() -> None:
    """Every command and every setting has its place in the README, and the list of files has every module."""
    from summarizer.cli import app
    from summarizer.settings import RULES

    for name in app.commands:
        assert f"summarizer {name}" in README
    for key in RULES:
        assert f"`{key}`" in README
    for module in {floor_of(module) for module in MODULES} - {"__init__", "__main__"}:
        assert re.search(rf"`{module}(\.py|/)`", README), module


def test_every_command_has_help_with_an_example() -> None:
    """Each command, also one within a group, says what it does and shows a call of itself."""
    from summarizer.cli import app

    for name, command in commands(app, "summarizer"):
        assert re.search(rf"Example: {name}\b", command.help or ""), name
        assert all(option.help for option in command.params if isinstance(option, click.Option)), name


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """The commands of a group and of the groups in it, each with the words that call it."""
    assert group.commands
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


@pytest.mark.parametrize("folder", ["summarizer", "evals", "benchmarks"])
def test_every_public_name_says_what_it_is(folder: str) -> None:
    """Every module, and in it every public function, class and method of a public class, has a docstring."""
    modules = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in (ROOT / folder).rglob("*.py")}
    assert modules
    assert [name for path, text in modules.items() if text for name in undocumented(path, ast.parse(text))] == []


def undocumented(name: str, node: Documented) -> Iterator[str]:
    """Which of a thing and the public things in it have no docstring; nobody else sees what is inside a function."""
    if not ast.get_docstring(node):
        yield name
    for inner in [] if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else node.body:
        if isinstance(inner, Documented) and not inner.name.startswith("_"):
            yield from undocumented(f"{name}:{inner.name}", inner)


def test_modules_stay_small() -> None:
    """No module of the package has more than 400 lines: a noun would be missing."""
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
