#!/usr/bin/env bash
# Measures Recourse beside its baselines and prints a table; README.md says what each figure is.
#   tests/bench/run.sh --json FILE      also writes all that was measured
#   tests/bench/run.sh --help           shorter runs, other sizes
set -euo pipefail
cd "$(dirname "$0")/../.."
deploy/deps.sh --tests
cmake --preset release >/dev/null
cmake --build --preset release --target bench >/dev/null
exec python3 tests/bench/measure.py --bin build/release/bin "$@"
