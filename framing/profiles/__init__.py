"""Profiles: runs the scan, reading and detectors over a corpus and fills the tables."""
