#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. `tests/run.sh PRESET...` runs only those:
#   release  all tests, as they ship
#   tsan     what links neither gRPC nor RocksDB, under the thread sanitizer
#   asan     all tests under the address and undefined behaviour sanitizers
set -euo pipefail
cd "$(dirname "$0")/.."
deploy/deps.sh --tests

presets=("$@")
((${#presets[@]})) || presets=(release tsan asan)
for preset in "${presets[@]}"; do
  echo "== $preset"
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset"
  ctest --preset "$preset" --timeout 600 --parallel 2
done
