"""How far apart outlets are.

Distances in whole choice sets; the upright ticks show how far outlets would lie apart by chance alone.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("conflict")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
sets = ["armed_actor", "the_dead", "manner_of_death"]
result = fr.distances(profiles, choice_sets=sets, within="story", reference="The Wayfarer", draws=199)
ax = fr.plot.distances(result, lexicon=lexicon)
