"""Pages written from measurements: every figure on `validity` and `speed` is read from `benchmarks/results`.

A page is a text with places in it, ``{{ name }}``; each place is a function below that reads one file of results. A
result that is not there is said on the page to be not measured yet: a page never repeats a figure by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results"
PLACE = re.compile(r"^\{\{ (\w+) \}\}$", re.M)


def read(name: str) -> Any:
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def share(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}".replace("0.", ".", 1)


def interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{share(low)}–{share(high)}"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def metrics(name: str) -> str:
    """Show the metrics of a task of `benchmarks.validity`."""
    result = read(name)
    rows = [
        (
            metric,
            share(row["value"]),
            interval(row.get("low"), row.get("high")),
            f"{row['n']:,}",
            row.get("published", ""),
        )
        for metric, row in result["metrics"].items()
    ]
    return table(("measure", "value", "95 % interval", "n", "published"), rows)


def attribution() -> str:
    return metrics("attribution")


def attribution_rules() -> str:
    rules = read("attribution")["rules"]
    rows = [
        (
            f"`{name}`",
            share(row["precision"]),
            f"{row['attributions']:,}",
            share(row["word precision"]),
            f"{row['words']:,}",
        )
        for name, row in sorted(rules.items(), key=lambda item: -item[1]["attributions"])
    ]
    return table(("rule", "right", "attributions", "words right", "words"), rows)


def calibration() -> str:
    rows = [
        (f"from {row['from']:.1f}", row["n"], "" if row["n"] == 0 else share(row["right"]))
        for row in read("attribution")["calibration"]
    ]
    return table(("confidence given", "attributions", "right"), rows)


def lexicons() -> str:
    rows = []
    for row in read("lexicons"):
        hits, features = row["as mended"]["hits"], row["as mended"]["features"]
        rows.append(
            (
                f"[{row['lexicon']}](lexicons/{row['lexicon']}.md)",
                f"{hits['right']} of {hits['n']}",
                interval(hits["low"], hits["high"]),
                f"{features['right']} of {features['n']}",
                interval(features["low"], features["high"]),
            )
        )
    header = ("lexicon", "random hits right", "95 % interval", "one hit of each feature right", "95 % interval")
    return table(header, rows)


def frames() -> str:
    rows = [
        (
            row["task"],
            row["what"],
            row["model"],
            share(row["estimate"]),
            interval(row["low"], row["high"]),
            f"{row['n_texts']:,}",
            "–" if row.get("aim") is None else share(row["aim"], 2),
            row.get("published", ""),
        )
        for row in read("frames")["rows"]
    ]
    return table(("set", "measure", "model", "value", "95 % interval", "n", "aim", "published"), rows)


def inference() -> str:
    rows = [
        (
            row["comparison"],
            row["mode"],
            row["outlets"],
            row["holds_from_stories"] if row["holds_from_stories"] is not None else "never",
        )
        for row in read("inference")["verdicts"]
    ]
    return table(("comparison", "design", "outlets", "95 % intervals hold from … stories"), rows)


def correction() -> str:
    result = read("correction")
    below = result["where_naive_covers_below_0.60"]
    corpora, least = result["corpora_a_scenario"], result["least_corrected_coverage"]
    return (
        f"Over {corpora:,} simulated corpora in each scenario, corrected 95 % intervals covered the true value in at "
        f"least {least:.1%} of cases; in the {below['rows']} comparisons in which intervals of the uncorrected "
        f"estimates covered less than 60 %, the worst covered {below['worst_naive_coverage']:.0%}."
    )


PLACES: dict[str, tuple[str, Callable[[], str]]] = {
    "attribution": ("attribution", attribution),
    "attribution_rules": ("attribution", attribution_rules),
    "calibration": ("attribution", calibration),
    "correction": ("correction", correction),
    "frames": ("frames", frames),
    "inference": ("inference", inference),
    "lexicons": ("lexicons", lexicons),
}


def fill(place: re.Match[str]) -> str:
    result, render = PLACES[place[1]]
    if not (RESULTS / f"{result}.json").exists():
        return "*Not measured yet.*"
    return render()


def write_pages(app: Sphinx) -> None:
    folder = Path(app.srcdir)
    for source in sorted((folder / "_measured").glob("*.md")):
        text = PLACE.sub(fill, source.read_text(encoding="utf-8"))
        target = folder / source.name
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True}
