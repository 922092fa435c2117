#!/usr/bin/env python3
"""Measures what run.sh says, in turn and in one run, and writes the figures."""

import argparse
import json
import os
import pathlib
import platform
import shutil
import signal
import statistics
import sys
import tempfile

import figures
from programs import Bench, Failed, Server, h2load, load
from relay import measure_relay
from service import SERVICES, Installation

ECHO = "/recourse.bench.EchoService/Echo"
# in flight -> connections that they share
CLOSED_LOOPS = {1: 1, 64: 8, 256: 16, 1024: 16}
# The loop that is judged, and how often that and replay are run: one round says as much of what
# else the machine does as of the service.
JUDGED, JUDGED_ROUNDS = "closed_64", 5
# How much slower than h2load, which checks nothing, the generator may be.
CONTROL_SLOWER_MAX = 0.25
# Calls a second that no server here answers, so that no load runs out of bodies.
CALLS_PER_SECOND_MAX = 150_000


def loops(rate):
    """The flags of each load by its name: closed loops, then an open one at `rate` a second."""
    named = {
        f"closed_{in_flight}": ("--in-flight", in_flight, "--connections", connections)
        for in_flight, connections in CLOSED_LOOPS.items()
    }
    named[f"open_{rate}"] = ("--rate", rate, "--connections", CLOSED_LOOPS[64])
    return named


def slower_by(ours, theirs):
    """The part of h2load's rate that the generator does not reach; below 0 if it is faster."""
    return 1 - ours / theirs


def control(bench, server, bodies, one_body):
    """The generator and h2load in turn, on the same server with the same load; medians count."""
    connections = CLOSED_LOOPS[64]
    flags = ("--in-flight", 64, "--connections", connections)
    ours, theirs = [], []
    for _ in range(3):
        ours.append(load(bench, server, ECHO, bodies, *flags)["replies_per_second"])
        streams = 64 // connections
        theirs.append(h2load(server, ECHO, one_body, connections, streams, bench.seconds))
    result = {"bench_load": statistics.median(ours), "h2load": statistics.median(theirs)}
    result["slower_by"] = slower_by(result["bench_load"], result["h2load"])
    return result


def middle_round(rounds, rate="replies_per_second"):
    """Of rounds, each the baseline's measurement and then ours: the one with the middle ratio."""

    def ratio(two):
        baseline, ours = two
        return ours[rate] / baseline[rate]

    ordered = sorted(rounds, key=ratio)
    baseline, ours = ordered[(len(ordered) - 1) // 2]
    return baseline, ours | {"ratios_of_rounds": [ratio(two) for two in rounds]}


def measure_commands(bench, rate, installation):
    """Each load on the echo and then on the service, so that both meet the same moments."""
    calls = int(CALLS_PER_SECOND_MAX * (bench.seconds + 1))
    # As long as RecordPayment's request, and answered with as much as its response.
    answer_bytes = bench.run(
        "bench_bodies", "payments", "--out", bench.folder / "one.frames", "--print-answer-bytes"
    )
    bodies = bench.bodies("echo", calls)
    one_body = bench.folder / "one.frames"
    bench.run("bench_bodies", "echo", "--out", one_body)
    echo, payments = {}, {}
    with Server(bench.binaries / "bench_echo", "--response-bytes", answer_bytes) as server:
        for name, flags in loops(rate).items():
            rounds = [
                (load(bench, server, ECHO, bodies, *flags), installation.pay(f"{name}-{i}", *flags))
                for i in range(JUDGED_ROUNDS if name == JUDGED else 1)
            ]
            echo[name], payments[name] = middle_round(rounds)
        echo["control"] = control(bench, server, bodies, one_body)
    echo["server"] = server.report
    bodies.unlink()
    return {"echo": echo, "payments": payments}


def bytes_in(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure_alone(bench, arguments):
    """Invoicing in a process of its own, beside the echo."""
    installation = Installation(bench, "alone", arguments.accounts)
    with installation.recourse:
        installation.found()
    with installation.alone():
        measured = measure_commands(bench, arguments.rate, installation)
        measured["batches"] = installation.pay_in_batches("b")
        measured["wide_payments"] = installation.pay_widely("w", arguments.wide_payments)
    installation.read_log()
    installation.remove()
    return measured


def measure_aging(bench, arguments):
    """The report of an issuer's open invoices, from derived data alone."""
    database = bench.folder / "aging"
    done = bench.run("bench_aging", "--db", database, "--invoices", arguments.records)
    shutil.rmtree(database)
    return {"aging": done}


def measure_all(bench, arguments):
    """All four services in one process, then invoicing's log read back, then how they start."""
    installation = Installation(bench, "all", arguments.accounts)
    with installation.recourse:
        installation.found()
        flags = loops(arguments.rate)["closed_64"]
        payments = {"closed_64": installation.pay("p", *flags)}
        batches = installation.pay_in_batches("b")
        installation.fill(arguments.records)
    count = installation.read_log()["records"]
    measured = {"all_services": {"payments": payments, "batches": batches}}
    measured |= measure_storage(bench, installation, count)
    others = (installation.replay(service)["records"] for service in SERVICES[1:])
    measured["start"] = installation.start(count + sum(others))
    installation.remove()
    return measured


def measure_storage(bench, installation, count):
    """The service's own log; bare RocksDB, the log alone and Kafka, given the records of it."""
    log = installation.log("invoicing")
    frames = bench.folder / "records.frames"
    bench.run("bench_log", "export", "--log", log, "--out", frames)
    sizes = ("--records", frames, "--count", count)
    database, alone = bench.folder / "rocksdb", bench.folder / "log"
    write = bench.run("bench_rocksdb", "write", "--db", database, *sizes)
    append = bench.run("bench_log", "append", "--log", alone, *sizes)
    rounds = [
        (bench.run("bench_rocksdb", "scan", "--db", database), installation.replay("invoicing"))
        for _ in range(JUDGED_ROUNDS)
    ]
    scan, replay = middle_round(rounds, "records_per_second")
    if scan["records"] != count:
        raise Failed(f"{count} records were written, and not as many read back")
    bare, pairs = measure_relay(bench, frames, count, JUDGED_ROUNDS)
    raw, relay = middle_round(pairs, "records_per_second")
    return {
        "kafka": {"bare": bare, "raw": raw, "relay": relay},
        "rocksdb": {"write": write, "scan": scan},
        "log_alone": {"append": append},
        "log": {"replay": replay, "bytes_on_disk": bytes_in(log)},
    }


def host():
    model = platform.processor()
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return {"cpu": model, "cores": os.cpu_count(), "kernel": platform.release()}


def parse():
    parser = argparse.ArgumentParser(
        prog="tests/bench/run.sh", description="Measures Recourse beside its baselines."
    )
    parser.add_argument("--bin", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--json", metavar="FILE", help="write measurements and figures there")
    parser.add_argument("--data", metavar="DIR", default="build", help="where databases are made")
    parser.add_argument("--seconds", type=float, default=5, help="of each load (default 5)")
    parser.add_argument(
        "--records", type=int, default=1_000_000, help="payments at least in the log (default 1 M)"
    )
    parser.add_argument(
        "--wide-payments", type=int, default=20, help="over 1,000 invoices each (default 20)"
    )
    parser.add_argument("--accounts", type=int, default=10_000, help="paid to (default 10,000)")
    parser.add_argument("--rate", type=int, default=5000, help="of open loops (default 5000/s)")
    parser.add_argument(
        "--quick", action="store_true", help="small and short, judging nothing: a smoke test"
    )
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.seconds, arguments.records, arguments.rate = 0.2, 20_000, 500
        arguments.accounts, arguments.wide_payments = 100, 2
    return arguments


def measure(arguments, folder):
    bench = Bench(arguments.bin, folder, arguments.seconds)
    return {
        "host": host(),
        **measure_alone(bench, arguments),
        **measure_all(bench, arguments),
        **measure_aging(bench, arguments),
    }


def report(arguments, measured):
    """Prints the table, writes the file, and gives the exit code."""
    named = list(figures.FIGURES)
    for side in ("payments", "echo"):
        run = [loop for loop in measured.get(side, {}) if loop.startswith(("closed", "open"))]
        named += figures.latency_figures(side, run)
    print(figures.table(named, measured))
    if arguments.json:
        document = {"figures": figures.as_json(named, measured), "measurements": measured}
        pathlib.Path(arguments.json).write_text(json.dumps(document, indent=2), encoding="utf-8")
    slower = measured["echo"]["control"]["slower_by"]
    print(f"control: bench_load is {slower:+.0%} slower than h2load on the echo")
    if slower > CONTROL_SLOWER_MAX and not arguments.quick:
        print(f"beyond {CONTROL_SLOWER_MAX:.0%}: the generator, not the server, was measured")
        return 1
    return 0


def main():
    arguments = parse()
    # So that what was started is ended and what was written is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    pathlib.Path(arguments.data).mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="bench-", dir=arguments.data)
    try:
        return report(arguments, measure(arguments, folder))
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
