"""Marked names to the left, others to the right.

The same kind of shares about a middle line: loaded names to the left, neutral and plain ones to the right.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("protest_and_policing")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
result = fr.aggregate(profiles, measures="shares:killed_person")
ax = fr.plot.shares(result, form="diverging", lexicon=lexicon)
