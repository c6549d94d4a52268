"""The cue lexicon: words that say a claim, a thought or an intention is somebody's.

Frames say what a cue takes:

``clause``
    a bare clause, a clause with *that*, a quotation, and a place after its content ("..., he said");
``that``
    a clause only with *that* (or a quotation): a bare clause after it is no content;
``object``
    a noun phrase or what follows it ("accused the army of ...", "called it a crime");
``infinitive``
    an infinitive ("refused to comment");
``person``
    an addressee or target stands between the cue and a clause or infinitive ("told reporters that", "urged him to");
``as``
    a passive or active *as* ("described as", "identified as");
``nominal``
    the cue is a noun with its complement ("claims that", "criticism of");
``adjective``
    an adjective after a form of *to be* or behind a noun ("worried that", "critical of").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from framing.document.inflection import inflect, plural
from framing.document.verb_classes import BARE_VERBS, INVERTING, POSTPOSING, QUESTIONING
from framing.document.wordlists import words
from framing.text import Literal

__all__ = ["Cue", "cue_literals", "cues"]

BASE: Final = 1 << 0
S: Final = 1 << 1
PAST: Final = 1 << 2
PARTICIPLE: Final = 1 << 3
ING: Final = 1 << 4
FIXED: Final = 1 << 5
CLAUSE: Final = 1 << 6
THAT: Final = 1 << 7
OBJECT: Final = 1 << 8
NAME: Final = 1 << 9
PERSON: Final = 1 << 10
INFINITIVE: Final = 1 << 11
AS: Final = 1 << 12
NOMINAL: Final = 1 << 13
ADJECTIVE: Final = 1 << 14
ADVERB: Final = 1 << 15
ALLEGED: Final = 1 << 16
ACCORDING: Final = 1 << 17
INVERTS: Final = 1 << 18  # its speaker may stand behind it
POSTPOSES: Final = 1 << 19  # it may stand behind its content
ASKS: Final = 1 << 20  # it takes a question
BARE: Final = 1 << 21  # what follows is a clause, whatever it looks like
ALSO_NOUN: Final = 1 << 22
ALSO_ADJECTIVE: Final = 1 << 23
OPENS_CLAIM: Final = 1 << 24  # behind "and" it opens the speaker's next claim rather than going on inside this one
SPEECH: Final = 1 << 25
SELDOM_SAYS: Final = 1 << 26  # has objects that make it another verb ("claim a seat")
AS_NAME: Final = 1 << 27  # takes an object and a name for it behind "as" ("cast her as a victim")
SURE_VERB: Final = 1 << 28  # never a noun or adjective, whatever stands before it


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a cue.

    Attributes
    ----------
    text : str
        The folded form.
    lemma : str
        Its base form.
    form : str
        ``base``, ``s``, ``past``, ``participle`` (where it differs from the past), ``ing``, or ``fixed``.
    frames : frozenset of str
        What it takes; see the module.
    kind : str
        ``speech``, ``thought`` or ``intent``.
    cue_class : str
        ``neutral``, ``doubting`` or ``endorsing``.
    bits : int
        Its form, frames and the places that its verb takes, as the constants of this module, for rules that ask often.
    """

    text: str
    lemma: str
    form: str
    frames: frozenset[str]
    kind: str
    cue_class: str
    bits: int = 0


# kind, class, frames: lemmas
_VERBS: tuple[tuple[str, str, str, str], ...] = (
    (
        "speech",
        "neutral",
        "clause",
        "say add reply respond answer remark comment continue repeat reiterate recall explain joke quip "
        "exclaim shout yell "
        "cry scream whisper mutter chant sing muse opine tweet retweet post email text blog estimate relate "
        "recount report "
        "testify write declare announce state proclaim assert maintain argue predict speculate forecast warn caution "
        "stress emphasise emphasize underline underscore reason theorise theorize conclude counter retort respond "
        "hint signal confide interject elaborate narrate promise vow pledge swear guarantee threaten lament complain "
        "grumble protest agree disagree rule decree chime_in put_it go_on_to_say go_on cite lecture preach "
        "plead urge_that "
        "contend ponder wonder tell_reporters observe_that ask inquire enquire",
    ),
    ("speech", "doubting", "clause", "claim allege insist profess purport boast brag suggest imply insinuate charge"),
    (
        "speech",
        "endorsing",
        "clause",
        "note acknowledge admit concede confess point_out reveal observe confirm clarify remind_that",
    ),
    ("speech", "neutral", "person clause", "tell inform notify advise assure remind warn ask brief promise"),
    (
        "speech",
        "neutral",
        "that",
        "indicate propose recommend demand request communicate disclose relay broadcast publish certify attest "
        "show find determine document demonstrate specify stipulate convey mention affirm reaffirm advocate "
        "posit project",
    ),
    ("speech", "endorsing", "that", "demonstrate establish recognise recognize expose underscore highlight"),
    (
        "speech",
        "doubting",
        "as",
        "identify_as describe_as brand_as label_as portray_as depict_as characterise_as characterize_as "
        "present_as paint_as "
        "cast_as denounce_as condemn_as dismiss_as hail_as regard_as view_as see_as refer_to_as deride_as "
        "frame_as classify_as designate_as list_as define_as "
        "praise_as mock_as criticise_as criticize_as tout_as pitch_as interpret_as blast_as reject_as decry_as",
    ),
    (
        "speech",
        "neutral",
        "object",
        "accuse denounce criticise criticize condemn blame praise describe deny reject dismiss decry deplore "
        "slam blast "
        "rebuke chide scold deride mock ridicule disparage defend applaud commend hail laud call_for call_on call_upon "
        "endorse oppose question challenge dispute refute rebut cite quote mention discuss detail outline "
        "announce propose promise pledge vow urge demand request recommend advocate express voice reiterate "
        "refer_to allude_to point_to speak_about speak_of speak_out_against talk_about talk_of comment_on "
        "complain_about complain_of "
        "warn_of warn_against warn_about boast_of boast_about brag_about joke_about hint_at respond_to "
        "react_to object_to agree_with disagree_with "
        "apologise_for apologize_for push_for argue_for argue_against insist_on vote_for vote_against "
        "testify_about tweet_about ask_for ask_about inquire_about weigh_in_on take_aim_at lash_out_at hit_back_at "
        "welcome thank congratulate attack castigate lambaste excoriate pillory skewer vilify malign smear "
        "compare liken highlight stress emphasise emphasize admit acknowledge confirm reveal disclose explain clarify "
        "predict forecast estimate tout extol hint renounce disavow denigrate belittle insult taunt fault "
        "rap knock bash rip echo "
        "portray characterise characterize depict blame_for credit_with lobby_for rail_against "
        "make_the_case_for elaborate_on touch_on trash assail decline_comment cast_doubt_on "
        "repudiate retract recant rescind reaffirm protest suggest allege claim argue repeat",
    ),
    ("speech", "neutral", "name", "call name dub term label brand deem declare proclaim pronounce consider"),
    (
        "speech",
        "neutral",
        "infinitive",
        "promise vow pledge threaten offer agree refuse decline ask demand swear volunteer claim propose "
        "fail_to_mention",
    ),
    (
        "speech",
        "neutral",
        "person infinitive",
        "urge ask tell order advise warn instruct encourage invite beg implore request challenge call_on "
        "call_upon command direct "
        "forbid permit press remind persuade exhort",
    ),
    (
        "thought",
        "neutral",
        "clause",
        "think believe feel suspect hope fear expect assume presume reckon worry suppose guess wonder figure know "
        "realise realize consider understand remember recognise recognize see",
    ),
    (
        "thought",
        "neutral",
        "that",
        "decide learn hear notice discover perceive imagine judge foresee calculate sense ensure anticipate "
        "doubt accept mean",
    ),
    (
        "thought",
        "neutral",
        "object",
        "support oppose favor favour prefer doubt expect anticipate fear hope_for want love hate dislike "
        "admire respect trust distrust mistrust "
        "regret resent remember consider know_about worry_about care_about believe_in wish_for long_for "
        "look_forward_to "
        "endorse embrace reject accept appreciate envision foresee seek see_as agree_on",
    ),
    (
        "intent",
        "neutral",
        "infinitive",
        "want plan hope seek intend aim expect prefer wish decide choose agree refuse decline resolve opt "
        "prepare long yearn "
        "vow pledge promise threaten plot aspire desire",
    ),
    ("thought", "neutral", "as_name", "see view regard perceive"),
    ("speech", "neutral", "as_name", "cast paint frame portray present"),
    ("thought", "neutral", "seem", "seem appear"),
    ("thought", "neutral", "person infinitive", "want expect prefer"),
)

_PASSIVE = (
    "believed thought expected understood said alleged reported known rumored rumoured considered feared "
    "presumed supposed "
    "estimated accused suspected described identified regarded seen viewed blamed charged perceived "
    "criticised criticized "
    "denounced hailed praised quoted credited projected predicted slated_not favored favoured "
    "asked told urged ordered called named dubbed labeled labelled deemed termed branded portrayed "
    "characterized characterised depicted designated classified listed"
)

_STATED = (
    "claim argument message point view response conclusion answer contention accusation allegation "
    "complaint concern fear hope belief "
    "theory assumption understanding position explanation reasoning logic assessment excuse promise finding"
)

_ADJECTIVES: tuple[tuple[str, str, str], ...] = (
    (
        "thought",
        "neutral",
        "concerned worried confident convinced aware unaware afraid hopeful optimistic pessimistic skeptical sceptical "
        "certain sure unsure doubtful adamant proud grateful thankful fearful mindful wary leery suspicious "
        "glad sorry angry furious "
        "outraged dismayed alarmed disappointed pleased delighted surprised shocked upset frustrated happy unhappy sad",
    ),
    (
        "speech",
        "neutral",
        "critical supportive dismissive clear outspoken vocal complimentary contemptuous disdainful scornful",
    ),
    (
        "intent",
        "neutral",
        "determined eager willing unwilling reluctant keen bent committed opposed prepared ready hesitant "
        "interested inclined loath anxious desperate",
    ),
)

_NOUNS: tuple[tuple[str, str, str, str], ...] = (
    (
        "speech",
        "neutral",
        "that of about",
        "statement announcement declaration remark comment warning prediction argument contention conclusion complaint "
        "report rumor rumour criticism accusation charge testimony explanation observation reminder "
        "assurance answer description "
        "characterization characterisation reference denunciation condemnation rejection denial",
    ),
    (
        "speech",
        "doubting",
        "that of about",
        "claim allegation assertion suggestion insinuation insistence speculation accusation notion",
    ),
    (
        "speech",
        "endorsing",
        "that of about",
        "acknowledgment acknowledgement admission revelation finding confirmation fact_not",
    ),
    (
        "thought",
        "neutral",
        "that of about in",
        "belief view opinion feeling suspicion fear concern worry hope expectation doubt confidence "
        "conviction sense idea perception understanding assumption optimism skepticism scepticism",
    ),
    ("speech", "neutral", "to", "promise pledge vow threat offer commitment"),
    (
        "intent",
        "neutral",
        "to",
        "plan desire intention willingness refusal decision effort_not bid_not wish ambition determination "
        "eagerness unwillingness reluctance",
    ),
    (
        "speech",
        "neutral",
        "for on against over about",
        "call support opposition_not attack criticism praise demand request condemnation plea contempt disdain",
    ),
    ("speech", "neutral", "to", "opposition response_not objection reaction_not"),
    ("speech", "neutral", "whether about if", "question"),
)

_FIXED: tuple[tuple[str, str, str, str], ...] = (
    ("speech", "neutral", "according", "according to"),
    ("speech", "neutral", "according", "in the words of"),
    ("thought", "neutral", "according", "in the view of|in the opinion of|in the eyes of"),
    ("speech", "neutral", "according", "as reported by|as described by|as told to"),
    ("speech", "doubting", "adverb", "reportedly|allegedly|purportedly|supposedly"),
    (
        "speech",
        "doubting",
        "alleged",
        "alleged|purported|supposed|so called|self described|self styled|self proclaimed",
    ),
)


ALSO_NOUNS = words(
    "stress state report note comment pledge tweet retweet support need view question term plan email "
    "attack vote charge claim promise demand "
    "request hope fear doubt love hate desire call praise blame fault guess wonder worry remark answer "
    "reply repeat pan "
    "joke quip text post cry chant rule study show find figure reason protest challenge dispute insult welcome order "
    "command aim wish value trust distrust mistrust respect regret estimate forecast project document "
    "detail highlight threat counter retort "
    "sense notice judge quote mention express voice label brand influence blast slam rap knock fault "
    "object complaint project back boast brag plot "
    "prospect relay broadcast recall advance warrant expose mock concern address touch finding long deal "
    "decree taunt snub offer advocate"
)
"""Lemmas whose plain forms are nouns or adjectives as often as verbs: the word before must speak for a verb."""


_ALSO_ADJECTIVES = words(
    "announce pledge report propose promise disclose note commit expect estimate allege project declare state know"
)
_FORMS = {"base": BASE, "s": S, "past": PAST, "participle": PARTICIPLE, "ing": ING, "fixed": FIXED}
_FRAMES = {
    "clause": CLAUSE,
    "that": THAT,
    "object": OBJECT,
    "name": NAME,
    "person": PERSON,
    "infinitive": INFINITIVE,
    "as": AS,
    "nominal": NOMINAL,
    "adjective": ADJECTIVE,
    "adverb": ADVERB,
    "alleged": ALLEGED,
    "according": ACCORDING,
    "as_name": AS_NAME,
}
_LEMMAS = (
    (INVERTS, INVERTING),
    (POSTPOSES, POSTPOSING),
    (ASKS, QUESTIONING),
    (BARE, BARE_VERBS),
    (ALSO_NOUN, ALSO_NOUNS),
    (ALSO_ADJECTIVE, _ALSO_ADJECTIVES),
    (SELDOM_SAYS, words("claim call tell charge")),
    (SURE_VERB, words("say think believe argue")),
)


@cache
def cues() -> tuple[Cue, ...]:
    """Give every form of every cue, in a fixed order.

    Returns
    -------
    tuple of Cue
        One per form; a form that several entries share has the frames of all of them.

    Examples
    --------
    >>> sorted({cue.text for cue in cues() if cue.lemma == "say"})
    ['said', 'say', 'saying', 'says']
    """
    merged: dict[tuple[str, str], Cue] = {}

    def add(text: str, lemma: str, form: str, frames: frozenset[str], kind: str, cue_class: str) -> None:
        known = merged.get((text, lemma))
        if known is not None:
            frames |= known.frames
            kind = known.kind
            cue_class = known.cue_class if known.cue_class != "neutral" else cue_class
            form = known.form
        merged[text, lemma] = Cue(text, lemma, form, frames, kind, cue_class)

    for kind, cue_class, frames, lemmas in _VERBS:
        for lemma in lemmas.split():
            words = lemma.replace("_", " ")
            for form, text in inflect(words):
                passive = "as" in frames and form in ("past", "participle")
                add(text, words, form, frozenset(frames.split() + ["passive"] * passive), kind, cue_class)
    for noun in _STATED.split():
        for verb in ("is", "was"):
            add(f"{noun} {verb} that", noun, "fixed", frozenset({"nominal"}), "speech", "neutral")
    for text in _PASSIVE.split():
        if not text.endswith("_not"):
            lemma = next((c.lemma for c in merged.values() if c.text == text and " " not in c.lemma), text)
            add(text, lemma, "participle", frozenset({"passive"}), "speech", "neutral")
    for kind, cue_class, words in _ADJECTIVES:
        for text in words.split():
            add(text, text, "fixed", frozenset({"adjective"}), kind, cue_class)
    for kind, cue_class, prepositions, words in _NOUNS:
        for noun in words.split():
            if noun.endswith("_not"):
                continue
            for text in (noun, plural(noun)):
                for preposition in prepositions.split():
                    add(f"{text} {preposition}", noun, "fixed", frozenset({"nominal"}), kind, cue_class)
    for kind, cue_class, frames, texts in _FIXED:
        for text in texts.split("|"):
            add(text, text, "fixed", frozenset(frames.split()), kind, cue_class)
    by_text: dict[str, Cue] = {}
    for cue in merged.values():
        known = by_text.get(cue.text)
        by_text[cue.text] = (
            cue
            if known is None
            else Cue(cue.text, known.lemma, known.form, known.frames | cue.frames, known.kind, known.cue_class)
        )
    return tuple(replace(cue, bits=_bits(cue)) for cue in by_text.values())


def _bits(cue: Cue) -> int:
    bits = _FORMS[cue.form]
    for frame in cue.frames:
        bits |= _FRAMES.get(frame, 0)
    for bit, lemmas in _LEMMAS:
        if cue.lemma in lemmas:
            bits |= bit
    if cue.kind == "speech":
        bits |= SPEECH
        if bits & (PAST | S | ING) and bits & (CLAUSE | OBJECT | NAME | PERSON):
            bits |= OPENS_CLAIM
    return bits


@cache
def cue_literals() -> tuple[Literal, ...]:
    """Give the literals of the cues, in the order of :func:`cues`."""
    return tuple(Literal(cue.text) for cue in cues())
