"""Figures: the only user of matplotlib; draws, computes nothing."""
