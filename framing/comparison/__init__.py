"""Comparing groups of articles: shares, contrasts with intervals, keyness, distances, tables for papers."""
