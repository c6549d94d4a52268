"""The version of the package, in one place for the build and for provenance; and whether its core is compiled."""

import os
from importlib.machinery import EXTENSION_SUFFIXES

__all__ = ["__version__", "compiled"]

__version__ = "0.1.0"

_CORE = os.path.join(os.path.dirname(__file__), "document", "reading")  # pathlib is slow to import

compiled = any(os.path.exists(_CORE + suffix) for suffix in EXTENSION_SUFFIXES)
"""Whether what reads articles was compiled when the package was built; the results are the same."""
