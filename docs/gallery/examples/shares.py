"""Which names each outlet chooses.

Shares of the names for armed people. Marked names stand first; the numbers tell how often anything was named at all.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("conflict")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
result = fr.aggregate(profiles, measures="shares:armed_actor")
ax = fr.plot.shares(result, lexicon=lexicon)
