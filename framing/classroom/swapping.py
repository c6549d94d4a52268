"""*Swap the term*: one sentence in several versions, made of the words of a choice set."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from framing.classroom.explaining import like_a_name
from framing.classroom.material import Exercise, Finding, Item, Material, Piece, Question, Reading, Swap, in_sentence
from framing.comparison.rows import flat
from framing.lexicon.files import list_lexicons
from framing.lexicon.model import ChoiceSet, Term, Variant

__all__ = ["swap"]

_FEWEST: Final = 3
_MOST: Final = 6
_PLURALS: Final = frozenset(
    {"men", "women", "people", "children", "gunmen", "militiamen", "youths", "police", "troops"}
)
_NOT_ONE: Final = frozenset({"mob", "crowd", "peaceful", "violent"})  # many at once, or a quality
_NOT_PLURAL: Final = ("ss", "us", "is")
_VERBAL: Final = ("ed", "ing", "en")
_SETS_OF_ACTS: Final = frozenset({"manner_of_death", "taking", "reporting_verb"})
_ARTICLE: Final = re.compile(r"\b([Aa])(n?)(\s+)$")
# For the sets that classes meet most: which variants to offer, and their words, one and several.
_FAVOURED: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "armed_actor": {
        "terrorist": ("terrorist", "terrorists"),
        "extremist": ("extremist", "extremists"),
        "militant": ("militant", "militants"),
        "gunman": ("gunman", "gunmen"),
        "fighter": ("fighter", "fighters"),
        "resistance_fighter": ("resistance fighter", "resistance fighters"),
    },
    "acts_of_force": {
        "massacre": ("massacre", "massacres"),
        "raid": ("raid", "raids"),
        "assault": ("assault", "assaults"),
        "attack": ("attack", "attacks"),
        "incursion": ("incursion", "incursions"),
        "operation": ("operation", "operations"),
    },
    "national_army": {
        "occupation_forces": ("occupation army", "occupation forces"),
        "regime_forces": ("regime force", "regime forces"),
        "security_forces": ("security force", "security forces"),
        "army": ("army", "troops"),
    },
    "migrant": {
        "migrant": ("migrant", "migrants"),
        "immigrant": ("immigrant", "immigrants"),
        "asylum_seeker": ("asylum seeker", "asylum seekers"),
        "refugee": ("refugee", "refugees"),
        "people": ("person", "people"),
    },
    "arrival": {
        "water": ("wave", "waves"),
        "war": ("invasion", "invasions"),
        "flow": ("flow", "flows"),
        "arrivals": ("arrival", "arrivals"),
    },
    "protester": {
        "rioter": ("rioter", "rioters"),
        "peaceful_protester": ("peaceful protester", "peaceful protesters"),
        "protester": ("protester", "protesters"),
    },
    "participant": {
        "rioter": ("rioter", "rioters"),
        "agitator": ("agitator", "agitators"),
        "activist": ("activist", "activists"),
        "peaceful_protester": ("peaceful protester", "peaceful protesters"),
        "protester": ("protester", "protesters"),
    },
    "gathering": {
        "riot": ("riot", "riots"),
        "unrest": ("disturbance", "disturbances"),
        "uprising": ("uprising", "uprisings"),
        "peaceful_protest": ("peaceful protest", "peaceful protests"),
        "protest": ("protest", "protests"),
    },
    "terror_label": {
        "terror": ("terror attack", "terror attacks"),
        "resistance_act": ("act of resistance", "acts of resistance"),
        "attack": ("attack", "attacks"),
    },
    "advocate": {
        "alarmist": ("climate alarmist", "climate alarmists"),
        "defender": ("climate defender", "climate defenders"),
        "activist": ("climate activist", "climate activists"),
        "environmentalist": ("environmentalist", "environmentalists"),
    },
    "doubter": {
        "denier": ("climate denier", "climate deniers"),
        "sceptic": ("climate sceptic", "climate sceptics"),
        "realist": ("climate realist", "climate realists"),
    },
}
_BEFORE_ONE: Final = frozenset(
    {"a", "an", "the", "this", "that", "its", "his", "her", "their", "our", "one", "another", "every", "each", "any"}
)
Words = Mapping[str, str]
Candidate = tuple[Reading, Mapping[str, Any], list[tuple[Variant, str]]]


def swap(material: Material, items: int, words: Words) -> Exercise:
    """Make the exercise of words that the outlets chose themselves, each choice set in turn."""
    found: dict[str, list[Candidate]] = {}
    for reading in material.readings:
        for mention in reading.mentions:
            chosen = material.choice(mention)
            if chosen is None or mention["wording"] != "outlet" or not _suits(reading, mention, chosen):
                continue
            versions = _versions(*chosen, flat(mention["text"]))
            if len(versions) >= _FEWEST:
                found.setdefault(f"{mention['lexicon']}.{chosen[0].name}", []).append((reading, mention, versions))
    for rows in found.values():
        rows.sort(key=lambda row: _rank(material, row))
    made: list[Item] = []
    seen: set[tuple[str, int]] = set()
    while len(made) < items and any(found.values()):
        for rows in sorted((rows for rows in found.values() if rows), key=lambda rows: _rank(material, rows[0])):
            fresh = (row for row in rows if (row[0].article_id, int(row[1]["sentence"])) not in seen)
            row = next(fresh, None)
            rows[:] = rows[rows.index(row) + 1 :] if row is not None else []
            if row is not None and len(made) < items:
                seen.add((row[0].article_id, int(row[1]["sentence"])))
                made.append(_item(f"s{len(made) + 1}", material, *row, words))
    return Exercise("swap", tuple(made))


def _rank(material: Material, row: Candidate) -> tuple[int, bool]:
    """Order: loaded words before plain ones before bare ones; the outlet's own before retold."""
    return ("marked", "neutral", "unmarked").index(material.role(row[1])), row[1]["voice"] != "own"


def _suits(reading: Reading, mention: Mapping[str, Any], chosen: tuple[ChoiceSet, Variant]) -> bool:
    """Leave out verbs, whose sentence would have to change, names, and sets that tell different people apart.

    Of the shipped lexicons, which hold many words that only fit some sentences, only favoured sets are used.
    """
    choice_set, _ = chosen
    surface, start = flat(mention["text"]), int(mention["start"])
    if mention["lexicon"] in list_lexicons() and choice_set.name not in _FAVOURED:
        return False
    headline = reading.document.zone_at(start).kind == "headline"
    before = reading.text[max(0, start - 30) : start].lower().split()
    if not headline and not _plural(surface) and not (before and _takes_one(before[-1])):
        return False  # an idiom such as "in protest"
    return (
        choice_set.kind == "noun"
        and choice_set.opportunity.opens == "mention"
        and surface.lower().split()[-1] not in _NOT_ONE
        and choice_set.name not in _SETS_OF_ACTS
        and not choice_set.name.startswith("territory")
        and not surface.lower().endswith(_VERBAL[:2])
        and not reading.text[: int(mention["start"])].endswith(("-", "‑", "‐"))
        and not like_a_name(reading, int(mention["start"]), int(mention["end"]))
    )


def _takes_one(word: str) -> bool:
    return word in _BEFORE_ONE or word.endswith(("’s", "'s"))


def _plural(word: str) -> bool:
    last = word.lower().split()[-1] if word.split() else ""
    return last in _PLURALS or (last.endswith("s") and not last.endswith(_NOT_PLURAL))


def _versions(choice_set: ChoiceSet, printed: Variant, surface: str) -> list[tuple[Variant, str]]:
    """Give a word of each variant that can stand in the same place: the printed one for its own variant."""
    versions = []
    favoured, plural = _FAVOURED.get(choice_set.name, {}), _plural(surface)
    for variant in choice_set.variants:
        word: str | None = surface
        if favoured and variant.name != printed.name:
            if variant.name in favoured:
                versions.append((variant, favoured[variant.name][plural]))
            continue
        if variant.name != printed.name:
            fitting = (_as_noun(term, choice_set, plural=plural) for term in variant.terms)
            word = next((one for one in fitting if one), None)
        if word:
            versions.append((variant, word))
    if len(versions) > _MOST:
        # Keep both ends of the scale: every other of the plain ones goes first.
        ranked = sorted(versions, key=lambda v: (v[0].name != printed.name, v[0].role != "marked"))
        marked, plain = ranked[: _MOST // 2 + 1], [v for v in versions if v[0].role != "marked"]
        kept = {v[0].name for v in (*marked, *plain[: _MOST - len(marked)])}
        versions = [v for v in versions if v[0].name in kept]
    return versions


def _as_noun(term: Term, choice_set: ChoiceSet, *, plural: bool) -> str | None:
    text = term.text
    if term.kind != "glob" or "*" in text[:-1] or text.lower().endswith(_VERBAL):
        return None
    if text != text.lower():  # a name, which belongs to one real place or party
        return None
    if text.endswith("*"):
        stem = text[:-1]
        # A stem is a whole word only in phrases such as "freedom fighter*".
        if " " not in stem or stem.endswith(("-", " ", "is", "at")) or choice_set.referent_role != "denoted":
            return None
        text = f"{stem}s" if plural and not _plural(stem) else stem
    return text if _plural(text) == plural else None


def _item(
    key: str,
    material: Material,
    reading: Reading,
    mention: Mapping[str, Any],
    versions: Sequence[tuple[Variant, str]],
    words: Words,
) -> Item:
    chosen = material.choice(mention)
    assert chosen is not None
    choice_set, printed = chosen
    start, end = int(mention["start"]), int(mention["end"])
    pieces = in_sentence(reading, start, end)
    before, after = _around(pieces)
    opens = not before.strip() or before.rstrip()[-1:] in set('.!?:“"‘')
    swaps = []
    for variant, word in sorted(versions, key=lambda version: version[1].lower()):
        own = variant.name == printed.name
        shown = word if own or not (opens and word[:1].islower()) else word[:1].upper() + word[1:]
        swaps.append(
            Swap(
                variant.name,
                shown,
                before if own else _with_article(before, shown),
                after,
                words[f"role.{variant.role}"],
                variant.used_by,
                own,
            )
        )
    finding = Finding(
        words["role.marked"] if printed.role == "marked" else words[f"role.{printed.role}"],
        ((words["why.set"], choice_set.question), (words["why.variant"], printed.label)),
        (words["doubt.swap"], words["doubt.swap_grammar"], words["doubt.word"]),
    )
    options = tuple((one.code, one.word) for one in swaps)
    return Item(
        key,
        reading.article_id,
        start,
        end,
        "mention",
        source=reading.name,
        pieces=pieces,
        questions=(
            Question(f"{key}.choice", "choice", words["swap.choose"], options, "", finding),
            Question(f"{key}.text", "text", words["swap.text"]),
        ),
        swaps=tuple(swaps),
    )


def _around(pieces: Sequence[Piece]) -> tuple[str, str]:
    at = next(number for number, piece in enumerate(pieces) if piece.kind == "hit")
    plain = [piece.text if not piece.kind else "" for piece in pieces]
    return "".join(plain[:at]), "".join(plain[at + 1 :])


def _with_article(before: str, word: str) -> str:
    match = _ARTICLE.search(before)
    if match is None:
        return before
    n = "n" if word[:1].lower() in set("aeiou") and not word.lower().startswith(("uni", "eu")) else ""
    return f"{before[: match.start()]}{match.group(1)}{n}{match.group(3)}"
