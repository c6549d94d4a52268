"""In whose voice.

Words of the article proper that the outlet says itself, paraphrases, and quotes.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
profiles = fr.profile(corpus, [], progress=False)
result = fr.aggregate(profiles, measures="voices")
ax = fr.plot.voices(result)
