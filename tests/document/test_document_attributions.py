"""Attributions and voice: constructed twins of the traps, and the scope that must not run on."""

import pytest

from framing.document import annotate


def voice(document, phrase, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(phrase, start + 1)
    segment = document.voice_at(start)
    attribution = document.attribution(segment.attribution)
    return segment.voice, attribution.source if attribution is not None else None


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("The army said it had fired.", "it had fired", "The army"),
        ("The army said that it had fired.", "it had fired", "The army"),
        ("It had fired first, the army said.", "It had fired first", "the army"),
        ("It had fired first, the army said on Monday.", "It had fired first", "the army"),
        ("According to the army, it had fired first.", "it had fired first", "the army"),
        ("It had fired first, according to the army.", "It had fired first", "the army"),
        ("Ann Lee, a nurse from Velden, said the ward was full.", "the ward was full", "Ann Lee, a nurse from Velden"),
        ("In an e-mail, Mr. Lee said the ward was full.", "the ward was full", "Mr. Lee"),
        ("The ward, a nurse said, was full to the doors.", "was full", "a nurse"),
        ("The mayor told reporters on Monday that the bridge was safe.", "the bridge was safe", "The mayor"),
        ("The mayor accused the builders of fraud.", "of fraud", "The mayor"),
        ("The mayor refused to comment.", "to comment", "The mayor"),
        ("As the paper noted on Monday, it was the first time.", "it was the first", "the paper"),
        ("The union’s claim that the gates were locked is not true.", "the gates were locked", "The union’s"),
        ("Polls show the mayor ahead by nine points.", "the mayor ahead", "Polls"),
    ],
)
def test_paraphrase(text, content, source):
    document = annotate(text)
    assert voice(document, content) == ("indirect", source)


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("“We won,” the mayor said.", "We won", "the mayor"),
        ("“We won,” said the mayor.", "We won", "the mayor"),
        ("The mayor said: “We won.”", "We won", "The mayor"),
        ("“We won,” he said. “They lost.”", "They lost", "he"),
        ("“We won,” said J.M. Lee, the mayor of Velden. It rained.", "We won", "J.M. Lee, the mayor of Velden"),
        ("The mayor called it “a massacre” on Monday.", "a massacre", "The mayor"),
    ],
)
def test_quotation(text, content, source):
    document = annotate(text)
    assert voice(document, content) == ("direct", source)


def test_scope_does_not_run_on_into_the_outlets_clause():
    text = (
        "The Harbour Authority (HA) announced on Monday that it will end its talks with the town following what it "
        "described as a “slaughter” in Velden in which nine dockers were killed, eight of whom were "
        "identified as gangsters."
    )
    document = annotate(text)
    assert voice(document, "it will end its talks") == ("indirect", "The Harbour Authority (HA)")
    assert voice(document, "slaughter") == ("direct", "The Harbour Authority (HA)")
    assert voice(document, "in which nine dockers") == ("own", None)
    assert voice(document, "gangsters") == ("indirect", "unnamed")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The army said it had fired, but nine people lay dead in the yard.", "nine people lay dead"),
        ("The army said it had fired; nine people lay dead in the yard.", "nine people lay dead"),
        ("The mayor accused the union of fraud, while the gates stayed shut all night.", "the gates stayed shut"),
        ("The raid, which the army led on Monday, was aimed at preventing a planned bombing.", "a planned bombing"),
        ("The storm claimed the lives of nine sailors.", "the lives of nine"),
        ("The town lies in a known stronghold of the gang.", "stronghold"),
        ("The State Department moved to a new building.", "moved to a new"),
    ],
)
def test_the_outlets_own_words(text, own):
    assert voice(annotate(text), own) == ("own", None)


def test_so_called_is_scare_even_inside_a_claim():
    document = annotate("He said the former president’s so-called “Deal of the Decade” had failed in the end.")
    assert voice(document, "Deal of the Decade")[0] == "scare"
    assert voice(document, "had failed")[0] == "indirect"


def test_short_marks_without_a_speaker_are_scare_and_names_of_works_are_titles():
    document = annotate("The town has a “cat problem”. The band played “Harbour of Broken Dreams” twice.")
    assert voice(document, "cat problem")[0] == "scare"
    assert voice(document, "Harbour of Broken")[0] == "title"


def test_relative_according_to_takes_only_its_clause():
    text = (
        "The army said it carried out a raid there on men of the Dawn Brigade who, according to Minister "
        "Yoel Garr, were "
        "planning an attack on the port."
    )
    document = annotate(text)
    assert voice(document, "planning an attack") == ("indirect", "Minister Yoel Garr")
    assert voice(document, "it carried out") == ("indirect", "The army")


def test_a_quotation_of_its_own_has_the_speaker_before_it():
    text = (
        "Assistant Secretary Barbara Holm said cutting ties wasn’t “the right step to take now.”\n\n"
        "“Far from stepping back, we believe that both sides should meet again soon.”"
    )
    document = annotate(text, headline="None of this")
    assert voice(document, "Far from")[0] == "direct"
    assert "Barbara Holm" in voice(document, "Far from")[1]


def test_a_pull_quote_has_the_source_of_the_body_and_counts_once():
    text = (
        "Talks over harbour end in Velden\n\n“There is nothing left to discuss at that table.”\n\n"
        "By Dana Orl, Courier Staff\n\nThe talks broke down on Monday night after nine hours in the town hall.\n\n"
        "“There is nothing left to discuss at that table,” said Samir Holm, who leads the union.\n"
    )
    document = annotate(text)
    source = voice(document, "nothing left")[1]
    assert source.startswith("Samir Holm")
    (repeat,) = document.repeats
    assert repeat.first == text.index("There is nothing")
    assert repeat.start == text.rindex("There is nothing")
    counted = sum(n for (_, spoken), n in document.word_counts().items() if spoken == "direct")
    assert counted == len(["There", "is", "nothing", "left", "to", "discuss", "at", "that", "table"])


def test_headline_marks_are_direct_only_where_the_body_attributes_the_words():
    body = "\n\nThe mayor of Velden called the raid “a massacre” on Monday, and the gates stayed shut.\n"
    attributed = annotate("Gates shut in Velden after ‘massacre’" + body)
    assert voice(attributed, "massacre") == ("direct", "The mayor of Velden")
    unattributed = annotate("Gates shut in Velden after ‘betrayal’" + body)
    assert voice(unattributed, "betrayal")[0] in ("scare", "uncertain")


@pytest.mark.parametrize(
    ("text", "phrase", "resolved"),
    [
        ("Ann Lee, a nurse, said it was late. She added that it rained.", "it rained", "Ann Lee"),
        ("Tom Birk, a spokesman, said it was late. The spokesman added that it rained.", "it rained", "Tom Birk"),
        ("The Harbour Authority said it was late. It added that it rained.", "it rained", "The Harbour Authority"),
        ("Governor Ann Lee said it was late. Lee added that it rained.", "it rained", "Ann Lee"),
        ("Mr. Birk, who says it rained, went home.", "it rained", "Mr. Birk"),
    ],
)
def test_sources_are_resolved_where_the_text_settles_it(text, phrase, resolved):
    document = annotate(text)
    segment = document.voice_at(text.index(phrase))
    attribution = document.attribution(segment.attribution)
    assert attribution.source_resolved in (resolved, resolved.removeprefix("Mr. "))


def test_cue_classes_and_kinds():
    text = "The army claimed it had won. The mayor noted that it rained. The union fears the worst will come."
    doubting, endorsing, thought = annotate(text).attributions
    assert (doubting.cue_class, doubting.kind) == ("doubting", "speech")
    assert (endorsing.cue_class, endorsing.kind) == ("endorsing", "speech")
    assert thought.kind == "thought"


@pytest.mark.parametrize(
    ("text", "cue_class"),
    [
        ("Nine men are said to be dead.", "doubting"),
        ("Dozens are thought to have been killed.", "doubting"),
        ("The town was reported to have fallen.", "doubting"),
        ("Dozens are believed by the army to have fled.", "neutral"),
        ("The army is expected to have won.", "neutral"),
        ("Nine men were told to leave.", "neutral"),
    ],
)
def test_hearsay_of_nobody_is_doubting(text, cue_class):
    (attribution,) = annotate(text).attributions
    assert (attribution.rule, attribution.cue_class) == ("passive", cue_class)


@pytest.mark.parametrize(
    "text",
    [
        "The war has claimed tens of thousands of lives.",
        "The flood claimed 1,400 lives.",
        "The war has claimed more than 1,200 innocent lives.",
        "The raid claimed his life.",
        "The raid claimed lives.",
        "They claimed control of the north.",
        "The group claimed victory.",
    ],
)
def test_what_claims_lives_or_control_says_nothing(text):
    assert len(annotate(text).attributions) == 0


@pytest.mark.parametrize(
    ("text", "cue_class"),
    [
        ("The group claimed responsibility for the raid.", "neutral"),
        ("The group claims full responsibility for the raid.", "neutral"),
        ("The group claimed that nobody saved lives.", "doubting"),
        ("The army claimed it had saved lives.", "doubting"),
        ("He claimed life was hard.", "doubting"),
    ],
)
def test_who_claims_responsibility_is_not_doubted(text, cue_class):
    (attribution,) = annotate(text).attributions
    assert (attribution.cue.startswith("claim"), attribution.cue_class) == (True, cue_class)


def test_every_attribution_says_its_rule_and_a_chance():
    document = annotate("“We won,” he said, adding that it rained. According to the army, it did not.")
    assert len(document.attributions) == 3
    assert all(a.rule and 0 < a.confidence <= 1 for a in document.attributions)
    assert [a.attribution_id for a in document.attributions] == [0, 1, 2]
