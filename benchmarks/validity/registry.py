"""Names of the tasks and the functions that run them, as ``module:function``."""

from __future__ import annotations

__all__ = ["TASKS"]

TASKS = {"passives": "benchmarks.validity.agency:passives"}
"""A function takes the folder with the data and gives a dict ready for JSON."""
