"""Sphinx settings: one quiet theme, nothing loaded from elsewhere, every warning an error in `.ci/run`."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_extensions"), str(HERE.parent)]

from framing.version import __version__  # noqa: E402

project = "framing"
author = "The framing developers"
copyright = "The framing developers. Code MIT; lexicons and constructed articles CC BY 4.0"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "commands",
    "gallery",
    "measured",
    "worksheets",
]
exclude_patterns = ["_build", "_extensions", "_measured", "gallery/examples"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}  # autosummary writes reStructuredText
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]

autosummary_generate = True
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "furo"
html_title = "framing"
html_show_sphinx = False
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["framing.css"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f5673", "color-brand-content": "#1f5673"},
    "dark_css_variables": {"color-brand-primary": "#8ec3de", "color-brand-content": "#8ec3de"},
}
copybutton_prompt_text = ">>> "
