"""Two articles on one story.

What each calls the same things, in any voice. Two articles are described, never tested.
"""

import framing as fr

articles = fr.datasets.demo_articles()
result = fr.contrast(articles.iloc[[0]], articles.iloc[[1]])
ax = fr.plot.contrast(result, ["the_dead", "territory_west_bank", "acts_of_force"], base="all")
