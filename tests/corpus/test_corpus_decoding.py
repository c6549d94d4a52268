"""Encodings, characters that cannot be kept, mojibake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.decoding import clean, decode, mojibake_places, repair_mojibake
from framing.errors import FramingError, ReadError, SettingError

ENGLISH = "The army’s “raid” at the Café — it said so."
UNICODE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), min_size=1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_is_recognised(encoding):
    assert decode(ENGLISH.encode(encoding), "'a'")[0] == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Армия заявила, что рейд был успешным. " * 5, "cp1251"),
        ("軍は作戦を発表した。日本語の記事です。" * 5, "shift-jis"),
        ("Wojsko oświadczyło, że źródła mówią o nalocie; zginęło ośmiu ludzi. " * 3, "cp1250"),
    ],
)
def test_other_scripts_are_recognised_and_the_guess_is_noted(text, encoding):
    found, notes = decode(text.encode(encoding), "'a'")
    assert found == text
    assert notes[0].startswith("encoding guessed")


@given(UNICODE)
def test_utf8_comes_back_exactly(text):
    if text[0] == "\ufeff" or not text.strip():
        return
    try:
        found, _ = decode(text.encode("utf-8"), "'a'")
    except ReadError:
        # only control characters and binary beginnings may be refused
        assert any(c < " " or c == "\x7f" for c in text) or text.startswith(("%PDF", "GIF8", "ID3", "BZh", "RIFF"))
        return
    assert found == text


def test_nothing_is_stripped_or_normalised():
    text = "\n\u00a0 ,” the official said.  \n\n\n\tcafe\u0301 \u2011 “unclosed\u200b \n"
    assert decode(text.encode(), "'a'") == (text, ())


def test_only_windows_line_ends_change():
    assert decode(b"a\r\nb\rc\nd", "'a'")[0] == "a\nb\rc\nd"


def test_one_damaged_byte_does_not_turn_utf8_into_something_else():
    found, notes = decode("“one” “two”".encode() + b" it\x92s", "'a'")
    assert found == "“one” “two” it�s"
    assert notes == ("encoding guessed: utf-8 with damaged bytes", "1 damaged byte replaced by U+FFFD")


def test_nul_and_lone_surrogates_are_replaced_with_a_note_and_pairs_are_joined():
    assert clean("a\x00b") == ("a�b", ("1 NUL replaced by U+FFFD",))
    assert clean("a\ud800b\udfff") == ("a�b�", ("2 lone surrogates replaced by U+FFFD",))
    assert clean("\ud83d\ude00") == ("😀", ())


@given(st.text(st.characters()))
def test_cleaned_text_can_always_be_stored_and_cleaning_again_changes_nothing(text):
    cleaned, _ = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned.replace("\r\n", "\n"))[1] == ()
    assert "\x00" not in cleaned


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\xff\xd8\xff\xe0" + b"x" * 50,
        b"%PDF-1.7 text",
        b"PK\x03\x04rest",
        b"\x1f\x8b\x08rest",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"text \x00\x01\x02\x03\x04\x05\x06\x07" * 40,
    ],
)
def test_what_is_no_text_is_refused_in_one_line_that_names_the_file(raw):
    with pytest.raises(ReadError) as error:
        decode(raw, "'picture.txt'")
    assert "'picture.txt'" in str(error.value)
    assert "\n" not in str(error.value)
    assert ";" in str(error.value)


def test_an_unknown_encoding_is_refused_with_what_is_possible():
    for encoding in ("utf-9", "rot13", "base64", "a\x00b"):
        with pytest.raises(SettingError, match="possible"):
            decode(b"abc", "'a'", encoding=encoding)


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_clear_error(raw):
    message = ""
    try:
        decode(raw, "'a'")[0].encode("utf-8")
    except FramingError as error:
        message = str(error)
    assert "\n" not in message


# --- mojibake ---


@given(st.text(st.sampled_from("abc ’“”é—üñ…àôß")))
def test_repair_undoes_one_wrong_decoding_of_western_text(text):
    damaged = text.encode("utf-8").decode("cp1252", "replace")
    if "�" in damaged:
        return  # a byte that cp1252 does not have is lost for good
    assert repair_mojibake(damaged)[0] == text


@pytest.mark.parametrize("text", ["SANTÉ»", "„BÖ“", "là…»", "Ã", "naïve café — “yes”", "Åsa’s", "VOILÀ»", "日本語"])
def test_honest_text_is_neither_suspected_nor_changed(text):
    assert mojibake_places(text) == 0
    assert repair_mojibake(text) == (text, 0)


def test_text_damaged_twice_is_mended():
    once = "it’s".encode().decode("cp1252")
    assert repair_mojibake(once.encode().decode("cp1252"))[0] == "it’s"


def test_cyrillic_mojibake_needs_a_run():
    damaged = "Армия сказала".encode().decode("cp1252", "replace")
    assert mojibake_places("Россия".encode().decode("latin-1")) == 1
    assert "�" in damaged  # cp1252 has no 0x90: why a Latin-1 reading is tested instead
