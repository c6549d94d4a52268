"""Two outlets, value by value.

The values of both sides, joined; the difference and its interval stand beside them.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("conflict")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
both = profiles.articles["outlet"].isin(["Marlund Tribune", "The Wayfarer"])
pair = fr.profile(corpus[both], [fr.LexiconDetector(lexicon)], progress=False)
result = fr.compare(pair, within="story", measures="shares:manner_of_death", draws=199)
ax = fr.plot.comparison(result, form="dumbbell", lexicon=lexicon)
