"""Worksheets for the classroom, and reading their answers."""

# Not lazily: the functions have to be there before the modules of the same names could take their place.
from framing.classroom.answers import ClassAnswers, read_answers
from framing.classroom.lessons import LESSONS, lesson
from framing.classroom.practice import invented_class
from framing.classroom.strings import strings
from framing.classroom.worksheet import EXERCISES, worksheet

__all__ = ["EXERCISES", "LESSONS", "ClassAnswers", "invented_class", "lesson", "read_answers", "strings", "worksheet"]
