"""Validity: the library's judgements against human coding."""
