"""One article from its first word to its last.

Zones, voices, names and acts of violence of one page; crosses stand in page furniture and are not counted.
"""

import framing as fr

corpus = fr.datasets.load_teaching()
detectors = [fr.LexiconDetector(fr.load_lexicon("conflict")), fr.AgencyDetector()]
profiles = fr.profile(corpus[corpus["story"] == "kessel-bridge-raid"], detectors, progress=False)
ax = fr.plot.article(profiles, "raid-tribune")
