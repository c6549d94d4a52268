"""Readers for public human-coded sets in their authors' own formats; nothing here downloads anything.

Each reader takes the folder that holds the files, as their authors publish them, checks the format, and says where
to get a set that is not there.
"""

from framing.datasets.polnear import PolNeAR, read_polnear
from framing.datasets.ud_ewt import UDEWT, read_ud_ewt

__all__ = ["UDEWT", "PolNeAR", "read_polnear", "read_ud_ewt"]
