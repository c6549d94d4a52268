import copy
import json
import pickle
from importlib.resources import files
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicon import (
    Category,
    ChoiceSet,
    Group,
    Lexicon,
    Near,
    Opportunity,
    Reference,
    Term,
    Variant,
    read_lexicon,
)
from framing.lexicon.yaml_format import yaml_to_lexicon
from framing.lexicon.yaml_writing import lexicon_to_yaml

WHOLE = """\
name: example
version: 1.2.0
title: An example
references:
  guide: {title: A guide, author: Someone, year: 2001, status: read}
groups:
  army: {party: north, actor_type: army, names: [Northern army], demonyms: [Northern]}
choice_sets:
  actor:
    variants:
      fighter:
        role: neutral
        references: [guide]
        terms:
          - fighter*
          - {term: US, case: true, unless: ["US dollar*"], near: {words: [army], within: 5}, weight: 2}
  status:
    kind: modifier
    heads: [West Bank]
    variants:
      occupied: {terms: [occupied], after: [occupied by]}
      bare: {role: unmarked}
  dead:
    opportunity: {opens: victim, kinds: [kill]}
    variants:
      people: {role: neutral, terms: [people]}
categories:
  doubt:
    negated: drop
    terms: [no, yes, on]
    categories:
      strong: {terms: [alleged]}
"""


def test_everything_is_read():
    lexicon = yaml_to_lexicon(WHOLE)
    assert (lexicon.name, lexicon.version, lexicon.title) == ("example", "1.2.0", "An example")
    assert lexicon.references["guide"] == Reference("guide", "A guide", "Someone", "2001", "", "read")
    assert lexicon.groups["army"] == Group(
        "army", "army", "north", "army", names=("Northern army",), demonyms=("Northern",)
    )
    fighter = lexicon.choice_sets["actor"].variants[0]
    assert fighter.role == "neutral"
    assert fighter.terms[1] == Term("US", case=True, unless=("US dollar*",), near=Near(("army",), 5), weight=2.0)
    assert fighter.terms[0].line == 15
    status = lexicon.choice_sets["status"]
    assert (status.kind, status.opportunity, status.heads) == ("modifier", Opportunity("head"), (Term("West Bank"),))
    assert status.variants[0].after == (Term("occupied by"),)
    assert lexicon.choice_sets["dead"].opportunity == Opportunity("victim", ("kill",))
    assert [str(term) for term in lexicon.categories["doubt"].terms] == ["no", "yes", "on"]
    assert lexicon.categories["doubt"].negated == "drop"
    assert list(lexicon.categories) == ["doubt", "doubt/strong"]
    assert lexicon.features == [
        "actor.fighter",
        "status.occupied",
        "status.bare",
        "dead.people",
        "doubt",
        "doubt/strong",
    ]


NAMED = """\
name: x
contexts:
  arms: [gun*, bomb*]
  war: [$arms, army]
categories:
  force:
    terms:
      - raid
      - terms: [strike,
          strikes]
        near: {words: [police, $war], sentence: true}
        unless: [hunger strike*, $$5 strike]
      - {term: Palestinian, alone: true}
      - terms: [siege, sieges]
  other: {terms: [{term: blast, near: {words: [$arms], within: 5}}]}
"""


def test_lists_of_contexts_have_names_and_terms_share_conditions():
    lexicon = yaml_to_lexicon(NAMED)
    near = Near(("police", "gun*", "bomb*", "army"))
    unless = ("hunger strike*", "$5 strike")
    assert lexicon.categories["force"].terms == (
        Term("raid"),
        Term("strike", unless=unless, near=near),
        Term("strikes", unless=unless, near=near),
        Term("Palestinian", alone=True),
        Term("siege"),
        Term("sieges"),
    )
    assert [term.line for term in lexicon.terms] == [8, 9, 10, 13, 14, 14, 15]
    assert lexicon.categories["other"].terms[0].near == Near(("gun*", "bomb*"), 5)
    assert lexicon.contexts == {"arms": ("gun*", "bomb*"), "war": ("gun*", "bomb*", "army")}


def test_names_of_contexts_are_written_again():
    lexicon = yaml_to_lexicon(NAMED)
    written = lexicon_to_yaml(lexicon)
    again = yaml_to_lexicon(written)
    assert (again, again.contexts) == (lexicon, lexicon.contexts)
    assert written.count("bomb") == 1
    assert "$war" in written
    assert "$$5 strike" in written


def test_a_name_of_a_list_changes_nothing_in_what_counts():
    plain = NAMED.replace("$war", "$arms, army").replace("$arms", "gun*, bomb*")
    assert yaml_to_lexicon(plain) == yaml_to_lexicon(NAMED)
    assert yaml_to_lexicon(plain).hash == yaml_to_lexicon(NAMED).hash


def test_reading_what_was_written_gives_an_equal_lexicon():
    lexicon = yaml_to_lexicon(WHOLE)
    again = yaml_to_lexicon(lexicon_to_yaml(lexicon))
    assert again == lexicon
    assert again.hash == lexicon.hash


def test_copies_and_pickles_are_equal():
    lexicon = yaml_to_lexicon(WHOLE)
    assert copy.deepcopy(lexicon) == lexicon
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon


def test_the_hash_follows_what_counting_depends_on():
    lexicon = yaml_to_lexicon(WHOLE)
    assert yaml_to_lexicon(WHOLE.replace("fighter*", "fighter")).hash != lexicon.hash
    assert yaml_to_lexicon("# a remark\n" + WHOLE).hash == lexicon.hash


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a lexicon is a mapping"),
        ("- a", "a lexicon is a mapping"),
        ("version: 1", "has no 'name'"),
        ("name: x", "has no terms"),
        ("name: x y\ncategories: {c: {terms: [a1]}}", "letters, digits"),
        ("name: x\nname: y", "line 2: 'name' stands here twice"),
        ("name: x\ncatgories: {}", "line 2: the lexicon: key 'catgories' is not known; possible: 'format'"),
        ("name: x\ncategories: {c: {terms: [a1, b1, A1]}}", "term 'A1' stands here twice"),
        ("name: x\ncategories: {c: {terms: ['*']}}", "matches everything"),
        ("name: x\ncategories: {c: {terms: ['a*']}}", "matches everything"),
        ("name: x\ncategories: {c: {terms: ['--']}}", "matches nothing"),
        ("name: x\ncategories: {c: {terms: ['']}}", "a term is empty"),
        (f"name: x\ncategories: {{c: {{terms: [{'a' * 1001}]}}}}", "1,001 characters; at most 1,000"),
        ("name: x\ncategories: {c: {terms: }}", "category 'c' has no terms"),
        ("name: x\ncategories: {c: {terms: word}}", "terms must be a list"),
        ("name: x\ncategories: {c: {terms: [{term: a1, weight: .inf}]}}", "finite number"),
        ("name: x\ncategories: {c: {terms: [{term: a1, near: {}}]}}", "near needs 'words"),
        ("name: x\ncategories: {c: {terms: [{near: {words: [a]}}]}}", "needs 'term:', or 'terms"),
        ("name: x\ncategories: {c: {terms: [{terms: [], case: true}]}}", "needs 'term:', or 'terms"),
        ("name: x\ncategories: {c: {terms: [{term: a1, terms: [b1]}]}}", "needs 'term:', or 'terms"),
        ("name: x\ncategories: {c: {terms: [{terms: [a1, [b1]]}]}}", "term must be one word"),
        ("name: x\ncategories: {c: {terms: [a1, {terms: [b1,\n A1]}]}}", "line 3: term 'A1' stands here twice"),
        ("name: x\ncategories: {c: {terms: [{term: a1, unless: [$w]}]}}", "$w is not listed above under 'contexts:'"),
        ("name: x\ncontexts: {w: [$w]}", "line 2: context 'w': $w is not listed above"),
        ("name: x\ncontexts: {w: [$v], v: [a]}", "$v is not listed above"),
        ("name: x\ncontexts: {w: []}", "context 'w' has no words"),
        ("name: x\ncontexts: {w: word}", "context 'w' must be a list"),
        ("name: x\ncontexts: {'w x': [a]}", "letters, digits, _ and -"),
        (
            "name: x\ncontexts:\n  w0: [a, b]\n" + "".join(f"  w{n + 1}: [$w{n}, $w{n}]\n" for n in range(40)),
            "at most 10,000 are possible",
        ),
        ("name: x\ncategories: {c: {references: [k], terms: [a1]}}", "reference 'k' is not listed"),
        ("name: x\nchoice_sets: {s: {variants: {v: {terms: [a1]}, v: {terms: [b1]}}}}", "'v' stands here twice"),
        ("name: x\nchoice_sets: {s: {kind: modifier, variants: {v: {terms: [a1]}}}}", "has no heads"),
        ("name: x\nchoice_sets: {s: {kind: modifier, heads: [h1], variants: {v: {terms: [a1]}}}}", "role: unmarked"),
        ("name: x\nchoice_sets: {s: {kind: verb, variants: {v: {terms: [a1]}}}}", "possible: 'noun', 'modifier'"),
        (
            "name: x\nchoice_sets: {s: {opportunity: {opens: victim, kinds: [hug]}, variants: {v: {terms: [a1]}}}}",
            "'hug'",
        ),
        ("name: x\ngroups: {g: {actor_type: army}}", "has no party"),
        ("name: x\ngroups: {g: {party: p, actor_type: ghost}}", "'ghost' is not known"),
        ("name: &n x\nversion: *n", "anchors (&n) are not read"),
        ("name: !!python/object/apply:os.system [ls]", "tags"),
        ("name: !custom x", "tags"),
        ("[" * 5000, "nested deeper than"),
        ("a:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 90)), "nested deeper than"),
        ("name: 'x", "not valid YAML"),
        ("name: \x00", "not valid YAML"),
        ("format: 2\nname: x", "format 2 is not known"),
        ("name: x\n---\nname: y", "second document"),
        ("{[a]: b}", "a key must be a word"),
    ],
)
def test_a_fault_is_named_in_one_line(text, message):
    with pytest.raises(LexiconError) as caught:
        yaml_to_lexicon(text, "mine.yaml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("mine.yaml")
    assert "\n" not in str(caught.value)


def test_an_alias_bomb_is_refused_at_once():
    bomb = "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    with pytest.raises(LexiconError, match="anchors"):
        yaml_to_lexicon(bomb)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "is empty"), (b"name: \xff", "not UTF-8"), (b"\x89PNG\r\n\x1a\n\x00", "not UTF-8")],
)
def test_files_that_are_none(tmp_path, content, message):
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=message):
        read_lexicon(path)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(LexiconError, match="no such file"):
        read_lexicon(tmp_path / "none.yaml")
    with pytest.raises(LexiconError, match="directory"):
        read_lexicon(tmp_path)


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: x\ncategories: {c: {terms: [a1]}}")
    assert read_lexicon(path).name == "x"


WORDS = st.text(alphabet="abcdeéß'&#:{}[]!*- 019$", min_size=2, max_size=12).filter(
    lambda text: sum(c.isalnum() for c in text) >= 2 and text == text.strip()
)
NAMES = st.from_regex(r"[abc_1][abc_1-]{0,4}", fullmatch=True)


def unique(*arguments, **options):
    return st.lists(*arguments, **options, max_size=4).map(tuple)


LISTS = {"w": ("a", "b c", "$a"), "w-2": ("a", "b c", "$a", "$$"), "one": ("$w",)}
CONTEXTS = st.lists(WORDS.map(lambda word: (word,)) | st.sampled_from(list(LISTS.values())), max_size=4).map(
    lambda parts: tuple(chain.from_iterable(parts))
)

TERMS = st.lists(
    st.builds(
        Term,
        text=WORDS,
        case=st.booleans(),
        unless=CONTEXTS,
        near=st.none() | st.builds(Near, words=CONTEXTS.filter(bool), within=st.none() | st.integers(1, 9)),
        alone=st.booleans(),
        weight=st.sampled_from([1.0, 0.5, -2.0]),
        note=st.sampled_from(["", "a: note"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda term: (term.text if term.case else term.text.lower(), term.case),
).map(tuple)


@st.composite
def lexicons(draw):
    categories = {
        name: Category(name, draw(WORDS), draw(TERMS), draw(st.sampled_from(["keep", "drop"])))
        for name in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    }
    variants = tuple(
        Variant(name, draw(WORDS), draw(st.sampled_from(["marked", "neutral"])), draw(TERMS))
        for name in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    )
    sets = {"sx": ChoiceSet("sx", "A set", variants=variants)}
    contexts = {name: LISTS[name] for name in draw(st.lists(st.sampled_from(list(LISTS)), unique=True))}
    return Lexicon(draw(NAMES), categories=categories, choice_sets=sets, contexts=contexts)


@settings(max_examples=50)
@given(lexicons())
def test_any_lexicon_comes_back_equal(lexicon):
    again = yaml_to_lexicon(lexicon_to_yaml(lexicon))
    assert dict(again.categories) == lexicon.categories
    assert dict(again.choice_sets) == lexicon.choice_sets
    assert dict(again.contexts) == lexicon.contexts
    assert again.hash == lexicon.hash


@given(st.text() | st.text(alphabet="name:x[]{}-&*!|> \n\t'\"categories,terms"))
def test_any_text_is_a_lexicon_or_a_clear_error(text):
    try:
        lexicon = yaml_to_lexicon(text, "f.yaml")
    except LexiconError as error:
        message = str(error)
    else:
        message = lexicon.name
    assert message
    assert "\n" not in message


def schema():
    return json.loads((files("framing.lexicon") / "lexicon.schema.json").read_text(encoding="utf-8"))


def test_the_schema_takes_what_the_reader_takes():
    import jsonschema
    import yaml

    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(yaml.safe_load(WHOLE.replace("no, yes, on", "word")), schema())
    jsonschema.validate(yaml.safe_load(NAMED), schema())
    for path in (files("framing.lexicon") / "data").iterdir():
        if path.name.endswith(".yaml"):
            jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader), schema())


@pytest.mark.parametrize(
    "text",
    [
        "version: '1'",
        "name: x\ncatgories: {}",
        "name: x y",
        "name: x\ncategories: {c: {terms: word}}",
        "name: x\ncategories: {c: {terms: ['']}}",
        "name: x\nchoice_sets: {s: {kind: verb, variants: {v: {terms: [a1]}}}}",
        "name: x\nchoice_sets: {s: {variants: {}}}",
        "name: x\ngroups: {g: {actor_type: army}}",
        "name: x\ncategories: {c: {terms: [{case: true}]}}",
        "name: x\ncategories: {c: {terms: [{terms: []}]}}",
        "name: x\ncategories: {c: {terms: [{term: a1, terms: [b1]}]}}",
        "name: x\ncontexts: {w: []}\ncategories: {c: {terms: [a1]}}",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(text):
    import jsonschema
    import yaml

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.load(text, Loader=yaml.CBaseLoader), schema())
    with pytest.raises(LexiconError):
        yaml_to_lexicon(text)
