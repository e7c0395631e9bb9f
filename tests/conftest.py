"""Settings of all tests."""

import os
from pathlib import Path

from hypothesis import settings

# The model that whoever runs the tests has chosen as default is none of their business.
os.environ["META87_CONFIG"] = str(Path(__file__).parent / "no-config")

# A slow machine is no failure; what must be fast is measured in `benchmarks/` and `tests/fuzz/`.
settings.register_profile("meta87", deadline=None)
settings.load_profile("meta87")
