"""A random walk through the whole library holds its promises; ``python -m benchmarks.fuzz pipeline`` walks longer."""

from hypothesis import HealthCheck, settings

from benchmarks.fuzz.pipeline import Pipeline

TestPipeline = Pipeline.TestCase
TestPipeline.settings = settings(
    max_examples=8, stateful_step_count=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
