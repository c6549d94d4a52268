"""Characters as arrays: the same answers as for each character alone."""

import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text import is_word_character
from framing.text.characters import codes_of, letters, word_characters


def test_every_character():
    every = [chr(code) for code in range(sys.maxunicode + 1) if code < 0x10000 or code % 97 == 0]
    for part in (every[:128], every[:0x10000], every):
        codes = np.array(list(map(ord, part)), {128: np.uint8, 0x10000: np.uint16}.get(len(part), np.uint32))
        assert word_characters(codes).tolist() == list(map(is_word_character, part))
        assert letters(codes).tolist() == [one.isalnum() or one == "_" for one in part]


@given(st.text(st.characters()))
def test_codes_are_those_of_the_text(text):
    assert codes_of(text).tolist() == list(map(ord, text))
