"""Reading and writing the dictionaries of other programs."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import LexiconError, SettingError
from framing.lexicon import (
    Category,
    ChoiceSet,
    Group,
    Lexicon,
    LexiconWarning,
    LossReport,
    Near,
    Opportunity,
    Reference,
    Term,
    Variant,
    building,
    read_lexicon,
    write_lexicon,
    yaml_format,
)
from framing.lexicon.building import default_label
from framing.lexicon.csv_format import csv_to_lexicon, lexicon_to_csv
from framing.lexicon.formats import FORMATS
from framing.lexicon.lexicoder import lexicoder_to_lexicon
from framing.lexicon.liwc import dic_to_lexicon, dicx_to_lexicon, lexicon_to_dic, lexicon_to_dicx
from framing.lexicon.quanteda import lexicon_to_quanteda, quanteda_to_lexicon
from framing.lexicon.wordstat import wordstat_to_lexicon
from framing.lexicon.yoshikoder import yoshikoder_to_lexicon


def terms_of(lexicon):
    return {name: [str(term) for term in part.terms] for name, part in lexicon.categories.items()}


def losses_of(lexicon):
    return [(loss.kind, loss.what) for loss in lexicon.losses]


DIC = """\
%
1\tfeeling (Feeling Words)
\t2\tgood
\t\t21\tvery good
\t3\tbad
40\tspeech
%
happy\t1\t2
happ*\t1 2
car bomb\t3
:)\t2
said 40
at 5 pm\t40

kind\t<of>131/125\t1\t2
like\t(02 134)125/464\t40
(feeling)like\t2
(02) love*\t2
lost\t
stray\t99\t3
odd\tx7
--\t3
*\t3
"""


def test_liwc_with_everything_in_it():
    lexicon = dic_to_lexicon(DIC, "some/mine.dic")
    assert lexicon.name == "mine"
    assert lexicon.categories["feeling"].label == "Feeling Words"
    assert lexicon.categories["feeling/good/very_good"].label == "very good"
    assert terms_of(lexicon) == {
        "feeling": ["happy", "happ*", "kind"],
        "feeling/good": ["happy", "happ*", ":)", "kind"],
        "feeling/good/very_good": [],
        "feeling/bad": ["car bomb", "stray"],
        "speech": ["said", "at 5 pm", "like"],
    }
    assert losses_of(lexicon) == [
        ("condition", "kind"),
        ("condition", "like"),
        ("condition", "(feeling)like"),
        ("condition", "(02) love*"),
        ("term", "lost"),
        ("category", "stray"),
        ("category", "odd"),
        ("term", "--"),
        ("term", "*"),
    ]
    assert lexicon.losses.losses[0].where == "some/mine.dic, line 15"
    assert "<of>131/125" in lexicon.losses.losses[0].why
    assert lexicon.categories["feeling/bad"].terms[0].line == 10


def test_a_conditional_like_is_never_read_as_like():
    """quanteda's reader drops the condition and counts every *like*."""
    lexicon = dic_to_lexicon("%\n1\tposemo\n2\tdiscrep\n%\n(discrep)like\t1\nwould\t2\n", "x.dic")
    assert terms_of(lexicon) == {"posemo": [], "discrep": ["would"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("happy\t1\n", "has no line with %"),
        ("%\n1\tgood\nhappy\t1\n", "does not end with a line with %"),
        ("%\n%\nhappy\t1\n", "declares no categories"),
        ("%\ngood\n%\nhappy\t1\n", "line 2: 'good' is no category"),
        ("%\n1\tgood\n1\tbad\n%\nhappy\t1\n", "line 3: category 1 is declared twice"),
        ("%\n1\tgood\n%\n", "holds no term"),
        (f"%\n1\tgood\n%\n{'a' * 10_000}\t1\n", "line 4: term 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…' has 10,000 characters"),
        ("%\n" + "".join("\t" * n + f"{n}\tc{n}\n" for n in range(60)) + "%\nhappy\t1\n", "nested deeper"),
    ],
)
def test_faulty_liwc(text, message):
    with pytest.raises(LexiconError) as caught:
        dic_to_lexicon(text, "mine.dic")
    assert message in str(caught.value)
    assert str(caught.value).startswith("mine.dic")


def test_liwc22():
    lexicon = dicx_to_lexicon(
        'DicTerm,a,a/b,he/she,\n"one, two",X,,-0.5,\nkill*,,x,0,\n,,,,\nlost,,,,\n', "my dict.dicx"
    )
    assert lexicon.name == "my_dict"
    assert [(name, part.label) for name, part in lexicon.categories.items()] == [
        ("a", "a"),
        ("a/b", "b"),
        ("he_she", "he/she"),
    ]
    assert terms_of(lexicon) == {"a": ["one, two"], "a/b": ["kill*"], "he_she": ["one, two", "kill*"]}
    assert [term.weight for term in lexicon.categories["he_she"].terms] == [-0.5, 0.0]
    assert losses_of(lexicon) == [("term", "lost")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,a\nx1,X\n", "called DicTerm"),
        ("DicTerm\nx1\n", "needs the name of a category"),
        ("DicTerm,a,,b\nx1,X\n", "needs the name of a category"),
        ("DicTerm,a,a\nx1,X,\n", "column 'a' stands there twice"),
        ("DicTerm,a\nx1,maybe\n", "line 2: 'maybe' is neither X nor a number"),
        ("DicTerm,a\nx1,inf\n", "neither X nor a number"),
        ("DicTerm,a\nx1,,X\n", "in a column without a category"),
        ('DicTerm,a\n"x1,X\n', "not valid CSV"),
    ],
)
def test_faulty_liwc22(text, message):
    with pytest.raises(LexiconError, match=r"mine\.dicx") as caught:
        dicx_to_lexicon(text, "mine.dicx")
    assert message in str(caught.value)


def test_lexicoder_lines():
    lexicon = lexicoder_to_lexicon("+NEG words\n kill*\ngood bye\n\n+Positive\nhope\n", "lsd.lc3")
    assert terms_of(lexicon) == {"NEG_words": ["kill*", "good bye"], "Positive": ["hope"]}
    assert lexicon.categories["NEG_words"].label == "NEG words"
    assert not lexicon.losses


def test_lexicoder_xml_says_that_words_are_whole():
    text = (
        '<dictionary style="Lexicoder" name="topics"><cnode name="t1">'
        '<pnode name=" NATO "/><pnode name="econom"/></cnode></dictionary>'
    )
    lexicon = lexicoder_to_lexicon(text, "topics.lcd")
    assert lexicon.title == "topics"
    assert terms_of(lexicon) == {"t1": ["NATO", "econom"]}
    assert [loss.kind for loss in lexicon.losses] == ["wildcard"]


def test_lexicoder_without_a_category():
    with pytest.raises(LexiconError, match="line 1: 'kill' stands before the first category"):
        lexicoder_to_lexicon("kill\n+NEG\n", "x.lc3")


def test_wordstat():
    text = (
        "STATE\n   \tARMY\n   \t\tARMED_FORCES (1)\n   \t\tSOLDIER* (2.5)\n   \tPOLICE\n   \t\tCOP? (1)\n"
        "\t\t@NEARBY [X NEAR Y] (1)\nOTHER\n\tNEW YORK (1)\n"
    )
    lexicon = wordstat_to_lexicon(text, "w.cat")
    assert terms_of(lexicon) == {
        "STATE": [],
        "STATE/ARMY": ["ARMED FORCES", "SOLDIER*"],
        "STATE/POLICE": ["COP?"],
        "OTHER": ["NEW YORK"],
    }
    assert lexicon.categories["STATE/ARMY"].terms[1].weight == 2.5
    assert losses_of(lexicon) == [("wildcard", "COP?"), ("context", "@NEARBY [X NEAR Y] (1)")]


YKD = """\
<?xml version="1.0" encoding="UTF-8"?>
<dictionary style="050805" patternengine="substring">
  <cnode name="My dictionary" desc="My dictionary">
    <cnode name="A &amp; B" desc="about it">
      <pnode name="more*"/><pnode name="car bomb" score="-1.5"/>
      <cnode name="inner"><pnode name="lamb"/></cnode>
    </cnode>
  </cnode>
</dictionary>
"""


def test_yoshikoder():
    lexicon = yoshikoder_to_lexicon(YKD, "mine.ykd")
    assert (lexicon.title, terms_of(lexicon)) == (
        "My dictionary",
        {"A_B": ["more*", "car bomb"], "A_B/inner": ["lamb"]},
    )
    category = lexicon.categories["A_B"]
    assert (category.label, category.note, category.terms[1].weight, category.terms[1].line) == (
        "A & B",
        "about it",
        -1.5,
        5,
    )


def test_yoshikoder_with_patterns_in_the_outermost_category():
    inner = '<cnode name="in"><pnode name="lamb"/></cnode>'
    text = f'<dictionary><cnode name="all"><pnode name="word"/>{inner}</cnode></dictionary>'
    assert terms_of(yoshikoder_to_lexicon(text, "x.ykd")) == {"all": ["word"], "all/in": ["lamb"]}


def test_yoshikoder_regular_expressions():
    patterns = '<pnode name="kill(s|ed)?"/><pnode name="(?=x)y"/>'
    text = f'<dictionary patternengine="regexp"><cnode name="c">{patterns}</cnode></dictionary>'
    lexicon = yoshikoder_to_lexicon(text, "x.ykd")
    assert [(str(term), term.kind) for term in lexicon.terms] == [("kill(s|ed)?", "regex")]
    assert losses_of(lexicon) == [("term", "(?=x)y")]


ENTITIES = '<!DOCTYPE d [<!ENTITY a "xx"><!ENTITY b "&a;&a;&a;&a;">]><dictionary><cnode name="&b;"/></dictionary>'
EXTERNAL = '<!DOCTYPE d SYSTEM "file:///etc/hostname"><dictionary/>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (YKD[:200], "not valid XML"),
        ("<html/>", "starts with <html>"),
        (ENTITIES, "document type definitions are not read"),
        (EXTERNAL, "document type definitions are not read"),
        ("<dictionary><cnode><pnode name='a1'/></cnode></dictionary>", "a category (cnode) has no name"),
        ("<dictionary><pnode name='a1'/></dictionary>", "stands outside a category"),
        ("<dictionary><cnode name='c'><pnode name='a1' score='x'/></cnode></dictionary>", "the score 'x'"),
        ("<dictionary>" + "<cnode name='c'>" * 60, "nested deeper"),
        ("<dictionary>&nbsp;</dictionary>", "not valid XML"),
    ],
)
def test_faulty_xml(text, message):
    with pytest.raises(LexiconError, match=r"mine\.ykd") as caught:
        yoshikoder_to_lexicon(text, "mine.ykd")
    assert message in str(caught.value)


def test_quanteda():
    text = (
        "yes: [no, on, 2010]\nUS:\n  MA: Boston\n  '': [Washington DC]\n  deep:\n    deeper:\n      - a b*\n"
        "nothing: ~\nwom: [wom?n]\n"
    )
    lexicon = quanteda_to_lexicon(text, "q.yml")
    assert terms_of(lexicon) == {
        "yes": ["no", "on", "2010"],
        "US": ["Washington DC"],
        "US/MA": ["Boston"],
        "US/deep": [],
        "US/deep/deeper": ["a b*"],
        "nothing": [],
        "wom": [r"wom[\pL\pN\pM_]n"],
    }
    assert lexicon.categories["wom"].terms[0].kind == "regex"
    assert losses_of(lexicon) == [("wildcard", "wom?n")]


def test_csv():
    lexicon = csv_to_lexicon('Weight;Term;Category;why\n2;"car; bomb";a/b;x\n;\'=cmd;a;\n', "c.csv")
    assert terms_of(lexicon) == {"a": ["=cmd"], "a/b": ["car; bomb"]}
    assert [term.weight for term in lexicon.terms] == [1.0, 2.0]
    assert losses_of(lexicon) == [("metadata", "column why")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,category\nx1,c\n", "needs one column 'term'"),
        ("term,category,term\nx1,c,x2\n", "needs one column 'term'"),
        ("term,category\nx1,\n", "line 2: the category is empty"),
        ("term,category\nx1,a//b\n", "names an empty category"),
        ("term,category,weight\nx1,a,heavy\n", "the weight 'heavy'"),
        ("term,category\n", "holds no term"),
        (f"term,category\n{'a' * 10_000},c\n", "has 10,000 characters"),
    ],
)
def test_faulty_csv(text, message):
    with pytest.raises(LexiconError, match=r"mine\.csv") as caught:
        csv_to_lexicon(text, "mine.csv")
    assert message in str(caught.value)


# Writing and reading again


RICH = Lexicon(
    "rich",
    version="1.2",
    categories={
        "doubt": Category(
            "doubt",
            "Doubting words",
            (
                Term("claim*", weight=2.0),
                Term("(discrep)like"),
                Term("*gate"),
                Term("IRA", case=True, note="the army"),
                Term("peace", unless=("peace talks",)),
                Term("table", near=Near(("talks",), 5)),
                Term("so-called?"),
                Term(r"kill(s|ed)", kind="regex"),
            ),
            negated="drop",
        )
    },
    choice_sets={
        "status": ChoiceSet(
            "status",
            "status",
            kind="modifier",
            opportunity=Opportunity("head"),
            heads=(Term("West Bank"),),
            variants=(
                Variant("occupied", "occupied", terms=(Term("occupied"),), after=(Term("occupied by"),)),
                Variant("bare", "bare", "unmarked"),
            ),
        )
    },
    groups={"army": Group("army", "army", "north", "army")},
    references={"guide": Reference("guide", "A guide")},
)


def test_what_a_format_cannot_hold_is_reported_entry_by_entry(tmp_path):
    report = write_lexicon(RICH, tmp_path / "rich.dic")
    found = {(loss.kind, loss.what) for loss in report}
    assert found == {
        ("metadata", "version"),
        ("choice_set", "status"),
        ("term", "West Bank"),
        ("choice_set", "status/bare"),
        ("category", "doubt"),
        ("weight", "claim*"),
        ("term", "(discrep)like"),
        ("wildcard", "*gate"),
        ("case", "IRA"),
        ("term", "IRA"),
        ("context", "peace"),
        ("context", "table"),
        ("regex", r"kill(s|ed)"),
        ("group", "army"),
        ("reference", "guide"),
    }
    assert bool(report) is True
    assert len(report) == 15
    assert "claim*: its weight 2 is left out" in str(report)
    assert list(report.to_frame().columns) == ["kind", "what", "where", "why"]
    assert len(report.to_frame()) == 15
    assert "<script" not in LossReport(report.losses, "<script>")._repr_html_()
    again = read_lexicon(tmp_path / "rich.dic")
    assert terms_of(again) == {
        "status": [],
        "status/occupied": ["occupied", "occupied by"],
        "status/bare": [],
        "doubt": ["claim*", "IRA", "peace", "table", "so-called?"],
    }
    assert again.categories["doubt"].label == "Doubting words"


def test_each_format_reports_what_it_alone_cannot_hold(tmp_path):
    def kinds(path, form=None):
        return {(loss.kind, loss.what) for loss in write_lexicon(RICH, path, form)}

    own = kinds(tmp_path / "rich.yaml")
    assert own == set()
    assert read_lexicon(tmp_path / "rich.yaml") == RICH
    dicx = kinds(tmp_path / "rich.dicx")
    assert ("weight", "claim*") not in dicx
    assert ("wildcard", "*gate") in dicx
    quanteda = kinds(tmp_path / "rich.yml", "quanteda")
    assert ("term", "so-called?") in quanteda
    assert ("wildcard", "*gate") not in quanteda
    table = kinds(tmp_path / "rich.csv")
    assert ("weight", "claim*") not in table
    assert ("category", "status/bare") in table


def test_a_formula_never_reaches_a_spreadsheet():
    lexicon = Lexicon("x", categories={"c": Category("c", "=c", (Term("=cmd|x"), Term("+1 up"), Term("fine")))})
    text, _ = lexicon_to_csv(lexicon, "x")
    assert text == "term,category\n'=cmd|x,c\n'+1 up,c\nfine,c\n"
    text, losses = lexicon_to_dicx(lexicon, "x")
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in text.splitlines()[1:] for cell in line.split(","))
    assert [loss.what for loss in losses if loss.kind == "term"] == ["=cmd|x", "+1 up"]


NAMES = st.from_regex(r"[a-cé][a-c_-]{0,3}", fullmatch=True)
LABELS = st.sampled_from(["", "A label", "With (brackets)", "one/two", "=1", "naïve & co", "a\tb"])
TEXTS = st.text(alphabet="abcdé'’&#:{}[]!%<>()@=+,;\"- 019?*", min_size=2, max_size=10).filter(
    lambda text: sum(c.isalnum() for c in text) >= 2
)
PLAIN_TEXTS = st.from_regex(r"[a-e]{2,4}( [a-e]{1,3}){0,2}\*?", fullmatch=True)


ONE = st.just(1.0)
NO_LABEL = st.just("")


def category_lists(texts, weights=ONE, labels=NO_LABEL):
    """Categories in the order in which a file lists them: each followed by those in it."""

    @st.composite
    def build(draw):
        names = draw(st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=4))
        every = {tuple(name[: n + 1]) for name in names for n in range(len(name))}
        found = {}
        for path in sorted(every):
            listed = draw(st.lists(texts, max_size=4, unique_by=lambda text: " ".join(text.split()).lower()))
            terms = tuple(Term(text, weight=draw(weights)) for text in listed)
            label = draw(labels) or default_label(path[-1])
            found["/".join(path)] = Category("/".join(path), label, terms)
        first = next(iter(found))
        if not any(part.terms for part in found.values()):
            found[first] = Category(first, found[first].label, (Term("word"),))
        return Lexicon("mine", categories=found)

    return build()


def outcome(read, text):
    """The lexicon that a text holds, or the message of the error."""
    try:
        return read(text, "f.x"), ""
    except LexiconError as error:
        return None, str(error)


WRITERS = {
    "dic": (lexicon_to_dic, dic_to_lexicon, False),
    "dicx": (lexicon_to_dicx, dicx_to_lexicon, True),
    "quanteda": (lexicon_to_quanteda, quanteda_to_lexicon, False),
    "csv": (lexicon_to_csv, csv_to_lexicon, True),
}


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_written_without_loss_comes_back_equal(name, data):
    write, read, weighted = WRITERS[name]
    weights = st.sampled_from([1.0, 0.5, -2.0, 0.0, 1e-7]) if weighted else st.just(1.0)
    lexicon = data.draw(category_lists(PLAIN_TEXTS, weights))
    text, losses = write(lexicon, "mine")
    again = read(text, "mine.x")
    kinds = {loss.kind for loss in losses}
    assert kinds <= ({"category"} if name == "csv" else {"order"})
    assert not again.losses
    if not losses:
        assert dict(again.categories) == dict(lexicon.categories)
        assert again.hash == lexicon.hash
    # Whatever the order, every category has its terms and weights.
    for key, part in again.categories.items():
        assert sorted((t.text, t.weight) for t in part.terms) == sorted(
            (t.text, t.weight) for t in lexicon.categories[key].terms
        )


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40)
@given(data=st.data())
def test_no_loss_goes_unreported(name, data):
    """Any difference after reading again is in one of the two reports."""
    write, read, _ = WRITERS[name]
    lexicon = data.draw(category_lists(TEXTS, st.sampled_from([1.0, 3.0]), LABELS))
    text, losses = write(lexicon, "mine")
    again, message = outcome(read, text)
    if again is None:
        assert "holds no term" in message
        assert losses
        return
    reported = {loss.what for loss in (*losses, *again.losses)}
    for key, part in lexicon.categories.items():
        other = again.categories.get(key)
        if other is None:
            assert "category" in {loss.kind for loss in losses}
            assert all(term.text in reported for term in part.terms)
            continue
        if other.label != part.label:
            assert key in reported
        kept = {(term.text, term.weight) for term in other.terms}
        for term in part.terms:
            assert (term.text, term.weight) in kept or term.text in reported, (term, reported)
        known = {" ".join(term.text.split()).lower() for term in part.terms}
        assert all(term.text.lower() in known for term in other.terms)


# Files


def test_the_suffix_or_the_content_tells(tmp_path):
    contents = {
        "a.dic": "%\n1\tc\n%\nword\t1\n",
        "a.dicx": "DicTerm,c\nword,X\n",
        "a.csv": "term,category\nword,c\n",
        "b.csv": "DicTerm,c\nword,X\n",
        "a.lc3": "+c\nword\n",
        "a.cat": "c\n\tword (1)\n",
        "a.ykd": '<dictionary><cnode name="c"><pnode name="word"/></cnode></dictionary>',
        "a.yml": "c: [word]\n",
        "b.yml": "name: b\ncategories: {c: {terms: [word]}}\n",
        "c.yml": "name: [word]\nc: word\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert terms_of(read_lexicon(tmp_path / name))["c"] == ["word"], name
        if "yml" not in name:
            (tmp_path / f"{name}.txt").write_text(content, encoding="utf-8")
            assert terms_of(read_lexicon(tmp_path / f"{name}.txt"))["c"] == ["word"], name


def test_formats_by_name(tmp_path):
    path = tmp_path / "groups.yml"
    path.write_text("groups: [word]\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="has no 'name'"):
        read_lexicon(path)
    assert terms_of(read_lexicon(path, format="quanteda")) == {"groups": ["word"]}
    with pytest.raises(SettingError, match="format 'spss' is not known; possible: 'framing'"):
        read_lexicon(path, format="spss")
    path = tmp_path / "prose.txt"
    path.write_text("Just some prose.", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"known: \.yaml"):
        read_lexicon(path)
    with pytest.raises(SettingError, match=r"possible: \.yaml/\.yml, \.dic"):
        write_lexicon(RICH, tmp_path / "x.ykd")
    with pytest.raises(SettingError, match="no format that lexicons are written in"):
        write_lexicon(RICH, tmp_path / "x.dic", format="wordstat")


def test_losses_warn_and_stay_with_the_lexicon(tmp_path):
    path = tmp_path / "x.dic"
    path.write_bytes("%\n1\tc\n%\ncafé\t1\nlike\t(1 2)3/4\n".encode("cp1252"))
    with pytest.warns(LexiconWarning, match=r"2 things not carried over \(1 encoding, 1 condition\)"):
        lexicon = read_lexicon(path)
    assert [loss.kind for loss in lexicon.losses] == ["encoding", "condition"]
    assert terms_of(lexicon) == {"c": ["café"]}


def test_utf16_is_read(tmp_path):
    path = tmp_path / "x.dic"
    path.write_bytes("%\n1\tc\n%\ncafé\t1\n".encode("utf-16"))
    assert terms_of(read_lexicon(path)) == {"c": ["café"]}


@pytest.mark.parametrize("suffix", [".dic", ".dicx", ".csv", ".lc3", ".lcd", ".cat", ".ykd", ".yaml"])
@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"\x00\x01\x02", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00", b"\x81\x8d"]
)
def test_files_that_are_no_text(tmp_path, suffix, content):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(content)
    with pytest.raises(LexiconError) as caught:
        read_lexicon(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_writing_to_where_nothing_can_be_written(tmp_path):
    from framing.errors import OutputError

    with pytest.raises(OutputError, match="cannot be written"):
        write_lexicon(RICH, tmp_path / "no" / "x.yaml")
    assert list(tmp_path.iterdir()) == []


READERS = [(form.name, form.read) for form in FORMATS.values()]
WORDS = """1 word kill* (1 2)3/4 <of>1/2 DicTerm term category weight X (1) <dictionary> <cnode name='c'> </cnode>
<pnode name='w'/> </dictionary> <!DOCTYPE &amp; name ''"""
BITS = st.sampled_from([*'%+,;:@?[]{}é-\n\t \x85\u2028\ufeff"', "%\n1\tc\n%\n", *WORDS.split()])


@pytest.mark.parametrize(("name", "read"), READERS, ids=[name for name, _ in READERS])
@given(text=st.lists(BITS, max_size=30).map("".join) | st.text(max_size=80))
def test_any_text_is_a_lexicon_or_a_clear_error(name, read, text):
    lexicon, message = outcome(read, text)
    if lexicon is None:
        assert message.startswith("f.x")
        assert "\n" not in message
    else:
        assert lexicon.terms
        assert all(len(term.text) <= 1_000 for term in lexicon.terms)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40)
@given(data=st.data())
def test_cut_off_files_never_break(name, data):
    write, read, _ = WRITERS[name]
    text, _ = write(data.draw(category_lists(PLAIN_TEXTS)), "mine")
    cut = text[: data.draw(st.integers(0, len(text)))]
    lexicon, message = outcome(read, cut)
    assert lexicon is not None or message.startswith("f.x")


@pytest.fixture(scope="module")
def big_lexicon():
    letters = string.ascii_lowercase
    words = [f"{letters[i % 26]}{letters[i // 26 % 26]}{letters[i // 676 % 26]}x{i}" for i in range(50_000)]
    names = [f"c{i}" for i in range(20)]
    return Lexicon(
        "big", categories={c: Category(c, c, tuple(Term(w) for w in words[i::20])) for i, c in enumerate(names)}
    )


@pytest.mark.parametrize("name", ["big.yaml", "big.dic", "big.csv"])
def test_fifty_thousand_terms_come_back(tmp_path, big_lexicon, name):
    assert not write_lexicon(big_lexicon, tmp_path / name)
    assert len(read_lexicon(tmp_path / name).terms) == 50_000


@pytest.mark.parametrize("name", ["framing", "liwc", "csv"])
def test_more_terms_than_the_bound_are_refused(monkeypatch, name):
    read, write = FORMATS[name].read, FORMATS[name].write
    text, _ = write(Lexicon("x", categories={"c": Category("c", "c", tuple(Term(f"w{n}") for n in range(200)))}), "x")
    assert len(read(text, "x.x").terms) == 200
    monkeypatch.setattr(building, "MAX_TERMS", 199)
    monkeypatch.setattr(yaml_format, "MAX_TERMS", 199)
    with pytest.raises(LexiconError, match="more than 199 terms"):
        read(text, "x.x")


@pytest.mark.parametrize("name", ["AIR_", "_", "__AIR__RAID", "_AIR_"])
def test_a_name_with_bars_at_its_ends_has_a_label_that_is_written_and_read(tmp_path, name):
    """Found by fuzzing: its label ended in a space and came back without it."""
    path = tmp_path / "mine.cat"
    path.write_text(f"DOUBT\n\tCLAIM (1)\n\t{name}\n\t\tRAID (1)\n")
    lexicon = read_lexicon(path)
    write_lexicon(lexicon, tmp_path / "mine.yaml")
    assert read_lexicon(tmp_path / "mine.yaml") == lexicon
