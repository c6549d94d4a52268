"""Pages written from measurements: every figure on `validity`, `speed` and `scale` is read from `benchmarks/results`.

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


def frame_voices() -> str:
    rows = [
        (
            row["task"],
            share(row["without"]),
            share(row["voice_aware"]),
            f"{row['difference']:+.3f}",
            f"{row['low']:+.3f} to {row['high']:+.3f}",
            f"{row['n_texts']:,}",
        )
        for row in read("frames").get("voice", ())
    ]
    return (
        table(("set", "without", "voice-aware", "difference", "95 % interval", "n"), rows)
        if rows
        else "*Not measured yet.*"
    )


def frame_labels() -> str:
    rows = [
        (
            name,
            row["n"],
            share(row["active"]),
            share(row["random"]),
            f"{row['gain']:+.3f} ± {row['gain_standard_error']:.3f}",
        )
        for name, found in read("frames_labels")["sets"].items()
        for row in found["curve"]
    ]
    return table(("set", "coded", "chosen by `next_to_code`", "at random", "gain, standard error over seeds"), rows)


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


def constructions() -> str:
    return metrics("constructions")


def referents() -> str:
    return metrics("referents")


def resolved() -> str:
    return metrics("resolved")


def evidentiality() -> str:
    return metrics("evidentiality")


def zones() -> str:
    return metrics("zones")


def passives() -> str:
    return metrics("passives")


def tagger() -> str:
    return metrics("tagger")


def speed_rates() -> str:
    result = read("speed")
    differ = result["cells_that_differ_from_the_oracle"]
    rows = [
        (
            name,
            f"{row['mb_per_s']:.2f}",
            f"{row['ratio']:.2f} ({row['ratio_low']:.2f}–{row['ratio_high']:.2f})",
            differ.get(name, ""),
        )
        for name, row in result["rates"].items()
    ]
    header = ("what", "MB/s", f"times {result['ratio_to']}, median and range of rounds", "cells unlike the oracle's")
    missing = f"\n\nNot installed here: {', '.join(result['absent'])}." if result["absent"] else ""
    return table(header, rows) + missing


def speed_stages() -> str:
    rows = sorted(read("speed")["shares"].items(), key=lambda row: -row[1])
    return table(("stage", "share of the time"), [(name, f"{value:.0%}") for name, value in rows])


def speed_growth() -> str:
    result = read("speed")
    rows = [
        (what, f"{result[key]['exponent']:.2f}", ", ".join(f"{size:,}" for size in result[key][unit]))
        for what, key, unit in (
            ("number of articles", "more_articles", "articles"),
            ("characters of one article", "one_longer_article", "characters"),
        )
    ]
    return table(("growing", "exponent of the time", "sizes"), rows)


def speed_cold() -> str:
    return table(("from a cold start", "seconds"), read("speed")["cold_start_seconds"].items())


def speed_pathological() -> str:
    found = read("speed").get("pathological")
    if found is None:
        return "*Not measured yet.*"
    rows = [
        (name, f"{row['characters']:,}", f"{row['seconds']:,.1f}", f"{row['exponent']:.2f}")
        for name, row in found.items()
    ]
    return table(("one article of nothing but", "characters", "seconds", "exponent of the time"), rows)


def speed_cores() -> str:
    found = read("speed").get("two_cores")
    if found is None:
        return "*Not measured yet.*"
    return (
        f"{found['megabytes']:.1f} MB took {found['seconds_1']:.0f} seconds with one worker process and "
        f"{found['seconds_2']:.0f} with two, by the wall clock: {found['ratio']:.2f} times as fast, and "
        f"{found['ratio_once_started']:.2f} times once the workers had started."
    )


def speed_compiled() -> str:
    found = read("compiled")
    return (
        f"On {found['articles']:,} articles the compiled core read {found['ratio']:.2f} times as fast "
        f"({found['ratio_low']:.2f}–{found['ratio_high']:.2f} in {found['rounds']} rounds; "
        f"{found['compiled_mb_per_s']:.2f} against {found['python_mb_per_s']:.2f} MB a processor second), and its "
        f"tables were {'the same' if found['same_tables'] else 'NOT the same'}."
    )


def lexicon_sizes() -> str:
    result = read("lexicons_speed")
    named = {"padded": "the same hits", "drawn": "more terms, more hits"}
    rows = [
        (named[row["kind"]], f"{row['terms']:,}", f"{row['hits']:,}", row["scan_MB/s"], row["whole_MB/s"])
        for row in result["rows"]
    ]
    return table(("lexicon", "terms", "hits", "scan, MB/s", "to matches, MB/s"), rows)


def streaming() -> str:
    result = read("streaming")
    rows = [
        (f"{run['articles']:,}", what, run["peak_mib"], run["MB_a_processor_second"])
        for what, runs in (("all", result["streaming"]["runs"]), ("without measuring", result["machinery"]))
        for run in runs
    ]
    return table(("articles", "what runs", "peak memory, MiB", "MB a processor second"), rows)


def mentions_folder() -> str:
    folder = read("mentions")["folder"]
    return (
        f"The folder holds {folder['mentions']:,} mentions of {folder['features']} features in "
        f"{folder['articles']:,} articles on {folder['stories']:,} stories by {folder['outlets']} outlets, with texts, "
        f"events, attributions, frames, zones and voices: {folder['folder_mib']:,} MiB."
    )


def mentions_calls() -> str:
    result = read("mentions")
    rows = []
    for row in result["rows"]:
        what = f"`{row['code']}`".replace("target", "…")
        if "peak_mib" in row:
            rows.append((what, f"{row['processor_seconds']:,.0f}", f"{row['peak_mib']:,}"))
        else:
            rows.append((what, "", f"refused: {row['refused']}" if "refused" in row else row["failed"]))
    over = [row["call"] for row in result["rows"] if "failed" in row or row.get("peak_mib", 0) > result["limit_mib"]]
    told = f"Above {result['limit_mib']:,} MiB or not finished: {', '.join(over)}." if over else ""
    return table(("call", "processor seconds", "peak memory, MiB"), rows) + (f"\n\n{told}" if told else "")


def long_runs() -> str:
    result = read("long")
    rows = [
        (
            f"{run['articles']:,}", run["jobs"], f"{run['text_bytes'] / 1e6:,.0f}", f"{run['seconds']:,.0f}",
            f"{run['processor_seconds']:,.0f}", run["MB_a_processor_second"], f"{run['peak_parent_mib']:,}",
            f"{run['peak_worker_mib']:,}", f"{run['peak_all_mib']:,}", run["files"],
        )
        for run in result["runs"]
    ]  # fmt: skip
    header = (
        "articles", "jobs", "text, MB", "seconds", "processor seconds", "MB a processor second",
        "peak of the parent, MiB", "of the largest worker", "all together", "files",
    )  # fmt: skip
    time, memory = result["exponent_of_time"], result["exponent_of_memory"]
    told = f"Fitted over these sizes, time grows with the power {time} of the number of articles, memory with {memory}."
    return table(header, rows) + (f"\n\n{told}" if time is not None else "")


def long_tenths() -> str:
    run = max(read("long")["runs"], key=lambda one: one["articles"])
    rows = [
        (
            f"{part['until']:,}",
            part["articles_a_processor_second"] or "",
            f"{part['parent_mib']:,}",
            f"{part['all_mib']:,}",
        )
        for part in run["tenths"]
    ]
    if not rows:
        return ""
    header = ("until article", "articles a processor second", "peak of the parent, MiB", "all together")
    return f"The largest of these runs, tenth by tenth:\n\n{table(header, rows)}"


def billion() -> str:
    run = max(read("long")["runs"], key=lambda one: one["articles"])
    articles = 1_000_000_000
    size = run["text_bytes"] / run["articles"] * articles
    rate, written = run["MB_a_processor_second"], run["written_bytes"] / run["text_bytes"]
    rows = []
    for name, text, r in (
        (f"items of {run['text_bytes'] / run['articles']:,.0f} bytes, at the measured rate", size, rate),
        ("articles of 3,000 bytes, at the measured rate", 3e12, rate),
        ("articles of 3,000 bytes, at 3 MB/s", 3e12, 3.0),
    ):
        hours = text / 1e6 / r / 3600
        rows.append(
            (name, f"{text / 1e12:.1f}", f"{r:.2f}", f"{hours:,.0f}", f"{hours / 64:,.1f}", f"{hours / 1000:,.1f}",
             f"{text * written / 1e12:.1f}")
        )  # fmt: skip
    header = (
        "a billion of", "text, TB", "MB a second of one core", "core hours", "hours on 64 cores",
        "hours on 1,000 cores", "results, TB",
    )  # fmt: skip
    told = f"Measured on {run['articles']:,} items: *r* = {rate:.2f} MB a processor second, *w* = {written:.2f}."
    return f"{told}\n\n{table(header, rows)}"


def one_reader() -> str:
    machinery = read("streaming")["machinery"]
    if not machinery:
        return "*Not measured yet.*"
    run = max(machinery, key=lambda one: one["articles"])
    alone = run["MB_a_processor_second"]
    what = f"{alone:.1f} MB of text a processor second ({run['articles']:,} articles)"
    told = f"   Without measuring, one process read and wrote {what}"
    runs = (read("long") or {}).get("runs")
    if not runs:
        return told + "."
    rate = max(runs, key=lambda one: one["articles"])["MB_a_processor_second"]
    return f"{told}: it feeds {alone / rate:.0f} cores at the measured {rate:.2f} MB/s of one."


PLACES: dict[str, tuple[str, Callable[[], str]]] = {
    "attribution": ("attribution", attribution),
    "attribution_rules": ("attribution", attribution_rules),
    "billion": ("long", billion),
    "calibration": ("attribution", calibration),
    "constructions": ("constructions", constructions),
    "correction": ("correction", correction),
    "evidentiality": ("evidentiality", evidentiality),
    "frame_labels": ("frames_labels", frame_labels),
    "frame_voices": ("frames", frame_voices),
    "frames": ("frames", frames),
    "inference": ("inference", inference),
    "long_runs": ("long", long_runs),
    "long_tenths": ("long", long_tenths),
    "mentions_calls": ("mentions", mentions_calls),
    "mentions_folder": ("mentions", mentions_folder),
    "one_reader": ("streaming", one_reader),
    "lexicon_sizes": ("lexicons_speed", lexicon_sizes),
    "lexicons": ("lexicons", lexicons),
    "passives": ("passives", passives),
    "referents": ("referents", referents),
    "resolved": ("resolved", resolved),
    "speed_cold": ("speed", speed_cold),
    "speed_compiled": ("compiled", speed_compiled),
    "speed_cores": ("speed", speed_cores),
    "speed_growth": ("speed", speed_growth),
    "speed_pathological": ("speed", speed_pathological),
    "speed_rates": ("speed", speed_rates),
    "speed_stages": ("speed", speed_stages),
    "streaming": ("streaming", streaming),
    "tagger": ("tagger", tagger),
    "zones": ("zones", zones),
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
