"""Detectors: terms, agency, referents, frames; all keep the protocol of :mod:`framing.detectors.protocol`."""
