"""Whether more coding is worth it.

How good a frame classifier is after fewer coded headlines; the band shows the folds.
"""

import pandas as pd

import framing as fr

headlines = pd.read_csv(fr.datasets.teaching_folder() / "headlines" / "headlines.csv")
headlines = headlines[headlines["frame"].isin(["economic", "security", "human_interest"])]
texts, frames = headlines["text"].tolist(), headlines["frame"].tolist()
model = fr.FrameClassifier(inner_folds=2, characters=None)
curve = fr.learning_curve_frames(model, texts, frames, sizes=[20, 40, 80], folds=3)
ax = fr.plot.learning_curve(curve)
