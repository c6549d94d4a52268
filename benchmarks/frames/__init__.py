"""Frame classifiers against coded sets: every figure with n, folds, interval and the published figure beside it."""
