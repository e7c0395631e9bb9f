"""Settings of all tests."""

from hypothesis import settings

# A slow machine is no failure; what must be fast is measured in `benchmarks/` and `tests/fuzz/`.
settings.register_profile("meta87", deadline=None)
settings.load_profile("meta87")
