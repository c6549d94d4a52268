"""quanteda's dictionary lookup, where R and the package are installed: one R process that counts on request.

The process keeps the texts and the dictionary; what is timed is ``tokens() |> tokens_lookup() |> dfm()`` on one thread,
by R's own processor seconds.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

__all__ = ["Quanteda", "has_quanteda"]

_PROGRAM: Final = """
options(warn = -1)
suppressPackageStartupMessages(library(quanteda))
invisible(quanteda_options(threads = 1, verbose = FALSE))
input <- file("stdin", "r")
given <- jsonlite::fromJSON(readLines(input, 1), simplifyVector = FALSE)
dict <- dictionary(lapply(given, unlist))
repeat {
  path <- readLines(input, 1)
  if (length(path) == 0) break
  if (nchar(path) > 0) texts <- jsonlite::fromJSON(path)
  before <- proc.time()
  counts <- tokens(texts) |> tokens_lookup(dict, valuetype = "fixed", levels = 1) |> dfm(tolower = FALSE)
  spent <- proc.time() - before
  table <- as.matrix(counts)
  rows <- lapply(seq_len(nrow(table)), function(row) as.integer(table[row, ]))
  cat(jsonlite::toJSON(list(
    seconds = spent[["user.self"]] + spent[["sys.self"]], names = colnames(table), rows = rows
  ), auto_unbox = FALSE), "\\n", sep = "")
}
"""


def has_quanteda() -> bool:
    """Tell whether R runs here and has the package."""
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "quit(status = !(requireNamespace('quanteda') && requireNamespace('jsonlite')))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


class Quanteda:
    """Counts by article and category.

    Parameters
    ----------
    terms : mapping of str to sequence of str
        Terms by category.
    """

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        self.names = list(terms)
        self._folder = tempfile.TemporaryDirectory()
        program = Path(self._folder.name, "count.R")
        program.write_text(_PROGRAM, encoding="utf-8")
        self._process = subprocess.Popen(
            ["Rscript", str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._loaded: Sequence[str] | None = None
        self._seconds = 0.0
        self._send(json.dumps({name: list(found) for name, found in terms.items()}))

    def clock(self) -> float:
        """Give the processor seconds that R has spent counting so far."""
        return self._seconds

    def __call__(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        """Count; texts that were counted last are not sent again."""
        path = ""
        if texts is not self._loaded:
            place = Path(self._folder.name, "texts.json")
            place.write_text(json.dumps(list(texts)), encoding="utf-8")
            path, self._loaded = str(place), texts
        self._send(path)
        assert self._process.stdout is not None
        answer = json.loads(self._process.stdout.readline())
        self._seconds += answer["seconds"][0]
        counted = np.zeros((len(texts), len(self.names)), np.int64)
        counted[:, [self.names.index(name) for name in answer["names"]]] = answer["rows"]
        return counted

    def _send(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
