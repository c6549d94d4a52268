"""Whether chances hold.

Of the headlines to which a classifier gives a chance of 70 %, do 70 % have the frame?
"""

import pandas as pd

import framing as fr

headlines = pd.read_csv(fr.datasets.teaching_folder() / "headlines" / "headlines.csv")
headlines = headlines[headlines["frame"].isin(["economic", "security", "human_interest"])]
texts, frames = headlines["text"].tolist(), headlines["frame"].tolist()
model = fr.FrameClassifier(inner_folds=2, characters=None)
result = fr.cross_validate_frames(model, texts, frames, groups=headlines["story"].tolist(), folds=3)
ax = fr.plot.reliability(result)
