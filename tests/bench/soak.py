#!/usr/bin/env python3
"""Whether a process that publishes and follows topics keeps its size, while its broker dies.

    tests/bench/soak.py --bin build/release/bin [--cycles N]

Ends with 1 if the last quarter of the cycles takes more than a tenth more memory than the second.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from broker import Broker

KILLED_EVERY = 10  # Cycles.
GROWTH_MAX = 1.1


def measure(binaries, cycles, folder):
    with Broker(folder) as broker:
        command = [binaries / "bench_soak", "--kafka", broker.address, "--cycles", str(cycles)]
        sizes = []
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as soak:
            for line in soak.stdout:
                sizes.append(json.loads(line)["resident_kib"])
                if len(sizes) % KILLED_EVERY == 0:
                    broker.kill()
                    broker.start()
        if soak.returncode != 0:
            raise SystemExit(f"bench_soak ended with {soak.returncode}")
    return sizes


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--cycles", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sizes = measure(arguments.bin.resolve(), arguments.cycles, folder)
    quarter = len(sizes) // 4
    second = statistics.median(sizes[quarter : 2 * quarter])
    last = statistics.median(sizes[-quarter:])
    print(
        f"{len(sizes)} cycles, {len(sizes) // KILLED_EVERY} brokers killed:"
        f" {second / 1024:.1f} MiB in the second quarter, {last / 1024:.1f} MiB in the last,"
        f" {last / second:.2f}"
    )
    return 0 if last <= GROWTH_MAX * second else 1


if __name__ == "__main__":
    sys.exit(main())
