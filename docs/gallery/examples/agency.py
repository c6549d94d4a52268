"""Who is shown as acting.

Constructions of acts of violence; the diamonds are acts whose agent the article names nowhere.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
profiles = fr.profile(corpus, [fr.AgencyDetector()], progress=False)
result = fr.aggregate(profiles, measures="agency")
ax = fr.plot.agency(result)
