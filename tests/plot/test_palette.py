"""Colours can be told apart by colour-blind readers and in grey.

The three deficiencies are simulated as Machado, Oliveira and Fernandes (2009), A physiologically-based model for
simulation of color vision deficiency, IEEE Transactions on Visualization and Computer Graphics 15(6), tabulate them for
severity 1, on linear RGB. Distances are Euclidean in CIELAB (CIE 1976) with white D65; about 2.3 is just noticeable.
"""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import LinearSegmentedColormap, to_rgb

from framing.plot.palette import CONSTRUCTIONS, OTHERS, PAIR, PALETTE, RAMP, SIGNS, VOICES, text_on

SIMULATED = {
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour):
    rgb = np.asarray(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    xyz = TO_XYZ @ rgb / TO_XYZ.sum(axis=1)
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def seen(colour, how):
    return lab(np.clip(np.asarray(SIMULATED[how]) @ linear(colour), 0, 1))


def lightness(colour):
    return float(lab(linear(colour))[0])


def test_white_and_black_are_where_they_belong():
    assert lab(linear("white")).tolist() == pytest.approx([100, 0, 0], abs=0.01)
    assert lab(linear("black")).tolist() == pytest.approx([0, 0, 0], abs=0.01)


@pytest.mark.parametrize("how", SIMULATED)
@pytest.mark.parametrize("colours", [PALETTE, list(VOICES.values()), list(CONSTRUCTIONS.values()), PAIR])
def test_neighbours_differ_for_every_reader(colours, how):
    found = [seen(colour, how) for colour in colours]
    gaps = [np.linalg.norm(a - b) for a, b in pairwise(found)]
    assert min(gaps) > 20


@pytest.mark.parametrize("how", SIMULATED)
def test_no_two_colours_look_alike_to_any_reader(how):
    found = [seen(colour, how) for colour in PALETTE]
    gaps = [np.linalg.norm(a - b) for i, a in enumerate(found) for b in found[:i]]
    assert min(gaps) > 20


def test_lightness_tells_colours_apart_in_grey():
    steps = np.diff([lightness(colour) for colour in PALETTE])
    assert min(steps) > 10
    assert lightness(PAIR[1]) - lightness(PAIR[0]) > 35


def test_what_is_not_told_apart_has_a_grey_of_its_own():
    assert max(abs(v) for v in lab(linear(OTHERS))[1:]) < 1
    assert min(abs(lightness(OTHERS) - lightness(colour)) for colour in PALETTE[:5]) > 5


def test_the_ramp_only_darkens():
    ramp = LinearSegmentedColormap.from_list("ramp", RAMP)
    steps = [lightness(ramp(x)) for x in np.linspace(0, 1, 21)]
    assert (np.diff(steps) < -1).all()
    for how in SIMULATED:
        assert (np.diff([seen(ramp(x), how)[0] for x in np.linspace(0, 1, 21)]) < 0).all()


def luminance(colour):
    return float(TO_XYZ[1] @ linear(colour))


@pytest.mark.parametrize("colour", [*PALETTE, *RAMP, OTHERS])
def test_figures_in_bars_can_be_read(colour):
    """WCAG 2 asks for a contrast of 4.5, for large type 3."""
    a, b = sorted([luminance(colour), luminance(text_on(colour))])
    assert (b + 0.05) / (a + 0.05) > 4


def test_every_colour_has_a_mark_and_a_line_of_its_own():
    assert len({mark for mark, _ in SIGNS}) == len({str(line) for _, line in SIGNS}) == len(PALETTE)
