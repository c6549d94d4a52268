"""The gallery: each script of `gallery/examples` is run, and shown above the figure that it makes.

A script is ten lines that end in ``ax``; its docstring is the title and, after a blank line, what the figure shows.
"""

from __future__ import annotations

import ast
import runpy
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import framing as fr

HEAD = """# Gallery

Each figure is drawn from the constructed teaching corpus by the lines beneath it: no outlet in it is real, and nothing
in it happened. Every function takes `ax=None`, returns the `Axes`, and leaves showing and saving to you.
"""


def parts(script: Path) -> tuple[str, str, str]:
    """Give title, description and code of an example."""
    source = script.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(source)) or script.stem
    title, _, description = docstring.partition("\n")
    tree = ast.parse(source)
    first = tree.body[1] if len(tree.body) > 1 else tree.body[0]
    code = "\n".join(source.splitlines()[first.lineno - 1 :])
    return title.rstrip("."), description.strip(), code


def draw(script: Path, target: Path) -> None:
    """Run an example and save its figure as SVG with real text."""
    ax: Any = runpy.run_path(str(script))["ax"]
    fr.plot.save(ax, target)


def write_gallery(app: Sphinx) -> None:
    folder = Path(app.srcdir) / "gallery"
    scripts = sorted((folder / "examples").glob("*.py"))
    pages = [HEAD]
    for script in scripts:
        title, description, code = parts(script)
        figure = folder / "_figures" / f"{script.stem}.svg"
        figure.parent.mkdir(exist_ok=True)
        if not figure.exists() or figure.stat().st_mtime < script.stat().st_mtime:
            draw(script, figure)
        pages.append(
            f"## {title}\n\n{description}\n\n```{{image}} _figures/{script.stem}.svg\n:alt: {title}\n"
            f":class: gallery-figure\n```\n\n```python\n{code.rstrip()}\n```\n"
        )
    (folder / "index.md").write_text("\n".join(pages), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", write_gallery)
    return {"parallel_read_safe": True}
