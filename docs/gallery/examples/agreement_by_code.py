"""Agreement code by code.

Each voice against all others: a high alpha over all codes can hide a rare one on which coders differ.
"""

import framing as fr

corpus, codings = fr.datasets.load_teaching(labels=True)
result = fr.agreement(codings, variable="voice", cluster="article_id")
ax = fr.plot.agreement(result, scope="code")
