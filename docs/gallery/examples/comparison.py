"""Differences between outlets within stories.

Each outlet against all others on the stories that both covered. With fewer than ten stories there are intervals and
no p.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("conflict")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
result = fr.compare(profiles, by="outlet", within="story", measures="shares:manner_of_death", draws=199)
ax = fr.plot.comparison(result, lexicon=lexicon)
