"""Coverage-guided fuzzing of everything that reads files of strangers; not part of the tests."""
