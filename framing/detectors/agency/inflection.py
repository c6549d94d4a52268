"""English verb forms: regular inflection, and a table of the verbs that are irregular."""

from __future__ import annotations

__all__ = ["IRREGULAR", "IRREGULAR_PARTICIPLES", "IRREGULAR_PASTS", "Forms", "forms"]

from typing import NamedTuple


class Forms(NamedTuple):
    """The forms of one verb; past and participle are the same for regular verbs."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


_VOWELS = "aeiou"

# Base, past, participle; the participle left out where it is the past, both where all three are alike.
_TABLE = """
arise arose arisen; awake awoke awoken; bear bore borne; beat beat beaten; become became become; befall befell
befallen; beget begot begotten; begin began begun; behold beheld; bend bent; beset beset beset; bet bet bet; bid
bid bid; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring
brought; broadcast broadcast broadcast; build built; burn burnt; burst burst burst; buy bought; cast cast cast;
catch caught; choose chose chosen; cling clung; come came come; cost cost cost; creep crept; cut cut cut; deal
dealt; dig dug; draw drew drawn; drink drank drunk; drive drove driven; dream dreamt; dwell dwelt; eat ate
eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fling flung; fly flew flown;
forbid forbade forbidden; forecast forecast forecast; foresee foresaw foreseen; foretell foretold; forget forgot
forgotten; forgive forgave forgiven; forgo forwent forgone; forsake forsook forsaken; freeze froze frozen; get
got gotten; give gave given; go went gone; grind ground; grow grew grown; hang hung; have had; hear heard; hide
hid hidden; hit hit hit; hold held; hurt hurt hurt; keep kept; kneel knelt; know knew known; lay laid; lead led;
leap leapt; learn learnt; leave left; lend lent; let let let; lie lay lain; light lit; lose lost; make made;
mean meant; meet met; mislead misled; mistake mistook mistaken; misunderstand misunderstood; offset offset
offset; outdo outdid outdone; overcome overcame overcome; overdo overdid overdone; overhear overheard; override
overrode overridden; overrun overran overrun; oversee oversaw overseen; overtake overtook overtaken; overthrow
overthrew overthrown; overwrite overwrote overwritten; pay paid; prove proved proven; put put put; quit quit
quit; read read read; rebuild rebuilt; redo redid redone; remake remade; repay repaid; resell resold; reset
reset reset; retell retold; rewrite rewrote rewritten; rid rid rid; ride rode ridden; ring rang rung; rise rose
risen; run ran run; say said; see saw seen; seek sought; sell sold; send sent; set set set; sew sewed sewn;
shake shook shaken; shed shed shed; shine shone; shoot shot; show showed shown; shrink shrank shrunk; shut shut
shut; sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid; sling slung; slit slit
slit; smite smote smitten; sow sowed sown; speak spoke spoken; speed sped; spell spelt; spend spent; spill
spilt; spin spun; spit spat; split split split; spoil spoilt; spread spread spread; spring sprang sprung; stand
stood; steal stole stolen; stick stuck; sting stung; strew strewed strewn; stride strode stridden; strike
struck; string strung; strive strove striven; swear swore sworn; sweep swept; swell swelled swollen; swim swam
swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
thrust thrust thrust; tread trod trodden; undercut undercut undercut; undergo underwent undergone; understand
understood; undertake undertook undertaken; underwrite underwrote underwritten; undo undid undone; unwind
unwound; uphold upheld; upset upset upset; wake woke woken; wear wore worn; weave wove woven; weep wept; win
won; wind wound; withdraw withdrew withdrawn; withhold withheld; withstand withstood; wring wrung; write wrote
written
"""

IRREGULAR: dict[str, tuple[str, str]] = {}
for _entry in _TABLE.replace("\n", " ").split(";"):
    _words = _entry.split()
    IRREGULAR[_words[0]] = (_words[1], _words[-1])
"""Past and participle of the irregular verbs, by base."""

IRREGULAR_PARTICIPLES = frozenset(participle for _, participle in IRREGULAR.values()) | {
    *("born", "got", "struck", "stricken", "shaven", "proven", "shot", "lit", "hung", "done", "redone", "spelled"),
    *("overpaid", "unsold", "handmade", "preset", "bidden", "begotten", "mown", "hewn", "laden", "shorn"),
} - {"come", "become", "gone", "been"}
"""Participles that can be passive."""

IRREGULAR_PASTS = frozenset(past for past, _ in IRREGULAR.values()) | {"did", "was", "were"}


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def forms(base: str) -> Forms:
    """Inflect a verb; a base that ends in ``+`` doubles its last letter.

    Examples
    --------
    >>> forms("slay")
    Forms(base='slay', third='slays', past='slew', participle='slain', gerund='slaying')
    >>> forms("stab+").gerund
    'stabbing'
    """
    double = base.endswith("+")
    base = base.rstrip("+")
    stem = base + base[-1] if double else base
    if base.endswith("e") and not base.endswith(("ee", "ye")):
        regular, gerund = base + "d", base[:-1] + "ing"
    elif base.endswith("ee"):
        regular, gerund = base + "d", base + "ing"
    elif base.endswith("y") and base[-2] not in _VOWELS:
        regular, gerund = base[:-1] + "ied", base + "ing"
    else:
        regular, gerund = stem + "ed", stem + "ing"
    past, participle = IRREGULAR.get(base, (regular, regular))
    return Forms(base, _third(base), past, participle, gerund)
