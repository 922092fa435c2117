"""The relay beside a bare producer, on one real broker."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from broker import Broker

RECORDS_MAX = 400_000


def measure_relay(bench, records, count, rounds):
    """A log of one shard, published by each in turn. `rounds`: (bare producer, relay) pairs."""
    log = bench.folder / "relay-log"
    count = min(count, RECORDS_MAX)
    bench.run("bench_log", "append", "--log", log, "--records", records, "--count", count)
    with Broker(bench.folder) as broker:
        sizes = ("--log", log, "--kafka", broker.address)
        bare = bench.run("bench_relay", "raw", "--bare", *sizes)
        pairs = [
            (bench.run("bench_relay", "raw", *sizes), bench.run("bench_relay", "relay", *sizes))
            for _ in range(rounds)
        ]
    return bare, pairs
