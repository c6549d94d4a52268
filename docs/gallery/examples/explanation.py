"""Why a text has a frame.

The words of one text that speak for and against a frame, in the order of the text.
"""

import pandas as pd

import framing as fr

headlines = pd.read_csv(fr.datasets.teaching_folder() / "headlines" / "headlines.csv")
headlines = headlines[headlines["frame"].isin(["economic", "security", "human_interest"])]
texts, frames = headlines["text"].tolist(), headlines["frame"].tolist()
model = fr.FrameClassifier(inner_folds=2, characters=None)
model.fit(texts, frames)
text = fr.datasets.load_teaching()["text"].iloc[4]
ax = fr.plot.explanation(model.explain(text), "security", n=12)
