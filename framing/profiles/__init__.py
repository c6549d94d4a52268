"""Profiles: runs the scan, reading and detectors over a corpus and fills the tables."""

from framing.profiles.plan import Plan
from framing.profiles.profiles import Profiles
from framing.profiles.provenance import Provenance
from framing.profiles.running import profile
from framing.profiles.saving import load_profiles
from framing.profiles.streaming import profile_files

__all__ = ["Plan", "Profiles", "Provenance", "load_profiles", "profile", "profile_files"]
