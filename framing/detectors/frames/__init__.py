"""Generic frames scored by a classifier."""
