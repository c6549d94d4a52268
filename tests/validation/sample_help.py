"""A small profiled corpus and a sample of it."""

import framing as fr
from framing.lexicon.model import ChoiceSet, Lexicon, Term, Variant

LEXICON = Lexicon(
    "tiny",
    choice_sets={
        "armed": ChoiceSet(
            "armed",
            "Armed people",
            variants=(
                Variant("terrorist", "terrorist", "marked", (Term("terrorist*"),)),
                Variant("fighter", "fighter", "neutral", (Term("fighter*"), Term("gunmen"))),
            ),
        )
    },
)
TEXTS = {
    "a1": "Raid kills two terrorists\n\nThe raid killed two terrorists on Monday. “The gunmen fled,” said Lena Moss.",
    "a2": "Nine men die\n\nNine men were killed in a raid. A fighter fled. The fighters were from Karsa.",
    "a3": "Rain in the north\n\nIt rained all day.\n\n=1+1 is two, the teacher said.",
    "a4": "Fighters return\n\nThe fighters came home. A terrorist was held. Gunmen hid in the mill. Terrorists left.",
}


def profiles_of():
    corpus = fr.as_corpus(
        [
            {"article_id": name, "text": text, "outlet": "Post" if name in {"a1", "a3"} else "Herald"}
            for name, text in TEXTS.items()
        ]
    )
    return fr.profile(corpus, [fr.LexiconDetector(LEXICON)])
