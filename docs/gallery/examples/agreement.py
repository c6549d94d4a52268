"""How far coders agree.

Krippendorff’s alpha of the two developer labellings of the teaching corpus, with intervals over units.
"""

import framing as fr

corpus, codings = fr.datasets.load_teaching(labels=True)
result = fr.agreement(codings, coefficients=["krippendorff"])
ax = fr.plot.agreement(result)
