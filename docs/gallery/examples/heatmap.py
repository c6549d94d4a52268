"""Outlets and names, similar ones together.

Shares of names in three choice sets; rows and columns are ordered by likeness, and the tree shows how outlets merge.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("protest_and_policing")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
sets = ("protester.", "killed_person.", "gathering.")
names = [name for name in profiles.features if name.startswith(sets)]
result = fr.arrange(fr.aggregate(profiles, measures="shares", features=names), least=4)
ax = fr.plot.heatmap(result, lexicon=lexicon)
