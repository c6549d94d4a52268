"""Settings that every test shares."""

from hypothesis import HealthCheck, settings

# No deadline: machines differ, and no test here is a timed one.
settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile("default")
