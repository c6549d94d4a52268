"""Memory and time of profiling as the corpus grows, and of the methods of Profiles on large results."""
