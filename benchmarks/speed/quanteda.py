"""quanteda's dictionary lookup, where R and the package are installed: one R process that counts on request.

The process keeps the texts and the dictionary; what is timed is ``tokens() |> tokens_lookup() |> dfm()`` on one thread,
by R's own processor seconds.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

__all__ = ["command", "has_quanteda"]

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
  rows <- lapply(seq_len(nrow(table)), function(row) I(as.integer(table[row, names(given)])))
  seconds <- spent[["user.self"]] + spent[["sys.self"]]
  cat(jsonlite::toJSON(list(seconds = seconds, rows = rows), auto_unbox = TRUE), "\\n", sep = "")
}
"""


def has_quanteda() -> bool:
    """Tell whether R runs here and has the package."""
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "quit(status = !(requireNamespace('quanteda') && requireNamespace('jsonlite')))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def command(folder: Path) -> list[str]:
    """Write the R program into a folder and give the command that runs it."""
    program = folder / "count.R"
    program.write_text(_PROGRAM, encoding="utf-8")
    return ["Rscript", str(program)]
