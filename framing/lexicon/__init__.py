"""Lexicons: the model, one module a file format, lint."""
