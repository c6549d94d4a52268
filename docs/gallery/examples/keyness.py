"""Words that mark an outlet.

Before any lexicon exists: words of the outlets’ own voice that one uses more than the others, with intervals over
stories.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
names = ["marlund", "tribune", "wayfarer", "corvina", "emberline"]
result = fr.keyness(corpus, by="outlet", voice="own", leave_out=names, draws=200)
ax = fr.plot.keyness(result, n=5)
