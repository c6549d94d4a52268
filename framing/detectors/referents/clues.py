"""What a group's name says of whose dead a sentence tells: its role beside an act of violence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from framing.detectors.agency.nouns import PERSONS
from framing.detectors.groups import GroupMention
from framing.lexicon.model import Group

__all__ = ["ROLES", "Clue", "find_clues"]

ROLES = ("people", "place", "actor", "holder", "source", "topic")
"""What a name of a group can say; see :class:`Clue`."""

_BODIES = frozenset({"government", "army", "police", "armed_group"})
_REACH = 70


class Clue(NamedTuple):
    """One name of a group and what it says of those who suffer.

    Attributes
    ----------
    start, end : int
        Span in the article.
    group, party : str
        Whom the name names.
    role : str
        ``people`` (the group itself), ``place`` (where it happened, or the target), ``actor`` (who acts: those who
        suffer are on the other side), ``holder`` (who holds captives of the other side), ``source`` (who gives the
        news), ``topic`` (none of these).
    """

    start: int
    end: int
    group: str
    party: str
    role: str


def _any(words: str) -> str:
    """Make one of several words or phrases (``_`` for a space) a pattern."""
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in words.split()) + ")"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_WORD = r"[\w'\u2019-]+"
_FORCE = _any(
    r"""air[\s-]?strikes? strikes? attack(?:s|ers?|ed|ing)? raid(?:s|ed)? operations? incursions?
    bomb(?:s|ings?|ed|ardments?|arded)? shell(?:s|ing|ed)? assaults? offensives? massacres? invasions? invaded
    onslaughts? rampag\w+ barrages? campaigns? siege rockets? missiles? fire[sd]? gunfire drones? tanks? artillery
    warplanes? jets? snipers? blockade retaliat\w+ respon(?:se|ded|ds) counter-?(?:attack|offensive|strike)s?
    reprisals? gunm[ae]n militants? terrorists? fighters?(?!\s+jet) soldiers? forces troops army military assailants?
    infiltrat\w+ atrocit\w+ launch\w* struck hits? kill(?:s|ed|ing|ings|ers?)? murder(?:s|ed|ing|ers?)?
    slaughter(?:s|ed|ing)? massacred shot storm(?:ed|ing) burst broke breach\w* crossed entered unleash\w* carried
    pound\w* bulldoz\w* stag(?:ed|es|ing) burned kidnapped abduct\w* took seized surprise violence shooting butcher\w*
    overr[au]n beg[au]n start\w* continu\w* intensif\w* wag(?:ed|es|ing) actions? security hostilities rule occupation
    aggression death_squads?"""
)
_SAYS = _any(
    """said says say saying reports? reported announced confirmed estimate[sd]? puts? claim(?:ed|s)? told believes?
    added stated figures statement spokes\\w+"""
)
_HARMED = _any(
    "shot killed murdered slaughtered massacred dead slain executed butchered wounded injured kidnapped abducted taken"
    " reported believed feared burned"
)
_SIDES = _any("the whole rest of parts north south east west northern southern central eastern western")

_ACTS_AFTER = _pattern(
    r"(?:['\u2019]s?)?[\s-]+(?:(?!"
    + _any("said says say according and or in on at against of to into from who which that when were was are is have")
    + rf"\b){_WORD}\s+){{0,3}}?{_FORCE}\b(?!\s+{_any('said says say told spokes[a-z]+ officials?')}\b)"
)
_HAS_ACTED = _pattern(rf"\s+{_any('has have had is are was were')}\s+(?:been\s+)?(?:not\s+)?{_FORCE}\b")
_BY = _pattern(
    rf"\bby\s+(?:the\s+|an?\s+)?(?:(?!{_any('in on at of to from and or with while as')}\b){_WORD}\s+){{0,3}}$"
)
_RULED_BY = _pattern(
    rf"\b{_any('run controlled ruled occupied governed held released administered described blamed')}\s+by\b"
)
_OUT_OF = _pattern(
    r"\b"
    + _any(
        r"rockets? missiles? fire[ds]? attack(?:s|ed|ers)? militants gunmen incursions? terrorists fighters crossed"
        r" launched assault invasion infiltrat\w+ barrages? over arrived breach\w*"
    )
    + rf"\s+(?:{_WORD}\s+){{0,2}}?(?:out\s+of|from)\s+(?:the\s+|inside\s+)?$"
)
_BESIDE_BEFORE = _pattern(
    r"\b(?:"
    + _any(
        "near(?:by)? outside next_to close_to bordering neighbou?ring not_far_from north_of east_of from_the_border_of"
        " back_(?:in)?to recovered_from"
    )
    + rf"|{_any('border front(?:ier)? fence boundary')}\s+(?:with|of|to|between)|"
    + _any(
        r"aid fuel supplies trucks goods water food convoys? support visit trip travel\w* exit enter entry evacuat\w+"
    )
    + r"\s+(?:to|into|for|from|of|in)|"
    + _any("hostages? captives? people others scores dozens hundreds them dragged taken abducted kidnapped")
    + r"\s+(?:in)?to)\s+(?:the\s+)?(?:(?:southern|northern|whole|border|community|city|edge|end|of|the)\s+)*$"
)
_BESIDE_AFTER = _pattern(
    r"(?:['\u2019]s?)?\s+(?:(?:Strip|southern|northern|eastern)\s+)*"
    + _any("border fence perimeter frontier boundary periphery envelope crossing")
    + r"\b|-based\b"
)
_SERVES = _pattern(
    rf"\b{_any('serv(?:ed|ing|es) enlisted conscripted fought fighting reservists? drafted officer soldiers?')}"
    r"\s+(?:with|in|for|of|by)\s+(?:the\s+)?$|\bmembers?\s+of\s+(?:the\s+)?$"
)
_INSIDE = _pattern(
    r"\b"
    + _any(
        "in into inside across throughout within on against at targeting attacked attacks invaded entered hit struck"
        " infiltrated parts_of"
    )
    + rf"\s+(?:{_SIDES}\s+)*$"
)
_PLACED = _pattern(
    r"\b"
    + _any(
        """in into inside across throughout near around outside within at on over against to of from towards? targeting
        hit struck bombing bombed pounding pounded striking shelling attacked attacking entered invaded stormed
        infiltrated surrounding between and for"""
    )
    + r"\s+(?:the\s+)?(?:"
    + _any(
        """whole rest city town village kibbutz community communities camp border side north(?:ern)? south(?:ern)?
        east(?:ern)? west(?:ern)? central occupied besieged blockaded parts area areas all densely populated of the"""
    )
    + r"\s+)*$"
)
_SUFFERS_AFTER = _pattern(
    rf"(?:\s+\w+)?\s+{_any('was were been being are have_been has_been had_been got')}\s+(?:\w+\s+){{0,2}}?{_HARMED}\b"
    r"|\s+(?:have\s+|had\s+|has\s+)?(?:died|die|dying|dead|lost)\b"
)
_SAYS_AFTER = _pattern(rf"(?:['\u2019]s)?\s+(?:(?!(?:and|but|when|while|after)\b){_WORD},?\s+){{0,4}}?{_SAYS}\b")
_SAYS_BEFORE = _pattern(
    rf"\b{_any('according_to figures_from reported_by announced_by authorities_in officials_in ministry_in')}"
    rf"\s+(?:(?!(?:and|but|that|when|while|after|in|on|at)\b){_WORD}\s+){{0,4}}?(?:in\s+)?(?:the\s+)?$"
)
_OFFICIAL_AFTER = _pattern(
    r"(?:['\u2019]s?)?[\s-]+(?:[\w-]+\s+){0,2}?"
    + _any(r"ministry officials? authorit\w+ government press_office")
    + r"\b"
)
_RUN_AFTER = _pattern(r"-(?:run|controlled|ruled|governed|held|affiliated|administered|linked)\b")
_OCCUPIED_AFTER = _pattern(r"-(?:occupied|annexed|run|controlled|held|ruled)\b")
_AGAINST = _pattern(
    r"\b"
    + _any(
        r"war fight fighting battle campaign battling operation offensive support(?:ed|s)? backed critici[sz]\w+ pro"
        " anti"
    )
    + r"[\s-]+(?:with|against|on|between|for)?\s*(?:the\s+)?$"
)
_HELD = _pattern(
    rf"\b{_any('hostages? captives? captured held kidnapped abducted taken')}"
    r"\s+(?:[\w-]+\s+){0,4}?(?:by|in|into|to|inside)\s+(?:the\s+)?$"
)
_ITS_OWN_AFTER = _pattern(
    r"(?:['\u2019]s?)?\s+(?:[\w-]+\s+)?"
    + _any(
        """targets? members? leaders? commanders? officials? infrastructure positions? sites? posts? tunnels? hideouts?
        operatives? figures? strongholds? captors?"""
    )
    + r"\b"
)
_LAND_AFTER = _pattern(
    r"\s+(?:[\w-]+\s+){0,2}?"
    + _any(
        """territor(?:y|ies) soil towns? villages? communit(?:y|ies) cit(?:y|ies) side land kibbutz(?:im)? hospitals?
        camps? enclave homes? areas? neighbou?rhoods?"""
    )
    + r"\b"
)
_POSSESSIVE = re.compile(r"['\u2019]s?\b|['\u2019]\s")
_NEXT_WORDS = re.compile(r"[\s-]+((?:[\w'\u2019-]+\s+){0,2}?[\w-]+)")


def find_clues(
    text: str, start: int, end: int, mentions: Iterable[GroupMention], known: Mapping[str, Group]
) -> list[Clue]:
    """Give what the names of groups between two places of an article say, in order of the text.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        A sentence; nothing outside it is looked at.
    mentions : iterable of GroupMention
        The names in it, in order of the text.
    known : mapping of str to Group
        The groups by name.

    Examples
    --------
    >>> from framing.lexicon import Group
    >>> known = {"arvians": Group("arvians", "Arvians", "arvian", "unspecified", demonyms=("Arvian",))}
    >>> text = "Nine people died in an Arvian air strike."
    >>> find_clues(text, 0, len(text), [GroupMention(23, 29, "arvians", "demonyms")], known)[0].role
    'actor'
    """
    found: list[Clue] = []
    for mention in mentions:
        if found and mention.start < found[-1].end:
            continue
        group = known[mention.group]
        before = text[max(start, mention.start - _REACH) : mention.start]
        after = text[mention.end : min(end, mention.end + _REACH + 10)]
        role = _beside(before, after, group) or _role(text[mention.start : mention.end], before, after, mention, group)
        if role != "none":
            found.append(Clue(mention.start, mention.end, mention.group, group.party, role))
    return found


def _beside(before: str, after: str, group: Group) -> str | None:
    """Settle what the words right beside a name settle: ``none`` where it is no evidence at all."""
    if _BESIDE_AFTER.match(after) or _BESIDE_BEFORE.search(before):
        return "none"
    if _SERVES.search(before):
        return "people"
    if _RUN_AFTER.match(after) and group.actor_type in _BODIES:
        return "source" if _OFFICIAL_AFTER.match(after) else "place"
    if _OCCUPIED_AFTER.match(after):
        return "none"
    if _HELD.search(before):
        return "holder"
    if _BY.search(before):
        if _RULED_BY.search(before):
            return "none"
        return "source" if _SAYS_BEFORE.search(before) else "actor"
    if _OUT_OF.search(before):
        return "actor"
    if group.actor_type == "government" or _SAYS_BEFORE.search(before):
        return "source"
    return None


def _role(name: str, before: str, after: str, mention: GroupMention, group: Group) -> str:
    country = mention.basis == "names" and group.actor_type == "unspecified"
    possessive = _POSSESSIVE.match(after) is not None
    if not possessive and (mention.basis == "places" or (country and _INSIDE.search(before))):
        return "source" if _OFFICIAL_AFTER.match(after) else "place"
    if _SUFFERS_AFTER.match(after):
        return "people"
    acts = _ACTS_AFTER.match(after) is not None
    if not acts and _SAYS_AFTER.match(after):
        return "source"
    if mention.basis == "names" and group.actor_type == "civilians":
        return "people"
    if mention.basis == "demonyms" and name.endswith("s"):
        return "people"
    if acts or _HAS_ACTED.match(after):
        return "actor"
    if group.actor_type in _BODIES:
        return "topic" if _AGAINST.search(before) or _ITS_OWN_AFTER.match(after) else "actor"
    if country:
        return "place" if _PLACED.search(before) else "topic"
    if mention.basis == "places":
        return "place"
    return _demonym(after)


def _demonym(after: str) -> str:
    """Tell what an adjective of a people qualifies: persons, land, or something else."""
    following = _NEXT_WORDS.match(after)
    words = following.group(1).lower().split() if following else []
    if not words or any(word in PERSONS for word in words):
        return "people"
    return "place" if _LAND_AFTER.match(after) else "topic"
