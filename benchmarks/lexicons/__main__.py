"""``python -m benchmarks.lexicons --data FOLDER``: the share of right hits of every shipped lexicon.

With ``--sample NAME`` it draws hits of one lexicon, prints each in its context for a reader, and writes the file of
labels to fill in. Data sets are not part of the project; each reader says where to get what is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.lexicons.precision import CORPORA, LABELS, sample, score, write_labels
from framing.errors import FramingError

RESULTS = Path(__file__).parent.parent / "results"


def main() -> int:
    """Draw a sample or score the labels."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lexicons", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--sample", choices=sorted(CORPORA), help="draw hits of this lexicon instead")
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--labels", type=Path, default=LABELS, help="folder for the file of labels to fill in")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder for the results as JSON")
    options = parser.parse_args()
    try:
        if options.sample:
            drawn = sample(options.data, options.sample, options.n, options.seed)
            for number, row in drawn.iterrows():
                print(f"{number:3} {row['feature']:36} {row['context']}")
            write_labels(drawn, options.labels / f"{options.sample}.csv")
            return 0
        results = [score(options.data, name) for name in CORPORA if (LABELS / f"{name}.csv").exists()]
    except FramingError as error:
        print(error, file=sys.stderr)
        return 2
    for row in results:
        print(f"{row['lexicon']}: {row['labelled']} labelled hits, {row['no longer hits']} are none any more")
        for moment in ("as read", "as mended"):
            for draw, counts in row[moment].items():
                interval = f"[{counts['low']:.3f}, {counts['high']:.3f}]"
                print(f"    {moment:9}, all {draw:8} alike: {counts['share']:.3f} {interval} n={counts['n']}")
        for feature, counts in row["under .8 (of 3 or more)"].items():
            print(f"    under .8: {feature} {counts}")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "lexicons.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
