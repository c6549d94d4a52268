"""The forms of an English verb or noun in the cue lexicon."""

from __future__ import annotations

__all__ = ["inflect", "plural"]

_IRREGULAR = {
    "say": ("says", "said", "said", "saying"),
    "tell": ("tells", "told", "told", "telling"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "know": ("knows", "knew", "known", "knowing"),
    "see": ("sees", "saw", "seen", "seeing"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "find": ("finds", "found", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "write": ("writes", "wrote", "written", "writing"),
    "hold": ("holds", "held", "held", "holding"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "seek": ("seeks", "sought", "sought", "seeking"),
    "hear": ("hears", "heard", "heard", "hearing"),
    "understand": ("understands", "understood", "understood", "understanding"),
    "make": ("makes", "made", "made", "making"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "give": ("gives", "gave", "given", "giving"),
    "take": ("takes", "took", "taken", "taking"),
    "read": ("reads", "read", "read", "reading"),
    "choose": ("chooses", "chose", "chosen", "choosing"),
    "mean": ("means", "meant", "meant", "meaning"),
    "hit": ("hits", "hit", "hit", "hitting"),
    "put": ("puts", "put", "put", "putting"),
    "go": ("goes", "went", "gone", "going"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "learn": ("learns", "learned", "learned", "learning"),
    "quip": ("quips", "quipped", "quipped", "quipping"),
    "admit": ("admits", "admitted", "admitted", "admitting"),
    "refer": ("refers", "referred", "referred", "referring"),
    "plan": ("plans", "planned", "planned", "planning"),
    "rap": ("raps", "rapped", "rapped", "rapping"),
    "slam": ("slams", "slammed", "slammed", "slamming"),
    "rip": ("rips", "ripped", "ripped", "ripping"),
    "pan": ("pans", "panned", "panned", "panning"),
    "blast": ("blasts", "blasted", "blasted", "blasting"),
    "prefer": ("prefers", "preferred", "preferred", "preferring"),
    "rebut": ("rebuts", "rebutted", "rebutted", "rebutting"),
    "infer": ("infers", "inferred", "inferred", "inferring"),
    "regret": ("regrets", "regretted", "regretted", "regretting"),
    "commit": ("commits", "committed", "committed", "committing"),
    "stun": ("stuns", "stunned", "stunned", "stunning"),
    "intend": ("intends", "intended", "intended", "intending"),
    "blog": ("blogs", "blogged", "blogged", "blogging"),
    "cast": ("casts", "cast", "cast", "casting"),
    "lay": ("lays", "laid", "laid", "laying"),
    "bet": ("bets", "bet", "bet", "betting"),
    "read out": ("reads out", "read out", "read out", "reading out"),
}
_VOWELS = frozenset("aeiou")


def inflect(words: str) -> list[tuple[str, str]]:
    """Give the forms of a verb, a particle behind it kept, each with the name of the form."""
    verb, _, particle = words.partition(" ")
    tail = f" {particle}" if particle else ""
    s, past, participle, ing = _IRREGULAR.get(verb) or _regular(verb)
    forms = [("base", verb), ("s", s), ("past", past), ("ing", ing)]
    if participle != past:
        forms.append(("participle", participle))
    return [(form, text + tail) for form, text in forms]


def plural(noun: str) -> str:
    """Give the plural of a noun, which is also the third person of a verb."""
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    return noun + "s"


def _regular(verb: str) -> tuple[str, str, str, str]:
    if verb.endswith("e"):
        past, ing = verb + "d", (verb[:-1] + "ing" if not verb.endswith(("ee", "oe")) else verb + "ing")
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        past, ing = verb[:-1] + "ied", verb + "ing"
    else:
        past, ing = verb + "ed", verb + "ing"
    return plural(verb), past, past, ing
