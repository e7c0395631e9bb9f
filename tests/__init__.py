"""Tests run two at a time on two cores: what computes with numbers has one thread in each."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
