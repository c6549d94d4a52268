"""A mixed model in one call: groups as fixed effects, stories (and outlets) as random ones, topics as controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.comparison.aggregate import MIN_INTERVAL
from framing.comparison.design import MIN_CLUSTERS, Design, design_of, unread, wire_texts
from framing.comparison.estimators import check_level
from framing.comparison.kinds import MIN_OUTLETS
from framing.comparison.measures import Measured, Measurer, ProfilesLike
from framing.errors import DataError, MissingExtraError, SettingError, given_possible
from framing.profiles.measures import Selection
from framing.profiles.results import TableResult, percent_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MixedModel", "mixed_model"]

# Tried in this order until one finds the optimum; the last needs no gradient, which a variance of 0 has none of.
_OPTIMIZERS: Final = ["bfgs", "lbfgs", "powell"]


@dataclass(frozen=True, slots=True, repr=False)
class MixedModel(TableResult):
    """A fitted mixed model.

    Attributes
    ----------
    table : DataFrame
        One row per term: ``measure, feature, kind`` (``fixed`` or ``variance``), ``term, estimate, se, low, high, p,
        n_articles, n_stories, method, note``; fixed effects in units of the measure.
    settings : mapping
    warnings : tuple of str
        Of the design and of the fit.
    fit : object
        The statsmodels result, for everything else.
    provenance : object
        Of the profiles.
    """

    table: pd.DataFrame
    settings: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    fit: Any = None
    provenance: Any = None

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        s = self.settings
        return [
            f"Linear mixed model (REML) of article values of {s.get('feature')}; reference {s.get('reference')}; "
            f"random effects: {', '.join(map(str, s.get('random', ())))}; "  # type: ignore[call-overload]
            f"{percent_of(s['level'])} intervals.",
            *self.warnings,
        ]


def mixed_model(
    profiles: ProfilesLike,
    feature: str,
    by: str = "outlet",
    *,
    measure: str = "shares",
    controls: Sequence[str] = (),
    reference: str | None = None,
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    cluster: str | None = None,
    level: float = 0.95,
) -> MixedModel:
    """Fit a linear mixed model of the articles' values of one feature.

    Groups and controls are fixed effects; the story is a random effect and, where the comparison is between kinds of
    outlet, the outlet too (crossed). Only articles with an opportunity enter.

    Parameters
    ----------
    profiles : Profiles
    feature : str
        Such as ``"armed_actor.terrorist"``.
    by : str
        Column that holds the groups.
    measure : str
        See `framing.comparison.measures`.
    controls : sequence of str
        Columns of the articles: text and categories enter as categories, numbers as numbers (topic shares, length).
    reference : str, optional
        Group that the others are compared with; the first by name by default.
    voice, wording, zones, cluster, level
        As in `compare`.

    Returns
    -------
    MixedModel
        Intervals and p are Wald's, by the normal distribution; with few stories `compare` is the safer answer. With
        fewer than ten stories (or five outlets a side between kinds of outlet) there is no p, with fewer than five no
        interval.

    Raises
    ------
    MissingExtraError
        Where statsmodels is not installed.
    DataError
        Where values do not vary, or there are fewer articles than terms.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": f"{o}{s}", "outlet": o, "story": f"s{s}",
    ...     "text": "Terrorists fled. " * (1 + s % 3) + "Militants fled. " * (2 if o == "B" else 1)}
    ...     for s in range(9) for o in "AB"])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> table = mixed_model(profiles, "armed_actor.terrorist").table
    >>> table["term"].tolist(), bool(table.loc[1, "high"] < 0)
    (['(intercept)', 'group: B', 'story', 'residual'], True)
    """
    check_level(level)
    design = design_of(profiles.articles, by, None, cluster, texts=wire_texts(profiles, profiles.articles))
    if reference is not None and reference not in design.groups:
        raise SettingError(given_possible("reference", reference, design.groups))
    base = reference or design.groups[0]
    m = Measurer(voice, wording, zones).measured(profiles, measure)
    if feature not in m.features:
        raise SettingError(given_possible("feature", feature, m.features))
    m = m.only([feature])
    frame, dropped = _frame(profiles.articles, m, design, controls)
    if not len(frame) or frame["value"].nunique() < 2:
        raise DataError(
            f"{feature!r} has the same value in every article (n = {len(frame)}); there is nothing to model"
        )
    if frame["group"].nunique() < 2:
        raise DataError(f"only one group has opportunities for {feature!r}; a model of {by!r} needs two")
    if base not in set(frame["group"]):
        raise DataError(f"reference {base!r} has no opportunities for {feature!r}; choose another reference")
    random = ["story" if design.stories else "cluster", *(["outlet"] if design.outlet is not None else [])]
    fit, troubles = _fit(frame, base, list(controls), design.outlet is not None)
    table = _table(fit, m, feature, level, frame, random, design)
    settings = {
        "feature": feature, "by": by, "measure": measure, "controls": tuple(controls), "reference": base,
        "voice": voice, "wording": wording, "zones": zones, "cluster": cluster, "level": level, "random": random,
    }  # fmt: skip
    notes = (*dropped, *troubles, *design.warnings, *unread(profiles.articles))
    return MixedModel(table, settings, notes, fit, profiles.provenance)


def _frame(
    articles: pd.DataFrame, m: Measured, design: Design, controls: Sequence[str]
) -> tuple[pd.DataFrame, list[str]]:
    import pandas as pd

    missing = [c for c in controls if c not in articles]
    if missing:
        raise SettingError(given_possible("control", missing[0], sorted(map(str, articles.columns))))
    hits, opportunities = m.column(0)
    use = (opportunities > 0) & (design.group >= 0)
    frame = pd.DataFrame(
        {
            "value": hits[use] / opportunities[use],
            "group": np.array(design.groups, dtype=object)[design.group[use]],
            "cluster": design.cluster[use],
        }
    )
    if design.outlet is not None:
        frame["outlet"] = design.outlet[use]
    for i, control in enumerate(controls):
        column = articles.loc[use, control].reset_index(drop=True)
        frame[f"c{i}"] = column.astype(float) if pd.api.types.is_numeric_dtype(column) else column.astype(object)
    known = frame.notna().all(axis=1)
    lost = int((~known).sum())
    told = (
        "1 article lacks a control and is left out" if lost == 1 else f"{lost} articles lack a control and are left out"
    )
    dropped = [told] if lost else []
    return frame[known].reset_index(drop=True), dropped


def _fit(frame: pd.DataFrame, base: str, controls: list[str], crossed: bool) -> tuple[Any, list[str]]:
    import warnings

    import pandas as pd

    try:
        from statsmodels.regression.mixed_linear_model import MixedLM
        from statsmodels.tools.sm_exceptions import ModelWarning
    except ImportError as error:
        raise MissingExtraError("a mixed model", "stats") from error
    columns = {"(intercept)": np.ones(len(frame))}
    for name in sorted(set(frame["group"]) - {base}):
        columns[f"group: {name}"] = (frame["group"] == name).to_numpy(float)
    for i, control in enumerate(controls):
        values = frame[f"c{i}"]
        if pd.api.types.is_numeric_dtype(values):
            columns[control] = values.to_numpy(float)
        else:
            levels = sorted(values.astype(str).unique())
            for level in levels[1:]:
                columns[f"{control}: {level}"] = (values.astype(str) == level).to_numpy(float)
    x = pd.DataFrame(columns)
    if len(frame) <= x.shape[1] + 1:
        raise DataError(f"{len(frame)} articles are too few for {x.shape[1]} terms; leave out controls")
    if np.linalg.matrix_rank(x.to_numpy()) < x.shape[1]:
        raise DataError(
            "groups and controls determine each other (such as a topic that one outlet alone has); drop one"
        )
    if frame["cluster"].nunique() == len(frame) and not crossed:
        raise DataError("every article is a cluster of its own, so there is no random effect; use compare instead")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if crossed:
            vc = {name: _indicators(frame[name]) for name in ("cluster", "outlet")}
            fit = _crossed(MixedLM, frame, x, vc)
        else:
            fit = MixedLM(frame["value"].to_numpy(), x, groups=frame["cluster"].to_numpy()).fit(
                reml=True, method=_OPTIMIZERS
            )
    told = {str(w.message).split("\n")[0] for w in caught if issubclass(w.category, (ModelWarning, UserWarning))}
    # Optimizers that were tried in vain before one found the optimum are nobody's concern.
    troubles = sorted(t for t in told if not any(word in t.lower() for word in ("optimi", "retrying", "gradient")))
    if not getattr(fit, "converged", True):
        troubles.insert(0, "no optimizer found the optimum; do not rely on this fit")
    return fit, [f"the fit warns: {t}" for t in troubles]


def _indicators(values: pd.Series[Any]) -> Any:
    codes = np.unique(values.to_numpy(), return_inverse=True)[1]
    return np.eye(int(codes.max()) + 1)[codes]


def _crossed(model: Any, frame: pd.DataFrame, x: pd.DataFrame, parts: Mapping[str, Any]) -> Any:
    """Crossed random effects are variance components of one all-embracing group."""
    from statsmodels.regression.mixed_linear_model import VCSpec

    names = sorted(parts)
    labels = [[[f"{n}{i}" for i in range(parts[n].shape[1])]] for n in names]
    spec = VCSpec(names, labels, [[parts[n]] for n in names])
    return model(frame["value"].to_numpy(), x, groups=np.zeros(len(frame)), exog_vc=spec).fit(
        reml=True, method=_OPTIMIZERS
    )


def _table(
    fit: Any, m: Measured, feature: str, level: float, frame: pd.DataFrame, random: Sequence[str], design: Design
) -> pd.DataFrame:
    import pandas as pd
    from scipy.stats import norm

    names = list(fit.model.exog_names)
    estimate = np.asarray(fit.fe_params, dtype=float)
    se = np.asarray(fit.bse_fe, dtype=float)
    half = norm.ppf((1 + level) / 2) * se
    n_clusters = int(frame["cluster"].nunique())
    p, notes = 2 * norm.sf(np.abs(estimate / se)), []
    if n_clusters < MIN_INTERVAL:
        half, p = np.full_like(half, np.nan), np.full_like(p, np.nan)
        notes.append(f"only {design.units(n_clusters)}: no interval, no p")
    elif n_clusters < MIN_CLUSTERS:
        p = np.full_like(p, np.nan)
        notes.append(f"only {design.units(n_clusters)}: no p")
    elif "outlet" in frame and (fewest := int(frame.groupby("group")["outlet"].nunique().min())) < MIN_OUTLETS:
        p = np.full_like(p, np.nan)
        notes.append(f"only {fewest} outlets on a side: no p")
    fixed = pd.DataFrame(
        {
            "kind": "fixed",
            "term": names,
            "estimate": estimate,
            "se": se,
            "low": estimate - half,
            "high": estimate + half,
            "p": p,
            "note": "; ".join(notes),
        }
    )
    parts = np.atleast_1d(np.asarray(fit.vcomp)) if len(np.atleast_1d(fit.vcomp)) else np.ravel(np.asarray(fit.cov_re))
    variances = pd.DataFrame(
        {"kind": "variance", "term": [*random, "residual"], "estimate": [*parts, float(fit.scale)], "note": ""}
    )
    variances.loc[variances["estimate"] < 1e-10, "note"] = "at its boundary, 0"
    table = pd.concat([fixed, variances], ignore_index=True)
    table.insert(0, "feature", feature)
    table.insert(0, "measure", m.measure)
    note = table.pop("note")
    table["n_articles"] = len(frame)
    table["n_stories"] = n_clusters
    return table.assign(method="linear mixed model, REML, Wald intervals", note=note)
