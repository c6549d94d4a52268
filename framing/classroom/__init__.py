"""Worksheets for the classroom, and reading their answers."""
