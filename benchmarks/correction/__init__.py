"""How well corrected estimates cover the truth where the detector errs differently by group."""
