"""The command line of the evaluation: each phase by itself, or all of them in a night.

Commands import what they need when they run: scipy and scikit-learn take their time.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from evals import runs
from evals.case import load_cases
from evals.runs import Attempt, Job, RunPlan
from summarizer import settings
from summarizer.errors import SummarizerError

HERE = Path(__file__).parent
RUNS = Path("runs")
STOPPED = 130

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_PATH = click.Path(path_type=Path)

in_run = click.argument("run", type=_FOLDER)
cases = click.option("--cases", type=_FOLDER, default=HERE / "cases", help="A folder of cases; by default evals/cases.")
engine = click.option("--engine", type=click.Choice(["llm", "extractive"]), help="As of summarizer summarize.")
model = click.option("--model", metavar="NAME", help="The model, by the name that the endpoint knows.")
base_url = click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint.")
prompts = click.option("--prompts", metavar="DIR", type=_PATH, help="A folder of templates that replace shipped ones.")
topics = click.option("--topics", metavar="FILE", type=_PATH, help="A YAML file that replaces the list of topics.")
repeat = click.option("--repeat", metavar="N", type=click.IntRange(1), default=1, help="Attempts at each case.")
limit = click.option("--limit", metavar="N", type=click.IntRange(1), help="Only the first cases.")
out = click.option("--out", metavar="DIR", type=_PATH, help="The run's folder; one that was begun goes on.")
reruns = click.option(
    "--rerun", "reruns", metavar="N", type=click.IntRange(0), default=2, show_default=True,
    help="How often a case that looks broken is summarised again before it counts.",
)  # fmt: skip
seed = click.option("--seed", metavar="N", type=int, default=0, help="Where chance begins; the same gives the same.")
baselines = click.option(
    "--baselines", metavar="DIR", type=_PATH, default=HERE / "baselines", help="Where baselines are; evals/baselines."
)
kept = click.option(
    "--history", "kept", metavar="FILE", type=_PATH, default=RUNS / "history.sqlite3", help="The nights so far."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def app() -> None:
    """Summaries held against reference answers: what a run is worth, and whether it is worse than before.

    Exit codes: 0 pass, 1 regression, 2 bad input, 3 infrastructure, no baseline, or nothing that was scored.
    """


@app.command()
@cases
@engine
@model
@base_url
@prompts
@topics
@repeat
@limit
@out
def run(cases: Path, repeat: int, limit: int | None, out: Path | None, **flags: object) -> None:
    """Summarise every case and store what comes back.

    A run that was stopped goes on where it was when it is given the same folder and the same options.

    Example: python -m evals run --engine extractive --out runs/today
    """
    planned = runs.plan(cases, flags, repeats=repeat, limit=limit)
    folder, _ = _run(planned, out)
    click.echo(folder)


@app.command()
@in_run
@click.option("--judge", metavar="FILE", type=_PATH, help="A calibration: let this model judge the facts, too.")
@base_url
@prompts
def score(run: Path, judge: Path | None, base_url: str | None, prompts: Path | None) -> None:
    """Score the stored summaries of a run; nothing is asked, unless a model is to judge.

    Example: python -m evals score runs/today
    """
    from evals import judging, markdown, scoring

    if judge:
        calibration = judging.read_calibration(judge)
        flags = {"engine": "llm", "model": calibration.model, "base_url": base_url, "prompts": prompts}
        judging.judge_run(run, settings.load(flags, os.environ), calibration)
    scored = scoring.score_run(run)
    _say(f"Written to {scoring.store(run, scored)}.")
    click.echo(markdown.scores(scored), nl=False)


@app.command()
@click.argument("base", type=_FOLDER)
@click.argument("new", type=_FOLDER)
def compare(base: Path, new: Path) -> None:
    """Hold one run against another and say what the gate would.

    Example: python -m evals compare runs/yesterday runs/today
    """
    from evals import decision, markdown, scoring

    measure = scoring.score_run(base, Path(runs.read_plan(new).cases))
    decided = decision.decide(scoring.score_run(new), measure)
    click.echo(markdown.decision(decided), nl=False)
    sys.exit(decided.exit_code)


@app.command("gate")
@in_run
@reruns
@baselines
def judge(run: Path, reruns: int, baselines: Path) -> None:
    """Decide whether a run is worse than its baseline.

    The decision is printed and written into the run's folder: decision.json, decision.md and junit.xml.

    Example: python -m evals gate runs/today
    """
    from evals import gate, markdown

    _, decided = gate.gate(run, _baseline(runs.read_plan(run), baselines), reruns=reruns, say=_progress)
    click.echo(markdown.decision(decided), nl=False)
    sys.exit(decided.exit_code)


@app.command()
@in_run
@click.option("--reason", required=True, help="Why this run is the measure from now on.")
@click.option(
    "--accept-faults", is_flag=True, help="Let the faults through that the run has; each is named each night."
)
@baselines
def bless(run: Path, reason: str, accept_faults: bool, baselines: Path) -> None:
    """Make a run the baseline: the only way that one changes.

    Example: python -m evals bless runs/today --reason "Sessions are cut by the new rules"
    """
    from evals import baseline

    click.echo(baseline.bless(run, reason, accept=accept_faults, folder=baselines))


@app.command()
@cases
@model
@base_url
@prompts
@click.option(
    "--labels", "file", metavar="FILE", type=_PATH, default=HERE / "labels/facts.yaml", help="What a reader said."
)
@click.option("--out", metavar="FILE", type=_PATH, help="Where a judge's calibration goes.")
def calibrate(cases: Path, file: Path, out: Path | None, **flags: object) -> None:
    """Compare the scorer of facts, and a model as judge, with a reader.

    The judge is asked where --model names one. Below the floor it may not gate, and the exit code is 1.

    Example: python -m evals calibrate --model gpt-4.1-mini --out judge.json
    """
    from evals import decision, judging, labels, markdown

    pairs = labels.load(file, load_cases(cases))
    click.echo(markdown.agreements(labels.by_source(pairs)), nl=False)
    if flags["model"] is None:
        return
    calibration = judging.calibrate(pairs, settings.load({"engine": "llm", **flags}, os.environ))
    click.echo(f"\n{markdown.calibration(calibration)}", nl=False)
    if out:
        out.write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    sys.exit(decision.PASS if calibration.may_gate else decision.REGRESSION)


@app.command()
@in_run
@kept
@click.option("--out", metavar="FILE", type=_PATH, help="The page; by default report.html in the run's folder.")
def report(run: Path, kept: Path, out: Path | None) -> None:
    """Write a run that was judged as one HTML page, with every exchange beside its reference.

    Example: python -m evals report runs/today
    """
    click.echo(_report(run, kept, out))


@app.command()
@cases
@limit
@seed
def canary(cases: Path, limit: int | None, seed: int) -> None:
    """Damage good summaries in every way there is, and count what the scorers see.

    The exit code is 1 where a goal is missed.

    Example: python -m evals canary --limit 3
    """
    from evals import canary as damaged
    from evals import decision

    results = damaged.every(load_cases(cases)[:limit], seed)
    click.echo(damaged.table(results), nl=False)
    missed = [says for result in results for says in damaged.goals_missed(result)]
    for says in missed:
        _say(says)
    sys.exit(decision.REGRESSION if missed else decision.PASS)


@app.command()
@in_run
@click.option("--pairs", metavar="N", type=click.IntRange(1), default=200, show_default=True, help="Pairs of runs.")
@seed
def simulate(run: Path, pairs: int, seed: int) -> None:
    """Let the gate judge pairs of made-up runs, without a change between them and with a drop of 5 and 10 points.

    The exit code is 1 where it says regression too often though nothing changed.

    Example: python -m evals simulate runs/today --pairs 1000
    """
    from evals import decision, scoring, simulation

    rates = simulation.rates(scoring.score_run(run), pairs, seed)
    click.echo(simulation.table(rates), nl=False)
    sys.exit(decision.REGRESSION if simulation.too_many(rates[0]) else decision.PASS)


@app.command()
@cases
@click.option("--also", type=_FOLDER, help="A second folder of cases, whose numbers stand beside the first one's.")
@click.option("--only", type=click.Choice(["rivals", "canary", "gate"]), multiple=True, help="Only some of the tables.")
@click.option("--pairs", metavar="N", type=click.IntRange(1), default=1000, show_default=True, help="Pairs of runs.")
@click.option("--readme", metavar="FILE", type=_PATH, default=HERE / "README.md", help="By default this one.")
@seed
def publish(cases: Path, also: Path | None, only: tuple[str, ...], pairs: int, readme: Path, seed: int) -> None:
    """Write the tables of the evaluation's README anew.

    Example: python -m evals publish --only rivals
    """
    from evals import canary as damaged
    from evals import publishing, rivals, simulation

    own = load_cases(cases)
    more = load_cases(also) if also else ()
    wanted = only or ("rivals", "canary", "gate")
    if "rivals" in wanted:
        publishing.publish("rivals", rivals.table(rivals.compare(own)), readme)
        if more:
            publishing.publish("rivals-also", rivals.table(rivals.compare(more)), readme)
    if "canary" in wanted:
        publishing.publish("canary", damaged.table(damaged.every(own, seed)), readme)
        if more:
            publishing.publish("canary-also", damaged.summary_table(damaged.every(more, seed)), readme)
    if "gate" in wanted:
        scored = rivals.of_engine((*own, *more))
        publishing.publish("gate", simulation.table(simulation.rates(scored, pairs, seed)), readme)
    click.echo(readme)


@app.command()
@cases
@engine
@model
@base_url
@prompts
@topics
@repeat
@limit
@out
@reruns
@baselines
@kept
def nightly(
    cases: Path,
    repeat: int,
    limit: int | None,
    out: Path | None,
    reruns: int,
    baselines: Path,
    kept: Path,
    **flags: object,
) -> None:
    """Run, score, gate and remember: all of it.

    Example: python -m evals nightly --engine extractive
    """
    from evals import gate, history, markdown

    planned = runs.plan(cases, flags, repeats=repeat, limit=limit)
    folder, planned = _run(planned, out)
    scored, decided = gate.gate(folder, _baseline(planned, baselines), reruns=reruns, say=_progress)
    history.record(kept, folder.name, scored, decided)
    _report(folder, kept, None)
    _say(f"Everything about this night is in {folder}, and its numbers are in {kept}.")
    click.echo(markdown.decision(decided))
    click.echo(markdown.scores(scored), nl=False)
    sys.exit(decided.exit_code)


def main() -> None:
    """Run the command line; every error becomes one sentence and its exit code."""
    try:
        sys.exit(app.main(prog_name="python -m evals", standalone_mode=False))
    except SummarizerError as error:
        _say(str(error))
        sys.exit(error.exit_code)
    except click.Abort:
        _say("Stopped; give the same command with --out and the run's folder, and it goes on.")
        sys.exit(STOPPED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)


def _run(planned: RunPlan, out: Path | None) -> tuple[Path, RunPlan]:
    """Do what is left of a run; return its folder and what it was to do."""
    folder = out or RUNS / f"{planned.created[:19].replace(':', '')}-{planned.label}"
    planned = runs.begin(folder, planned)
    left = runs.jobs(planned, runs.attempts(folder))
    _say(f"{planned.label}: {len(left)} of {len(planned.names) * planned.repeats} attempts to make, in {folder}.")
    runs.work(folder, planned, left, _progress)
    return folder, planned


def _report(run: Path, kept: Path, out: Path | None) -> Path:
    from evals.report import page, view

    place = out or run / "report.html"
    place.write_text(page.render(view.gather(run, kept)), encoding="utf-8")
    return place


def _baseline(planned: RunPlan, folder: Path) -> Path | None:
    place = folder / planned.label
    return place if place.exists() else None


def _progress(job: Job, made: Attempt) -> None:
    again = " again" if job.rerun else ""
    _say(f"{job.case.name}{again} ({job.repeat}): {made.error or f'{made.seconds:.1f} s'}")


def _say(message: str) -> None:
    click.echo(f"evals: {message}", err=True)
