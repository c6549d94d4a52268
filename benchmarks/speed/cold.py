"""The cold start: what a fresh process needs to import the library and to profile its first article."""

from __future__ import annotations

import statistics
import subprocess
import sys

__all__ = ["cold_start"]

_CODE = {
    "python alone": "pass",
    "import framing": "import framing",
    "first profile": (
        "import framing as fr; "
        "fr.profile(fr.as_corpus(['The army said a raid had killed two men.']), "
        "[fr.AgencyDetector(), fr.LexiconDetector(fr.load_lexicon('conflict'))])"
    ),
    "first annotate": "import framing as fr; fr.annotate('The army said a raid had killed two men.')",
}
_CLOCK = "import resource; u = resource.getrusage(resource.RUSAGE_SELF); print(u.ru_utime + u.ru_stime)"


def cold_start(rounds: int) -> dict[str, float]:
    """Give the median processor seconds of a whole process for each of a few first lines."""
    found: dict[str, list[float]] = {name: [] for name in _CODE}
    for _ in range(rounds):
        for name, code in _CODE.items():
            done = subprocess.run(
                [sys.executable, "-c", f"{code}\n{_CLOCK}"], capture_output=True, text=True, check=True
            )
            found[name].append(float(done.stdout.split()[-1]))
    return {name: round(statistics.median(times), 3) for name, times in found.items()}
