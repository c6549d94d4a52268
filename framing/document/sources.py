"""Sources: what kind of source a phrase names, and the persons named in it."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.document.wordlists import words

__all__ = ["ROLES", "analyse", "person_names", "source_type"]

_PRONOUNS = words(
    "he she they it we i you who his her their its him them my our your himself herself themselves "
    "itself this that these those which"
)
_ANONYMOUS = words(
    "source sources official officials people critic critics expert experts analyst analysts observer "
    "observers witness witnesses resident "
    "residents insider insiders aide aides adviser advisers advisor advisors supporter supporters "
    "opponent opponents diplomat diplomats lawmaker "
    "lawmakers activist activists some many others most several someone everyone anyone nobody voter "
    "voters protester protesters scientist "
    "scientists researcher researchers eyewitness eyewitnesses neighbour neighbours neighbor neighbors "
    "detractor detractors skeptic skeptics "
    "sceptic sceptics few one all both economists historians advocates leaders members democrats "
    "republicans conservatives liberals "
    "respondents participants percent reports rumours rumors investigators prosecutors authorities "
    "medics rescuers campaigners"
)
ROLES = words(
    "spokesman spokeswoman spokesperson spokespeople minister president secretary chief director leader "
    "chairman chairwoman chair chairperson "
    "commissioner ambassador envoy governor mayor senator general commander professor lawyer attorney "
    "judge justice officer candidate nominee "
    "editor author doctor nurse teacher mother father son daughter wife husband brother sister woman man "
    "boy girl student reporter correspondent "
    "host anchor manager strategist official negotiator premier king queen prince pope billionaire "
    "businessman businesswoman congressman "
    "congresswoman lawmaker politician republican democrat moderator resident prosecutor sheriff "
    "detective captain colonel sergeant lieutenant "
    "major adviser advisor aide deputy analyst economist historian scientist researcher activist founder "
    "owner head executive ceo coach player "
    "writer columnist journalist blogger pastor bishop imam rabbi cleric chancellor vice assistant "
    "former senior representative delegate "
    "operative pollster consultant expert critic counsel inspector superintendent coordinator organizer "
    "organiser farmer driver worker "
    "widow neighbour neighbor friend colleague boss victim survivor witness suspect defendant speaker "
    "whip majority minority leader"
)
_INSTITUTIONS = words(
    "ministry department army military police government authority administration party campaign "
    "committee council court agency organisation "
    "organization group company corporation union association foundation institute university college "
    "school church hospital bank bureau office "
    "embassy parliament congress senate house cabinet commission board team network newspaper magazine "
    "times post journal news poll survey report "
    "study statement document documents letter article editorial law lawsuit complaint ruling bill force "
    "forces movement brigade brigades jihad "
    "hamas hezbollah fatah likud idf un eu nato fbi cia pentagon kremlin washington moscow beijing "
    "london paris tehran jerusalem israel russia "
    "ukraine china iran britain france germany cnn bbc nbc abc cbs msnbc reuters ap afp politico website "
    "site paper outlet coalition club league "
    "federation society centre center press media service health defence defense state states affairs "
    "inc corp ltd pac security council nations "
    "east west bank street hill fund project program tv radio channel desk county city district region "
    "ministry's intelligence polls release "
    "book memo email filing affidavit indictment document data records figures results statistics census "
    "analysis review tally transcript"
)
_HONORIFICS = words(
    "mr mrs ms mx dr sen sens rep reps gov prof gen col lt sgt capt rev sir lord lady sheikh ayatollah hon amb sec"
)
_NOT_NAMES = words(
    "the a an in on at for but and as when while after before if since former republican democratic "
    "democrat gop us u.s american israeli "
    "palestinian russian ukrainian british french german chinese iranian turkish egyptian syrian arab "
    "jewish muslim christian european prime "
    "foreign defense defence interior finance state national federal first last new old another asked "
    "speaking white black latino latest "
    "meanwhile however still then later also islamic supreme western eastern northern southern near middle"
)
_PARTICLES = words("de van von der al bin el la da di du abu ben le dos del")
_DEFINITE = words("the this that his her their its our my these those")
_PREPOSITIONS = words(
    "of in from for at with who on close familiar near by to whose which that against involved "
    "briefed inside outside under"
)
_TOKEN = re.compile(r"[^\s,;:()\[\]“”\"]+|,")
_LONGEST = 60


def _tokens(phrase: str) -> list[str]:
    return _TOKEN.findall(phrase[:600])[:_LONGEST]


def _bare(token: str) -> str:
    """Strip a possessive and the point of an abbreviation."""
    if token.endswith(("’s", "'s")):
        return token[:-2]
    return token.rstrip(".’'")


@lru_cache(4096)
def analyse(phrase: str) -> tuple[str, list[str]]:
    """Give the kind of a source, as :func:`source_type`, and the persons named in it, as :func:`person_names`."""
    names = person_names(phrase) if any(map(str.isupper, phrase)) else []
    return _classify(phrase, names), names


def person_names(phrase: str) -> list[str]:
    """List the names of persons in a phrase.

    A name is the last capitalised words of a run, behind titles, roles and institutions; one word alone needs a title.

    Examples
    --------
    >>> person_names("Nabil Darwish, spokesman for President Amal Mansour of the Harbour Authority")
    ['Nabil Darwish', 'Amal Mansour']
    """
    names: list[str] = []
    run: list[str] = []
    titled = False
    tokens = [*_tokens(phrase), ","]
    for number, token in enumerate(tokens):
        word = _bare(token)
        low = word.lower()
        if token[0].isupper() and low not in _NOT_NAMES:
            if low in _HONORIFICS or low in ROLES:
                run, titled = [], True
            elif low in _INSTITUTIONS:
                run, titled = [], False
            else:
                run.append(word if len(word) > 1 else token)
                if token.endswith(("’s", "'s")):
                    _name(run, titled, names)
                    run, titled = [], False
            continue
        if run and low in _PARTICLES and number + 1 < len(tokens) and tokens[number + 1][0].isupper():
            run.append(word)
            continue
        _name(run, titled, names)
        run, titled = [], low in ROLES and token != ","
    return names


def _name(run: list[str], titled: bool, names: list[str]) -> None:
    if len(run) > 1 or (run and titled and len(run[0]) > 1):
        names.append(" ".join(run[-5:]))


def source_type(source: str) -> str:
    """Tell what kind of source a phrase names.

    Parameters
    ----------
    source : str
        The phrase, as the text has it.

    Returns
    -------
    str
        ``named``, ``role``, ``institution``, ``pronoun``, ``anonymous`` or ``unnamed``.

    Examples
    --------
    >>> [source_type(s) for s in ("Ann Lee, a nurse", "she", "the army", "a spokesman", "officials", "unnamed")]
    ['named', 'pronoun', 'institution', 'role', 'anonymous', 'unnamed']
    """
    return analyse(source)[0]


def _classify(source: str, names: list[str]) -> str:
    tokens = _tokens(source)
    if not tokens or source == "unnamed":
        return "unnamed"
    if len(tokens) == 1 and tokens[0].lower() in _PRONOUNS:
        return "pronoun"
    head: list[str] = []
    for token in tokens:
        if token == "," or (head and token.lower() in _PREPOSITIONS):
            break
        head.append(token)
    last = _bare(head[-1]) if head else ""
    low = last.lower()
    words = {_bare(token).lower() for token in head}
    if names and (last[:1].isupper() or "," in tokens) and names[0].split()[-1] in source.split(",", maxsplit=1)[0]:
        return "named"
    if low in _ANONYMOUS and not (head[0].lower() in _DEFINITE and not low.endswith("s")):
        return "anonymous"
    if low in _INSTITUTIONS or (last[:1].isupper() and words & _INSTITUTIONS):
        return "institution"
    if names:
        return "named"
    if low in ROLES:
        return "role"
    if last[:1].isupper():
        acronym = last.isupper() and len(last) > 1
        return "institution" if acronym or head[0].lower() in ("the", "a", "an") else "named"
    return "anonymous" if head and head[0].lower() in _ANONYMOUS else "role"
