"""What can be seen wrong with a figure without looking at it: text outside it, and text upon text."""


def drawn(figure):
    """Texts that are drawn: ticks beyond the limits exist and are not."""
    yield from figure.texts
    for legend in figure.legends:
        yield from legend.get_texts()
    for ax in figure.axes:
        yield from (*ax.texts, ax.title, ax._left_title, ax.xaxis.label, ax.yaxis.label)
        if ax.get_legend():
            yield from ax.get_legend().get_texts()
        for axis in (ax.xaxis, ax.yaxis):
            yield from (tick.label1 for tick in axis._update_ticks())


def texts_of(figure, dpi=300):
    """Texts with their boxes, at a size where hinting to whole pixels moves little."""
    figure.set_dpi(dpi)
    figure.draw_without_rendering()
    renderer = figure._get_renderer()
    found = []
    for text in drawn(figure):
        if text.get_visible() and text.get_text().strip():
            box = text.get_window_extent(renderer)
            if box.width and box.height:
                found.append((text.get_text(), box))
    return found


def outside(figure, texts, slack=3):
    """Texts that reach beyond the figure, by more than ``slack`` pixels."""
    whole = figure.bbox
    return [
        name
        for name, box in texts
        if box.x0 < whole.x0 - slack
        or box.y0 < whole.y0 - slack
        or box.x1 > whole.x1 + slack
        or box.y1 > whole.y1 + slack
    ]


def overlapping(texts, slack=3):
    """Pairs of texts whose boxes share more than ``slack`` pixels both ways."""
    pairs = []
    for i, (one, a) in enumerate(texts):
        for other, b in texts[:i]:
            wide = min(a.x1, b.x1) - max(a.x0, b.x0)
            high = min(a.y1, b.y1) - max(a.y0, b.y0)
            # Line boxes hold room for descenders that most words do not use.
            if wide > slack and high > slack + 0.2 * min(a.height, b.height):
                pairs.append((one, other))
    return pairs
