#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. `tests/run.sh release` runs one preset.
#   release  all tests, as they ship
#   asan     the same under the address and undefined behaviour sanitizers
#   tsan     what links neither gRPC nor RocksDB, under the thread sanitizer
set -euo pipefail
cd "$(dirname "$0")/.."
deploy/deps.sh

presets=("$@")
((${#presets[@]})) || presets=(release tsan asan)
for preset in "${presets[@]}"; do
  echo "== $preset"
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset"
  ctest --preset "$preset" --timeout 600
done
