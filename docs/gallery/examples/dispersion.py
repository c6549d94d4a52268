"""Where in the articles.

Headline, lead, or far down: each mark is a mention, full in the outlet’s own voice and hollow otherwise.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("conflict")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
ax = fr.plot.dispersion(profiles, ["armed_actor", "the_dead", "acts_of_force"])
