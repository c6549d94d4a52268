"""CoNLL-U, on sentences of our own."""

from pathlib import Path

import pytest

from framing.datasets import read_ud_ewt
from framing.errors import ReadError

SENTENCES = """\
# newdoc id = weblog-demo_1
# sent_id = weblog-demo_1-0001
# newpar id = weblog-demo_1-p0001
# text = Two cats weren't seen by our old dog.
1\tTwo\ttwo\tNUM\tCD\t_\t2\tnummod\t_\t_
2\tcats\tcat\tNOUN\tNNS\t_\t5\tnsubj:pass\t_\t_
3-4\tweren't\t_\t_\t_\t_\t_\t_\t_\t_
3\twere\tbe\tAUX\tVBD\t_\t5\taux:pass\t_\t_
4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_
5\tseen\tsee\tVERB\tVBN\t_\t0\troot\t_\t_
5.1\tghost\tghost\tNOUN\tNN\t_\t_\t_\t_\t_
6\tby\tby\tADP\tIN\t_\t9\tcase\t_\t_
7\tour\twe\tPRON\tPRP$\t_\t9\tnmod:poss\t_\t_
8\told\told\tADJ\tJJ\t_\t9\tamod\t_\t_
9\tdog\tdog\tNOUN\tNN\t_\t5\tobl:agent\t_\tSpaceAfter=No
10\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

# sent_id = weblog-demo_1-0002
# text = They left.
1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en_ewt-ud-dev.conllu").write_text(SENTENCES, encoding="utf-8")
    return tmp_path


def test_sentences_know_their_document(folder: Path) -> None:
    data = read_ud_ewt(folder)
    assert data.sentences["text"].tolist() == ["Two cats weren't seen by our old dog.", "They left."]
    assert set(data.sentences["document_id"]) == {"weblog-demo_1"}
    assert set(data.sentences["genre"]) == {"weblog"}
    assert data.sentences["paragraph"].tolist() == [1, 1]


def test_words_have_offsets_and_a_contraction_shares_its_own(folder: Path) -> None:
    data = read_ud_ewt(folder)
    text = data.sentences["text"][0]
    tokens = data.tokens[data.tokens["sentence_id"] == "weblog-demo_1-0001"]
    shown = [text[a:b] for a, b in zip(tokens["start"], tokens["end"], strict=True)]
    assert shown == ["Two", "cats", "weren't", "weren't", "seen", "by", "our", "old", "dog", "."]
    assert tokens["token"].tolist() == list(range(1, 11))


def test_the_passive_has_its_subject_and_its_agent_phrase(folder: Path) -> None:
    [row] = read_ud_ewt(folder).passives.to_dict("records")
    assert (row["verb"], row["lemma"], row["token"]) == ("seen", "see", 5)
    assert (row["subject"], row["agent"]) == ("Two cats", "by our old dog")
    assert row["has_subject"]
    assert row["has_auxiliary"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\t2\tnsubj\t_\t_", "\t2\tnsubj", "8 cells instead of 10"),
        ("1\tThey\t", "1\tWe\t", "does not follow in the sentence's text"),
        ("# text = They left.\n", "", "without '# sent_id' or '# text'"),
        ("\t0\troot\t_\tSpaceAfter=No", "\t_\troot\t_\tSpaceAfter=No", "token 2 has no head"),
    ],
)
def test_a_damaged_file_is_an_error(folder: Path, old: str, new: str, message: str) -> None:
    assert old in SENTENCES
    path = folder / "en_ewt-ud-dev.conllu"
    path.write_text(SENTENCES.replace(old, new), encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        read_ud_ewt(folder)


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "en_ewt-ud-dev.conllu").write_text("", encoding="utf-8")
    with pytest.raises(ReadError, match="no sentence in it"):
        read_ud_ewt(tmp_path)
