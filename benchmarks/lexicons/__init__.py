"""The shipped lexicons: which share of their hits a careful reader calls right."""
