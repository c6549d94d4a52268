"""What a frame classifier goes by.

The features that speak most for a frame; a name of an outlet among them would be hatched.
"""

import pandas as pd

import framing as fr

headlines = pd.read_csv(fr.datasets.teaching_folder() / "headlines" / "headlines.csv")
headlines = headlines[headlines["frame"].isin(["economic", "security", "human_interest"])]
texts, frames = headlines["text"].tolist(), headlines["frame"].tolist()
model = fr.FrameClassifier(inner_folds=2, characters=None)
model.fit(texts, frames)
ax = fr.plot.features(model.strongest(8), "security", texts=len(texts))
