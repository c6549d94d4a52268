"""Which part of speech a word can have: closed classes in full, the rest by form.

Tags are single characters, so that a stretch of a sentence can be matched as a string.
"""

from __future__ import annotations

from framing.detectors.agency.inflection import IRREGULAR_PARTICIPLES, IRREGULAR_PASTS, forms
from framing.detectors.agency.triggers import VERB_TAGS
from framing.detectors.agency.wordlists import word_set

__all__ = ["NOT_PARTICIPLES", "TAGS", "TIME_NOUNS", "tag_of"]

# Tag, what it stands for, and the words that always get it.
_CLASSES = {
    "d": """the a an this these those his her its their our my your every each no another such whose either neither""",
    "#": """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen
        hundreds thousands millions billions dozens scores tens several many most some any few all both half much fewer
        couple numerous countless various twenty-one twenty-two twenty-three twenty-four twenty-five""",
    "q": """at least more than up to about nearly almost around over roughly approximately estimated""",
    "p": """
        in on at from with into during after before against near under between among amid through across along
        inside outside within without around behind beside besides beyond despite following including like
        toward towards upon via per onto until till over above below beneath throughout about for off out up
        down amongst since alongside according regarding concerning unlike versus past as than
        """,
    "o": "of",
    "b": "by",
    "t": "to",
    "T": "that",
    "w": "which who whom where what whoever whatever",
    "s": """because while whilst although though if unless whereas when whether once so how why whenever wherever""",
    "c": "and or but nor & yet plus",
    "B": "is are was were be been being am 's_be 're isn wasn weren aren ain",
    "H": "has have had having 've hasn haven hadn",
    "D": "do does did doesn don didn",
    "M": """will would can could may might must shall should wo ca cannot 'll 'd wouldn couldn shouldn mustn won mightn
        ought gonna""",
    "G": "get gets got getting gotten",
    "x": "not n't never hardly",
    "u": "he she they we i who_s",
    "j": "him them me us himself herself themselves itself myself ourselves yourself yourselves whomever",
    "n": "it you there",
    "'": "'s ' \u2019s",
    "r": """
        also already still just now then soon later earlier ever recently often always again yesterday today
        tonight tomorrow thus therefore however meanwhile indeed perhaps maybe even only too very quite rather
        so-called allegedly reportedly instead together once twice ago almost nearly here far further moreover
        nevertheless apparently hereby thereby whereby otherwise overnight abroad away back well worldwide
        online first likely alike alone altogether anymore anyway at_all sometimes seldom somehow forever yet en
        masse outright
        """,
    "a": """
        new old young big small large great good bad high low long short early late major minor senior chief
        national local foreign armed dead unarmed innocent elderly young other own same different public private
        military civilian civil western eastern northern southern central northwestern northeastern southwestern
        southeastern british french russian american chinese white black red blue green hard easy free full open
        real true whole entire several deadly deadliest fatal lethal bloody bloodiest brutal violent illegal
        suspected alleged pregnant fellow top key main major dozen-odd premature separate massive huge
        retaliatory targeted nearby joint overnight recent latest previous subsequent initial ongoing present
        available able unable afraid aware sure glad sorry happy sad
        """,
    "v": """
        said says told tells wants seeks thinks knows believes argues goes makes takes gives sees comes
        came went gave took made saw knew began became kept led left lost brought told held found fled fell grew
        felt sent built stood spent wrote won paid heard met ran sat rose spoke stormed struck hit hits broke
        caught chose drove ate flew fought forgot froze hid laid meant put sang sank shook shot shut slept sold
        stole stuck swore swept swung taught threw tore understood woke wore kills kill dies die carry carries
        become becomes include includes say tell want know think believe see go come make take give allow accuse
        accuses appear appears seem seems seemed happen happens remain remains let lets insist insists denies
        deny vow vows flee flees lose loses destroy destroys arrest detain detains erupt erupts warn warns urge
        urges condemn condemns perish die
        """,
}

TAGS: dict[str, str] = {}
for _tag, _words in _CLASSES.items():
    for _word in _words.split():
        TAGS[_word] = _tag
# "at", "more", "about" are read as prepositions or adverbs unless a number follows; see the noun phrase rules.
TAGS.update({"at": "p", "to": "t", "over": "p", "about": "p", "around": "p", "up": "p", "least": "a", "estimated": "e"})
TAGS.update(
    {"more": "#", "than": "p", "nearly": "r", "almost": "r", "roughly": "r", "approximately": "r", "having": "H"}
)
TAGS.update(
    {"left": "v", "left-wing": "a", "may": "M", "being": "B", "those": "d", "this": "d", "no": "d", "none": "n"}
)
TAGS.update(
    {"first": "a", "second": "a", "third": "a", "last": "a", "next": "a", "when": "s", "where": "w", "one": "#"}
)

for _participle in IRREGULAR_PARTICIPLES:
    TAGS.setdefault(_participle, "e")
for _past in IRREGULAR_PASTS:
    TAGS.setdefault(_past, "v")
for _word in word_set("ground wound rose bit bet shed light bid cast cost"):
    TAGS[_word] = "n"
for _word in [
    "killed",
    "shot",
    "hurt",
    "hit",
    "struck",
    "beaten",
    "held",
    "found",
    "led",
    "left",
    "built",
    "sent",
    "put",
    "set",
    "seen",
]:
    TAGS[_word] = "e"
for _base in [
    "bomb",
    "raid",
    "storm",
    "shell",
    "target",
    "injure",
    "wound",
    "murder",
    "bomb+",
    "behead",
    "execute",
    "launch",
    "conduct",
    "announce",
    "report",
    "accuse",
    "attack",
    "strike",
]:
    TAGS.setdefault(forms(_base).past, "e")

for _word, _tag in VERB_TAGS.items():
    if TAGS.get(_word) != "a":
        TAGS[_word] = _tag

NOT_PARTICIPLES = word_set(
    """
    hundred need speed indeed deed seed feed breed creed greed bleed weed reed sacred naked wicked hatred
    kindred embed exceed proceed succeed agreed-upon shed sled bed fed led med wed aged biped infrared rugged
    crooked beloved unprecedented sophisticated untitled alfred ted fred ned red unarmed undocumented
    unidentified unnamed unexpected unfounded uninvited untreated unharmed so-called
    """
)
_NAMES_ED = word_set(
    """
    mohammed ahmed mohamed muhammed saeed hamed khaled waleed rashed majed united sayed javed jared
    """
)
_NOT_ING = word_set(
    """
    thing nothing something anything everything king ring spring string wing morning evening building during
    being according including following ceiling sibling pudding sterling beijing viking offspring wedding
    meeting
    """
)
_NOT_LY = word_set(
    """
    family ally italy july early only likely friendly daily weekly monthly elderly reply supply apply fly
    assembly rally lovely ugly lonely deadly costly holy anomaly bully belly jelly folly monopoly homily
    melancholy orderly unlikely timely scholarly cowardly ghastly grisly
    """
)
_ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "ical", "able", "ible", "less", "nal", "tic", "lar", "ary", "ish", "est")
_NOT_ADJECTIVES = word_set(
    """
    table cable vegetable detective executive objective alternative native representative relative initiative
    perspective festival journal hospital signal criminal tribunal arsenal terminal professional mosque
    politic arctic critic january february military secretary library boundary salary diary missionary forest
    arrest protest request interest test west guest harvest rest priest chest nest quest conquest unrest
    british english irish spanish turkish polish danish finish publish dollar pillar scholar calendar guitar
    cellar arable captive fugitive motive collective narrative archive drive hive dive live give five
    """
)

TIME_NOUNS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul
    aug sep sept oct nov dec today yesterday tonight tomorrow overnight morning evening afternoon night
    midnight noon dawn dusk week month year weekend day hour minute second decade century days weeks months
    years hours minutes seconds decades last next early late this earlier ago now then later weekday spring
    summer autumn winter christmas easter ramadan sunset sunrise nightfall daybreak
    """
)


def tag_of(word: str, lower: str, keep_case: bool) -> str:
    """Give the tag of a word.

    Parameters
    ----------
    word, lower : str
        As written, and in small letters.
    keep_case : bool
        Whether a capital says anything (not in a headline in title case, nor at a sentence's start).
    """
    capital = keep_case and word[0].isupper()
    tag = TAGS.get(lower)
    if tag is not None:
        if capital and tag in "eviar#" and lower != "one":
            return "N"
        # "US", "WHO", "UN" are names, "us" and "who" are not.
        return "N" if tag in "jwn" and len(word) > 1 and word.isupper() else tag
    first = lower[0]
    if first.isdigit():
        return "a" if "-" in lower and lower[-1].isalpha() else "#"
    if not (first.isalpha() or first == "_"):
        return _PUNCTUATION.get(first, '"')
    if capital or lower in _NAMES_ED:
        return "N"
    size = len(lower)
    if size > 4:
        if lower.startswith("re") and lower[2:] in IRREGULAR_PASTS:
            return "v"
        if lower.endswith("ed") and lower not in NOT_PARTICIPLES:
            return "e"
        if lower.endswith("ing") and lower not in _NOT_ING:
            return "n" if "-" in lower else "i"
        if lower.endswith("ly") and lower not in _NOT_LY:
            return "r"
        if lower.endswith(_ADJECTIVE_ENDINGS) and lower not in _NOT_ADJECTIVES:
            return "a"
    if lower in NOT_PARTICIPLES and lower.startswith("un"):
        return "a"
    return "N" if word[0].isupper() else "n"


_PUNCTUATION = {
    ",": ",",
    ";": ";",
    ":": ":",
    ".": ".",
    "!": ".",
    "?": ".",
    "\u2026": ".",
    "-": "-",
    "\u2013": "-",
    "\u2014": "-",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    "'": "'",
    "\u2019": "'",
    "$": "#",
    "\u20ac": "#",
    "\u00a3": "#",
    "%": "n",
    "/": "c",
}
