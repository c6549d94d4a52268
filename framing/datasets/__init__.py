"""Readers for public human-coded sets in their authors' own formats, and the articles written for this library.

Each reader takes the folder that holds the files, as their authors publish them, checks the format, and says where
to get a set that is not there. Nothing is downloaded.
"""

from framing.datasets.babe import read_babe
from framing.datasets.basil import BASIL, read_basil
from framing.datasets.casualties import read_bbc_bias, read_casualty_mentions_nyt
from framing.datasets.ccf_climate import CCF_FRAMES, read_ccf_climate
from framing.datasets.checkthat_subj import read_checkthat_subj
from framing.datasets.gvfc import GVFC_FRAMES, read_gvfc
from framing.datasets.narrative_frames import NARRATIVE_FRAMES, NarrativeFrames, read_narrative_frames
from framing.datasets.polnear import PolNeAR, read_polnear
from framing.datasets.published import read_markdown_tables
from framing.datasets.stand_ins import write_stand_in
from framing.datasets.teaching import demo_articles, load_teaching, teaching_folder
from framing.datasets.ud_ewt import UDEWT, read_ud_ewt
from framing.datasets.war_victims import WarVictims, read_war_victims

__all__ = [
    "BASIL",
    "CCF_FRAMES",
    "GVFC_FRAMES",
    "NARRATIVE_FRAMES",
    "UDEWT",
    "NarrativeFrames",
    "PolNeAR",
    "WarVictims",
    "demo_articles",
    "load_teaching",
    "read_babe",
    "read_basil",
    "read_bbc_bias",
    "read_casualty_mentions_nyt",
    "read_ccf_climate",
    "read_checkthat_subj",
    "read_gvfc",
    "read_markdown_tables",
    "read_narrative_frames",
    "read_polnear",
    "read_ud_ewt",
    "read_war_victims",
    "teaching_folder",
    "write_stand_in",
]
