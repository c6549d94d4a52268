"""Shares with their intervals.

Every name and outlet with an interval over stories; hollow dots have none, and the note says why.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("conflict")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
result = fr.aggregate(profiles, measures="shares:manner_of_death")
ax = fr.plot.shares(result, form="dots", lexicon=lexicon)
