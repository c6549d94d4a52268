"""Who says “massacre”.

The voices of the mentions of one choice set: a word that stands in quotation marks is the source’s.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
lexicon = fr.load_lexicon("conflict")
profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)], progress=False)
result = fr.aggregate(profiles, measures="voices:acts_of_force")
ax = fr.plot.voices(result, of="mentions of acts of force")
