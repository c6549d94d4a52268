"""Turn the coders' working files into ``teaching/codings.csv``, with offsets into the articles.

Fails, naming the article, on a missing article, a wrong number of codes, or a code that the codebook lacks.

Usage: ``python corpora/tools/build_codings.py``
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from units import TEACHING, Unit, article_ids, lines, read_article, terms, triggers

ZONES = {
    "H": "headline",
    "S": "standfirst",
    "Y": "byline",
    "D": "dateline",
    "C": "caption",
    "L": "lead",
    "B": "body",
    "X": "crosshead",
    "P": "promo",
    "K": "boilerplate",
}
VOICES = {
    "o": "own",
    "d": "direct",
    "i": "indirect",
    "s": "scare",
    "t": "title",
    "u": "uncertain",
}
GROUPS = {
    "ma": "marlund-army",
    "mp": "marlund-police",
    "mg": "marlund-government",
    "mc": "marlund-civilians",
    "lf": "lorrin-front",
    "lo": "lorrin-council",
    "lc": "lorrini",
    "bo": "both",
    "mi": "migrants",
    "re": "rescuers",
    "pr": "protesters",
    "st": "strikers",
    "cl": "climate-campaigners",
    "co": "companies",
    "ot": "other",
    "un": "unknown",
}
CONSTRUCTIONS = {
    "a": "active",
    "e": "event_subject",
    "pb": "passive_agent",
    "p": "passive_agentless",
    "pp": "participle",
    "i": "intransitive",
    "n": "nominal",
    "na": "nominal_agent",
    "aj": "adjectival",
    "x": "none",
}
SCOPES = {
    "s": "subject",
    "b": "by_phrase",
    "m": "event_modifier",
    "t": "sentence",
    "w": "article",
    "z": "none",
}
FRAMES = {
    "E": "frame_economic",
    "S": "frame_security",
    "I": "frame_human_interest",
    "M": "frame_morality",
    "C": "frame_conflict",
    "R": "frame_responsibility",
}
COLUMNS = ["article_id", "start", "end", "unit", "coder", "variable", "value", "text"]
Row = dict[str, str | int]


def parse(path: Path) -> dict[str, dict[str, str]]:
    """Read a working file: article, then kind of unit, then the codes as written."""
    codes: dict[str, dict[str, str]] = {}
    current = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            current = line[2:].strip()
            if current in codes:
                raise SystemExit(f"{path.name}: {current} is coded twice")
            codes[current] = {}
        elif line.strip() and not line.startswith("#"):
            kind, _, written = line.partition(" ")
            codes[current][kind] = written.strip()
    return codes


def _look_up(table: dict[str, str], code: str, where: str) -> str:
    if code not in table:
        raise SystemExit(f"{where}: unknown code {code!r}; possible: {', '.join(table)}")
    return table[code]


def _same_number(units: list[Unit], codes: list[str], where: str) -> None:
    if len(units) != len(codes):
        raise SystemExit(f"{where}: {len(units)} units, {len(codes)} codes")


def rows_of(article_id: str, coder: str, written: dict[str, str]) -> list[Row]:
    """Turn one article's codes into rows."""
    text = read_article(article_id)
    where = f"{coder}, {article_id}"
    rows: list[Row] = []

    def add(unit: Unit, variable: str, value: str) -> None:
        rows.append(
            {
                "article_id": article_id,
                "start": unit.start,
                "end": unit.end,
                "unit": unit.kind,
                "coder": coder,
                "variable": variable,
                "value": value,
                "text": "" if unit.kind == "article" else unit.text,
            }
        )

    zone_codes = list(written["zone"].replace(" ", ""))
    _same_number(lines(text), zone_codes, f"{where}, lines")
    for unit, code in zip(lines(text), zone_codes, strict=True):
        add(unit, "zone", _look_up(ZONES, code, where))

    term_codes = written["term"].split()
    _same_number(terms(text), term_codes, f"{where}, terms")
    for unit, code in zip(terms(text), term_codes, strict=True):
        voice, _, group = code.partition(".")
        add(unit, "voice", _look_up(VOICES, voice, where))
        variable = {"people": "referent", "act": "actor"}.get(unit.names)
        if variable:
            add(unit, variable, _look_up(GROUPS, group, f"{where}, term {unit.number} ({unit.text})"))
        elif group:
            raise SystemExit(f"{where}, term {unit.number} ({unit.text}): takes no group")

    trigger_codes = written["trigger"].split()
    _same_number(triggers(text), trigger_codes, f"{where}, triggers")
    for unit, code in zip(triggers(text), trigger_codes, strict=True):
        construction, _, scope = code.partition(".")
        add(unit, "construction", _look_up(CONSTRUCTIONS, construction, where))
        if construction != "x":
            place = f"{where}, trigger {unit.number} ({unit.text})"
            add(unit, "agent_scope", _look_up(SCOPES, scope, place))
        elif scope:
            raise SystemExit(f"{where}, trigger {unit.number} ({unit.text}): no event has no agent")

    whole = Unit("article", 1, 0, len(text), text)
    present = set(written["frames"].replace(" ", ""))
    for code in present:
        _look_up(FRAMES, code, where)
    for code, variable in FRAMES.items():
        add(whole, variable, str(int(code in present)))
    return rows


def main() -> None:
    """Write ``codings.csv`` from every working file."""
    rows: list[Row] = []
    ids = article_ids()
    for path in sorted((TEACHING / "working").glob("*.txt")):
        codes = parse(path)
        missing = [article for article in ids if article not in codes]
        if missing:
            raise SystemExit(f"{path.name}: not coded: {', '.join(missing)}")
        for article_id in ids:
            rows += rows_of(article_id, path.stem, codes[article_id])
    with (TEACHING / "codings.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{len(rows)} codings of {len(ids)} articles\n")


if __name__ == "__main__":
    main()
