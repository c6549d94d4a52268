"""Every sentence that a worksheet says, in one place, so that a class can have it in its own language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from framing.errors import SettingError, given_possible

__all__ = ["ENGLISH", "strings", "translated"]

ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        # The language of the page, as a tag that browsers and screen readers know, and the direction of its script.
        "language": "en",
        "direction": "ltr",
        # --- the page
        "page.title": "How the news chooses its words",
        "page.kicker": "Worksheet",
        "page.skip": "Skip to the exercise",
        "page.lede": "News has to choose its words. Here you look at those choices, one step at a time. "
        "There are no points and no marks.",
        "page.invented_all": "Every article here is invented: the outlets, the people, the places and the events. "
        "It was written for teaching.",
        "page.invented_some": "These articles are invented and were written for teaching: {names}.",
        "page.left_out": "Left out: {what}.",
        "page.needs": "“{title}” (needs {what})",
        "needs.predict": "an article with text of its own",
        "needs.swap": "a word of a choice set that an outlet uses itself and that has other words for the same thing",
        "needs.voice": "words of a choice set",
        "needs.acting": "sentences that tell of killing, injuring or arresting",
        "needs.outlets": "two articles with the same 'story' by different outlets",
        "page.no_script": "The exercises need JavaScript, which is switched off here. The texts can still be read.",
        "page.steps": "Exercises",
        "page.start": "Start",
        "page.save": "Save your answers",
        "page.compare_short": "Compare and dispute",
        "page.begin": "Begin",
        "page.next": "Next: {title}",
        "page.back": "Back to the exercise",
        "page.words": "Words used here",
        "page.minutes": "about {n} minutes",
        "page.who": "Your name, or a made-up one (you may leave this empty)",
        "page.privacy": "Your answers stay in this browser and are sent nowhere. In a private window they are gone "
        "when you close it, so save the file first.",
        "page.made": "How this page was made",
        "page.made_with": "Made with framing {version}; word lists: {lexicons}. Worksheet {digest}.",
        "page.state_open": "not begun",
        "page.state_begun": "begun",
        "page.state_done": "compared",
        # --- words explained
        "word.loaded": "loaded word: a word that tells you what to feel or which side to take, where a plainer one "
        "would name the same thing.",
        "word.outlet": "outlet: whoever publishes the article: a newspaper, a website, a news agency.",
        "word.voice": "voice: who answers for the words. If the outlet says it without naming anybody, it is the "
        "outlet’s own voice.",
        "word.source": "source: the person or office that an article gets something from.",
        "word.retold": "retold: somebody said it, and the article gives it in other words, without quotation marks.",
        "word.library": "library: a computer program with lists of words and rules of grammar. It knows no more than "
        "those, and it errs.",
        "word.rule": "rule: a pattern the program looks for, such as “X said that …”.",
        "word.neutral": "plain word: a word that names the thing and as little else as possible.",
        "word.act": "act: something that somebody does to somebody, such as killing or arresting.",
        # --- exercise 1
        "predict.title": "Predict, then reveal",
        "predict.do": "Mark every word that you find loaded, then compare with what the library found.",
        "predict.how": "Click or tap a word. By keyboard: Tab into a paragraph, move with the arrow keys, mark with "
        "the space bar.",
        "predict.paragraph": "{part}: mark the loaded words",
        "predict.plain": "The text without marking, for reading or listening",
        "predict.count": "Words marked: {n}",
        "predict.done": "I have marked my words: compare",
        "predict.you_both": "you and the library",
        "predict.you_only": "only you",
        "predict.library_only": "only the library",
        "predict.found": "What the library marked",
        "predict.found_none": "The library marked nothing in this text. That does not mean that there is nothing to "
        "mark: its word lists may not cover the subject.",
        "predict.yours": "What only you marked",
        "predict.yours_none": "You marked no word that the library left alone.",
        "predict.yours_why": "The library left this word alone: it stands in none of its lists, or the list calls it a "
        "plain word. You may well be right. What makes it loaded for you?",
        "predict.plain_words": "Words the library looked at and calls plain",
        "predict.did": "You marked it.",
        "predict.did_not": "You did not mark it.",
        # --- exercise 2
        "swap.title": "Swap the term",
        "swap.do": "Choose a word, watch the sentence change, and say what changes for a reader.",
        "swap.how": "The sentence above the choices always shows the word you chose.",
        "swap.choose": "Which word would you print here?",
        "swap.printed": "printed",
        "swap.text": "What changes for somebody who reads only this sentence?",
        "swap.done": "I have chosen: compare",
        "swap.now": "The sentence now reads:",
        "swap.table": "What the word list says of each word",
        "swap.used": "Who uses or advises it",
        # --- exercise 3
        "voice.title": "Whose voice is it?",
        "voice.do": "Read the marked words and say who answers for them.",
        "voice.how": "Ask yourself: if the marked words were wrong, who would have to take them back?",
        "voice.choose": "Who says the marked words?",
        "voice.own": "The outlet itself",
        "voice.direct": "Somebody else, word for word, in quotation marks",
        "voice.indirect": "Somebody else, retold in the outlet’s words",
        "voice.scare": "The outlet, with quotation marks that keep the word at a distance",
        "voice.unsure": "I cannot tell",
        "voice.done": "I have answered: compare",
        # --- exercise 4
        "acting.title": "Who is acting?",
        "acting.do": "Look at the marked words and say how the sentence tells what was done, and by whom.",
        "acting.how": "Look at the grammar of the sentence only, not at what you know from the rest of the article.",
        "acting.choose_telling": "How is it told?",
        "acting.doer": "Somebody does it (“troops shot two men”)",
        "acting.event": "An event does it (“the raid killed two men”)",
        "acting.done_by": "It is done to somebody, and we read by whom (“were shot by troops”)",
        "acting.done": "It is done to somebody, and we do not read by whom (“were shot”)",
        "acting.happens": "It simply happens (“two men died”)",
        "acting.thing": "As a thing or a quality (“the killing”, “a deadly raid”)",
        "acting.choose_named": "Does the sentence say who did it?",
        "acting.named": "Yes: as the one who does it",
        "acting.beside": "In passing: somewhere else in the sentence",
        "acting.nobody": "No: not in this sentence",
        "acting.unsure": "I cannot tell",
        "acting.text": "Write the sentence another way, so that somebody else stands out.",
        "acting.finish": "I have answered: compare",
        # --- exercise 5
        "outlets.title": "Same story, other outlet",
        "outlets.do": "Read how two outlets begin the same story, then say in which text you find what.",
        "outlets.how": "The outlets’ names stay hidden until you compare, so that you read the text and not the name.",
        "outlets.text_a": "Text A",
        "outlets.text_b": "Text B",
        "outlets.a": "Text A",
        "outlets.b": "Text B",
        "outlets.both": "Both",
        "outlets.neither": "Neither",
        "outlets.same": "About the same",
        "outlets.unsure": "I cannot tell",
        "outlets.ask_word": "Which text uses the word “{word}” in its own voice, not only in somebody’s mouth?",
        "outlets.ask_headline": "Which headline says who did it?",
        "outlets.ask_quoted": "Which text gives a larger part of its words to what other people say?",
        "outlets.ask_reason": "Why might the two texts differ? Write down one reason that has nothing to do with "
        "taking sides.",
        "outlets.done": "I have answered: compare",
        "outlets.revealed": "{letter} is from {name}.",
        "outlets.continues": "The article goes on.",
        # --- compare and dispute
        "compare.title": "Compare and dispute: {title}",
        "compare.do": "Read what the library says and why, then say whether you see it the same way.",
        "compare.lede": "This is no answer key. The library follows its word lists and rules, and they err; where you "
        "see it differently, write down why.",
        "compare.you": "You",
        "compare.library": "The library",
        "compare.why": "Why does it say so?",
        "compare.doubts": "Where it may be wrong",
        "compare.nothing": "no answer",
        "compare.choose": "Do you see it the same way?",
        "compare.same": "Yes, the same way",
        "compare.different": "No, I see it differently",
        "compare.undecided": "I have not decided",
        "compare.reason": "Your reason",
        "compare.kept": "You have compared: your answers to this exercise stay as they were. You can still write down "
        "where you see it differently.",
        "compare.open": "Questions without an answer: {n}. Press again to compare all the same.",
        "compare.to": "Go to compare and dispute",
        # --- why
        "why.set": "It answers",
        "why.variant": "Listed as",
        "why.others": "Other words in this list",
        "why.listed": "In the list “{set}”: {role}.",
        "why.reference": "Sources of the list",
        "why.used": "Used by",
        "why.voice": "Voice",
        "why.source": "Said by",
        "why.cue": "Word of saying",
        "why.rule": "Rule",
        "why.zone": "Part of the page",
        "why.confidence": "How sure",
        "why.about": "It expects a careful reader to agree about {n} times in 100.",
        "why.telling": "Told as",
        "why.trigger": "The act",
        "why.agent": "Who acts",
        "why.agent_none": "nobody the library could find in this sentence",
        "why.victim": "Who is affected",
        "why.places": "Places",
        "why.place": "{letter}: {quote} ({whose})",
        "why.place_none": "{letter}: not in the part shown",
        "why.shares": "Words of others",
        "why.share": "{letter}: {part} of {all} words",
        "why.name_rule": "{words} (rule {name})",
        "role.marked": "takes a side or carries a judgement",
        "role.neutral": "a plain alternative",
        "role.unmarked": "the bare word, with nothing added",
        "role.category": "belongs to a list of words on one subject",
        # --- rules and parts of the page, in plain words
        "rule.no_cue": "no word of saying (said, told, claimed) stands near it",
        "rule.beside_attribution": "somebody is quoted or retold near it, but these words stand outside that part",
        "rule.beside_cue": "a word of saying stands near it, but nothing gives these words to a speaker",
        "rule.quoted_again": "the same words stand as a quotation elsewhere in the article",
        "rule.quotation_goes_on": "a quotation that began before goes on here",
        "rule.quote_first": "what was said comes first, the speaker after it (“…”, said X)",
        "rule.speaker_first": "a speaker and a word of saying come first, what was said follows (X said …)",
        "rule.speaker_inside": "the speaker stands in the middle of what was said",
        "rule.according_to": "“according to …” or the like says where it comes from",
        "rule.passive": "“was said to be …” or the like: somebody said it who need not be named",
        "rule.short_unattributed": "a few words in quotation marks, and nobody is named for them",
        "rule.so_called": "“so-called” or the like stands before the words",
        "rule.long_unattributed": "a longer quotation, and nobody is named for it nearby",
        "rule.other": "a pattern of a speaker, a word of saying and what was said",
        "grammar.active": "active verb: the one who acts is the subject (“troops shot two men”)",
        "grammar.event_subject": "active verb with an event as its subject (“the raid killed two men”)",
        "grammar.passive_agent": "passive verb with “by …” (“two men were shot by troops”)",
        "grammar.passive_agentless": "passive verb without “by …” (“two men were shot”)",
        "grammar.participle": "shortened passive (“two men shot dead”)",
        "grammar.intransitive": "verb of dying, which needs nobody else (“two men died”)",
        "grammar.nominal": "noun (“the killing”)",
        "grammar.nominal_agent": "noun with the one who acts (“the troops’ killing of two men”)",
        "grammar.adjectival": "adjective (“a deadly raid”)",
        "zone.headline": "headline",
        "zone.standfirst": "opening line under the headline",
        "zone.caption": "line under a picture",
        "zone.lead": "first paragraph",
        "zone.body": "body of the article",
        "zone.crosshead": "small heading inside the article",
        # --- where it may be wrong
        "doubt.word": "The list knows the word, not the case: it marks the word even where it is the plainest true "
        "one.",
        "doubt.name": "It is written with capitals here. It may be part of a name, and a name is nobody’s choice of "
        "word.",
        "doubt.several": "It stands in more than one list: {names}. Only one of them may fit here.",
        "doubt.place": "The list was made for one real place or conflict; look whether the text is about that one.",
        "doubt.meaning": "The word has other meanings. The rule looks at the words near it and can take one meaning "
        "for another.",
        "doubt.unsure": "The rule that says whose words these are is itself unsure here.",
        "doubt.retold": "When something is retold, nobody outside can know whether the word was the speaker’s or the "
        "writer’s.",
        "doubt.quoted": "In a quotation the speaker chose the word, but the outlet chose to quote it.",
        "doubt.scare": "Short quotation marks can mean distance, or just that somebody said it.",
        "doubt.own": "The speaker may stand in the sentence before; the rule stops where the sentence stops.",
        "doubt.beside": "Somebody is quoted close by. Where exactly they stop speaking is a matter of reading.",
        "doubt.swap": "Words of one list are not always about the same people: to swap one can change a fact, not only "
        "the tone.",
        "doubt.swap_grammar": "The new sentence was made by a simple rule, so its grammar can be wrong.",
        "doubt.noun": "A noun hides who does what; the library can only guess at it from what stands around.",
        "doubt.scope": "The library looks for the one who acts in this sentence only. Readers also use what they read "
        "before.",
        "doubt.agent": "It took the one who acts from somewhere else in the sentence, which can be the wrong one.",
        "doubt.happens": "Sometimes nobody did it, or nobody knows who. Then a sentence without an actor is the "
        "honest one.",
        "doubt.by": "“by” can also mean a place, a time or a manner, which looks the same to a rule.",
        "doubt.part": "Only the beginning of each article is shown and counted. The rest may be different.",
        "doubt.headline": "Headlines are short and often written by somebody else than the article.",
        "doubt.unsure_voice": "Whether a word is the outlet’s own or a speaker’s was decided by rules, which err.",
        "doubt.agent_headline": "A word such as “Army” before “raid” counts as saying who did it; you may find that "
        "too little.",
        "doubt.quantity": "Much quotation is neither good nor bad: look at who gets to speak.",
        "doubt.dispute": "You may know something about this that no list knows.",
        # --- saving
        "save.do": "Save the file for your teacher before you leave.",
        "save.count": "You have answered {n} of {all} questions and marked {words} words.",
        "save.json": "Save the file for your teacher",
        "save.csv": "Save a table to read yourself",
        "save.open": "Go on with a saved file",
        "save.other": "Somebody else at this computer",
        "save.others": "Worksheets kept in this browser",
        "save.nameless": "without a name",
        "save.saved": "Saved as {name}. Your answers also stay in this browser.",
        "save.loaded": "{n} answers were taken over from the file.",
        "save.not_ours": "That file was not saved by a worksheet.",
        "save.other_sheet": "That file belongs to another worksheet.",
        "save.fresh": "A new, empty worksheet has begun. The other one is kept in this browser.",
        "save.not_kept": "This browser does not keep your answers. Save the file before you close the page.",
        "save.damaged": "What was kept in this browser could not be read and was put aside. Open your last saved file "
        "to go on.",
        # --- the table to read
        "csv.name": "name",
        "csv.exercise": "exercise",
        "csv.article": "article",
        "csv.words": "words",
        "csv.question": "question",
        "csv.answer": "answer",
        "csv.library": "the library",
        "csv.verdict": "same view?",
        "csv.reason": "reason",
        # --- answers in a figure, short
        "figure.own": "the outlet itself",
        "figure.direct": "quoted",
        "figure.indirect": "retold",
        "figure.scare": "held at a distance",
        "figure.unsure": "cannot tell",
        "figure.doer": "somebody does it",
        "figure.event": "an event does it",
        "figure.done_by": "done to, by whom",
        "figure.done": "done to, not by whom",
        "figure.happens": "it happens",
        "figure.thing": "a thing or quality",
        "figure.named": "says who did it",
        "figure.beside": "says it in passing",
        "figure.nobody": "does not say",
        "figure.a": "text A",
        "figure.b": "text B",
        "figure.both": "both",
        "figure.neither": "neither",
        "figure.same": "about the same",
        "figure.yes": "marked",
        "figure.no": "not marked",
        "csv.loaded": "loaded?",
        "csv.yes": "yes",
        "csv.no": "no",
    }
)
"""The English wording by key; ``{…}`` is filled in."""

_PLACE: Final = re.compile(r"\{(\w+)\}")


def strings() -> dict[str, str]:
    """Give every sentence that a worksheet says, by its key, to translate or to word anew.

    Returns
    -------
    dict of str
        A copy. Words in braces, such as ``{n}``, are filled in by the page and have to stay.

    Examples
    --------
    >>> strings()["voice.title"]
    'Whose voice is it?'
    """
    return dict(ENGLISH)


def translated(changes: Mapping[str, str] | None) -> dict[str, str]:
    """Give the English wording with some of it replaced.

    Raises
    ------
    SettingError
        For an unknown key, something that is no text, or a text that lost one of its places.
    """
    words = strings()
    for key, text in (changes or {}).items():
        if key not in words:
            raise SettingError(f"{given_possible('string', key, list(words)[:4])} …; see framing.classroom.strings()")
        if not isinstance(text, str) or not text.strip():
            raise SettingError(f"string {key!r} is {text!r}; give a text that is not empty")
        wanted, given = set(_PLACE.findall(ENGLISH[key])), set(_PLACE.findall(text))
        if wanted != given:
            names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
            raise SettingError(f"string {key!r} has to keep its places in braces: {names}")
        words[key] = text
    return words
