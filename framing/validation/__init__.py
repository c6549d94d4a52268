"""Coding samples, agreement, evaluation, error-corrected estimates."""
