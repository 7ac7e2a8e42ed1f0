"""make bench: the race of the sweep, whatever else is marked as a benchmark, then the page."""

import sys

import pytest

from tests.benchmarks import page, race

if __name__ == "__main__":
    race.main()
    ended = pytest.main(["-q", "-n", "0", "-m", "benchmark", "tests/benchmarks"])
    page.main()
    sys.exit(0 if ended in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else int(ended))
