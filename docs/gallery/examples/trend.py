"""Over time.

One name in every quarter. Two stories a quarter allow no bands; where there was no opportunity the line is broken.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("conflict")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
result = fr.trend(profiles, by="outlet", measures="shares:manner_of_death", period="quarter")
ax = fr.plot.trend(result, "manner_of_death.killed", lexicon=lexicon)
