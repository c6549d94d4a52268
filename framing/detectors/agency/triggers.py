"""The words that name an act of violence, by kind and by how they take their parties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from framing.detectors.agency.inflection import forms
from framing.detectors.agency.nouns import EVENT_NOUNS
from framing.text import Literal

__all__ = ["EVENT_KINDS", "TRIGGERS", "VERB_TAGS", "Trigger", "literals"]

EVENT_KINDS = ("kill", "injure", "arrest", "displace", "destroy", "abduct", "rape", "besiege")
"""Kinds of events, the same that a lexicon's opportunities may name."""


class Trigger(NamedTuple):
    """One form of a word or phrase that can name an act of violence.

    Attributes
    ----------
    text : str
        The folded form.
    kind : str
        One of :data:`EVENT_KINDS`.
    shape : str
        ``verb``, ``intransitive``, ``noun``, ``adjective``, or the name of a phrase that is built around the form:
        ``dead``, ``lives``, ``to_death``, ``hostage``, ``flee``.
    form : str
        ``base``, ``third``, ``past`` (and participle), ``only_past``, ``participle``, ``gerund``; empty for the rest.
    needs : str
        ``person`` where it counts only with persons as victims, ``place`` only with things; empty otherwise.
    """

    text: str
    kind: str
    shape: str
    form: str = ""
    needs: str = ""


# "+" doubles the last letter, "!" counts with persons only, "~" with things only; after "/" a particle.
_VERBS = {
    "kill": """kill murder massacre slaughter! assassinate execute! butcher! behead lynch slay eliminate! neutralise!
        neutralize! liquidate! exterminate! decapitate martyr gun+/down mow!/down shoot/dead strangle electrocute
        suffocate! bludgeon! disembowel take!/out wipe!/out hack/to~death stab+/to~death beat/to~death shoot/to~death
        burn/to~death burn/alive crush/to~death starve/to~death torture/to~death stone/to~death trample/to~death
        club+/to~death bludgeon/to~death choke/to~death put+/to~death bayonet garrotte dismember gas+! poison!""",
    "injure": """injure wound maim stab+ shoot! hurt! mutilate! bruise! beat/up assault! torture! manhandle
        brutalise! brutalize! concuss""",
    "arrest": "arrest detain apprehend! incarcerate! imprison round!/up",
    "displace": "displace uproot! evict! expel+! deport",
    "destroy": """
        destroy demolish raze~ flatten~ level~ level+~ bulldoze torch~ obliterate pulverise~ pulverize~
        dynamite~ gut+~ shoot~/down burn~/down blow~/up ransack loot vandalise vandalize wreck~
        """,
    "abduct": "abduct kidnap+",
    "rape": "rape gang~rape sodomise! sodomize! molest",
    "besiege": "besiege blockade encircle~",
}
_NO_BASE = {"wound", "wreck"}

_INTRANSITIVES = {"kill": "die perish", "displace": "flee"}

_NOUNS = {
    "kill": """
        death deaths killing killings murder murders massacre massacres slaughter slaughters assassination
        assassinations execution executions slaying slayings beheading beheadings lynching lynchings fatality
        fatalities homicide homicides manslaughter bloodshed bloodbath bloodbaths genocide genocides femicide
        femicides infanticide carnage butchery extermination manslaughters casualty casualties martyrdom
        """,
    "injure": "injury injuries wounding woundings maiming stabbing stabbings torture shooting shootings",
    "arrest": "arrest arrests detention detentions",
    "displace": "displacement displacements expulsion expulsions eviction evictions deportation deportations",
    "destroy": "destruction demolition demolitions razing devastation",
    "abduct": "abduction abductions kidnapping kidnappings",
    "rape": "rape rapes",
    "besiege": "siege sieges blockade blockades",
}

_PHRASES = (
    *(Trigger(text, "kill", "dead") for text in ("dead", "lifeless")),
    *(Trigger(text, "kill", "lives") for text in ("lives", "life")),
    Trigger("to death", "kill", "to_death"),
    Trigger("hostage", "abduct", "hostage"),
    Trigger("hostages", "abduct", "hostage"),
    *(Trigger(text, "kill", "adjective") for text in ("deadly", "deadlier", "deadliest")),
    *(Trigger(text, "kill", "adjective") for text in ("lethal", "fatal", "murderous")),
    *(Trigger(text, "rape", "verb", "past") for text in ("sexually assaulted", "sexually abused")),
    *(Trigger(text, "rape", "noun") for text in ("sexual assault", "sexual assaults", "sexual violence")),
    *(Trigger(text, "displace", "verb", "past") for text in (
        "forced to flee", "forced from their homes", "driven from their homes", "ethnically cleansed",
        "forced out of their homes", "driven out of their homes", "made homeless", "forcibly transferred",
    )),
    Trigger("under siege", "besiege", "noun"),
    Trigger("ethnic cleansing", "displace", "noun"),
    *(
        Trigger(text, "destroy", "verb", "past", "thing")
        for text in ("reduced to rubble", "burnt down", "razed to the ground")
    ),
)  # fmt: skip


def _verb_forms(kind: str, entry: str) -> Iterator[Trigger]:
    head, _, particle = entry.partition("/")
    particle = particle.replace("~", " ")
    needs = "person" if "!" in head else "thing" if "~" in head.split("~")[-1] or head.endswith("~") else ""
    head = head.replace("!", "").removesuffix("~").replace("~", " ")
    inflected = forms(head)
    tail = f" {particle}" if particle else ""
    shapes = {"third": inflected.third, "gerund": inflected.gerund, "base": inflected.base}
    if inflected.past == inflected.participle:
        shapes["past"] = inflected.past
    else:
        shapes |= {"only_past": inflected.past, "participle": inflected.participle}
    if head == "burn":
        shapes["participle"] = "burned"
    if head in {"shoot", "hurt", "put"}:
        shapes["past"] = inflected.past
    for form, text in shapes.items():
        yield Trigger(text + tail, kind, "verb", form, needs)


def _all() -> Iterator[Trigger]:
    for kind, entries in _VERBS.items():
        for entry in entries.split():
            yield from _verb_forms(kind, entry)
    for kind, entries in _INTRANSITIVES.items():
        for base in entries.split():
            inflected = forms(base)
            gerund = "dying" if base == "die" else inflected.gerund
            shape = "flee" if base == "flee" else "intransitive"
            for form, text in (
                ("base", base),
                ("third", inflected.third),
                ("past", inflected.past),
                ("gerund", gerund),
            ):
                yield Trigger(text, kind, shape, form)
    for kind, nouns in _NOUNS.items():
        for noun in nouns.split():
            yield Trigger(noun, kind, "noun")
    yield from _PHRASES


def _merged() -> dict[str, tuple[Trigger, ...]]:
    merged: dict[str, tuple[Trigger, ...]] = {}
    for trigger in _all():
        readings = merged.get(trigger.text, ())
        if not any(reading.shape == trigger.shape for reading in readings):
            merged[trigger.text] = (*readings, trigger)
    return merged


TRIGGERS = _merged()
"""Every form with its readings: *murder* is a verb and a noun."""


def literals(kinds: frozenset[str]) -> tuple[tuple[Literal, tuple[Trigger, ...]], ...]:
    """Give what the scan shall find for these kinds, with the readings of each form."""
    found = []
    for text, readings in TRIGGERS.items():
        wanted = tuple(reading for reading in readings if reading.kind in kinds)
        if wanted:
            found.append((Literal(text), wanted))
    return tuple(found)


_HOMOGRAPHS = {"murders", "massacres", "wounds", "arrests", "blockades", "lynches", "martyrs", "wrecks", "gases"}

VERB_TAGS = {
    trigger.text: "v" if trigger.form in {"third", "only_past"} or trigger.shape != "verb" else "e"
    for readings in TRIGGERS.values()
    for trigger in readings
    if trigger.shape in {"verb", "intransitive", "flee"}
    and trigger.form in {"third", "only_past", "participle", "past"}
    and " " not in trigger.text
    and trigger.text not in _HOMOGRAPHS
    and trigger.text not in EVENT_NOUNS
    and not any(reading.shape == "noun" for reading in readings)
}
"""Tags of the single words among them that are always verbs."""
