"""The public names, pinned: a name that comes or goes is a change of the contract."""

import subprocess
import sys

import framing

NAMES = {
    "AgencyDetector",
    "Article",
    "AttributionTagger",
    "Contrast",
    "Document",
    "FrameClassifier",
    "FramingError",
    "FramingVectorizer",
    "Lexicon",
    "LexiconDetector",
    "Profiles",
    "SeededFrames",
    "__version__",
    "ablate_frames",
    "aggregate",
    "agreement",
    "annotate",
    "arrange",
    "article_from_text",
    "as_corpus",
    "classroom",
    "compare",
    "compare_frame_models",
    "contrast",
    "correct",
    "cross_validate_frames",
    "datasets",
    "distances",
    "evaluate",
    "find_duplicates",
    "find_leakage",
    "find_passives",
    "fit_seeded",
    "group_stories",
    "keyness",
    "kwic",
    "learning_curve_frames",
    "list_lexicons",
    "load_lexicon",
    "load_profiles",
    "load_sample",
    "mixed_model",
    "next_to_code",
    "plot",
    "profile",
    "profile_files",
    "read_article",
    "read_codings",
    "read_corpus",
    "read_lexicon",
    "report",
    "sample_for_coding",
    "score_frames",
    "selection",
    "sensitivity",
    "sentence_referents",
    "term_by_referent",
    "trend",
    "write_lexicon",
}


def test_the_names_are_these():
    assert set(framing.__all__) == NAMES
    assert set(dir(framing)) == NAMES


def test_every_name_loads():
    for name in NAMES:
        assert getattr(framing, name) is not None


def test_every_function_and_class_says_where_it_belongs():
    for name in NAMES - {"__version__", "plot", "report", "classroom", "datasets"}:
        value = getattr(framing, name)
        assert value.__module__.startswith("framing."), name
        assert value.__doc__, name


def test_importing_loads_nothing_heavy():
    code = (
        "import sys, framing; "
        "heavy = {'pandas', 'scipy', 'sklearn', 'nltk', 'matplotlib', 'pyarrow', 'trafilatura', 'jinja2', 'yaml'}; "
        "loaded = heavy & set(sys.modules); "
        "sys.exit(f'loaded: {sorted(loaded)}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
