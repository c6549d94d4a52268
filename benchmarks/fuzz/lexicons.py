"""Lexicon readers under mutated files: each file is a lexicon that can be written again, or an error of one line."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

from benchmarks.fuzz.targets import Target, expecting

SEEDS: dict[str, tuple[str, ...]] = {
    "framing": (
        "name: x\ncontexts: {w: [gun*, $$5]}\nreferences: {g: {title: A, year: 2001, status: read}}\n"
        "groups: {a: {party: p, actor_type: army, names: [The army], places: [Here]}}\n"
        "choice_sets:\n  s: {kind: modifier, heads: [West Bank], variants: {o: {terms: [occupied], after: [held by]}, "
        "b: {role: unmarked}}}\n  d: {opportunity: {opens: victim, kinds: [kill]}, variants: {p: {terms: [people]}}}\n"
        "categories:\n  c:\n    negated: drop\n    overlap: each\n    terms:\n      - raid*\n"
        "      - {terms: [a b, US], case: true, unless: [x*], near: {words: [$w], within: 3}, weight: 2, alone: true}\n"
        "      - {term: 'terrorists?', regex: true, near: {words: [a], sentence: true, article: true}}\n"
        "    categories: {d: {terms: [no]}}\n",
    ),
    "quanteda": ("doubt:\n  - claim*\n  - w?men\nharm:\n  strong: [raid, 'air raid*']\n",),
    "liwc": (
        "%\n1\tdoubt\n\t2\tharm (Harm done)\n%\nclaim*\t1\nkind <of>2/1 1\nlike\t(02 1)2/1\t2\n(discrep)like\t1\n"
        "air raid\t1\t2\n",
    ),
    "liwc22": ("DicTerm,doubt,harm\nclaim*,1,0.5\n'a, b',X,\nraid,,X\n",),
    "csv": ("term,category,weight\nclaim*,doubt,2\n'=cmd',harm/strong,1\n", "category;term\nharm;raid\n"),
    "lexicoder": (
        "+doubt\nclaim*\n a b \n+harm\nraid\n",
        '<?xml version="1.0"?><dictionary><cnode name="D"><pnode name=" claim "/></cnode></dictionary>',
    ),
    "wordstat": ("DOUBT\n\tCLAIM* (1)\n\tHARM\n\t\tAIR_RAID (2.5)\n\t\tW?MEN (1)\n\t@NEAR [raid NEAR army] (1)\n",),
    "yoshikoder": (
        '<?xml version="1.0"?><dictionary style="050805"><cnode name="Doubt" desc="d"><pnode name="claim*" score="1"/>'
        '<cnode name="sub"><pnode name="rumor"/></cnode></cnode></dictionary>',
    ),
}
"""A small file of each format to start from."""

WRITTEN = {"x.yaml": None, "x.yml": "quanteda", "x.dic": None, "x.dicx": None, "x.csv": None}


def try_one(data: bytes, form: str, folder: Path) -> None:
    """Read bytes as a file of a format; write what was read.

    Raises
    ------
    AssertionError
        When an error is not one line, or what was written comes back different.
    """
    from framing.lexicon import read_lexicon, write_lexicon

    path = folder / "fuzzed.txt"
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lexicon = expecting(lambda: read_lexicon(path, form))
        if lexicon is None:
            return
        lexicon.check(["A raid by people, an air raid; claims."])
        lexicon._repr_html_()
        for name, written in WRITTEN.items():
            write_lexicon(lexicon, folder / name, written)
            if name == "x.yaml":
                again = read_lexicon(folder / name)
                assert (again, again.contexts) == (lexicon, lexicon.contexts), lexicon


def targets() -> list[Target]:
    """Give a target for each format."""

    def reading(form: str) -> Callable[[bytes, Path], None]:
        return lambda data, folder: try_one(data, form, folder)

    return [
        Target(
            form if form != "csv" else "lexicon-csv",
            f"lexicon files: {form}",
            lambda seeds=seeds: [seed.encode() for seed in seeds],  # type: ignore[misc]
            reading(form),
            ("framing.lexicon", "framing.text", "yaml"),
        )
        for form, seeds in SEEDS.items()
    ]
