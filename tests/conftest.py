"""Settings that every test shares."""

import os

from hypothesis import HealthCheck, settings

# No deadline: machines differ, and no test here is a timed one. The usual run tries the same examples every time;
# the thorough one looks for new ones: pytest --hypothesis-profile=thorough
settings.register_profile(
    "default", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile("default")


def pytest_sessionfinish(session):
    """A skip in the full environment hides a gap: with FRAMING_NO_SKIPS=1 it fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("FRAMING_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = 1
