#!/usr/bin/env python3
"""Commands go on while the broker is away for minutes; then it comes back. Says how fast the topics
catch up against how fast the records came, and holds topics and logs against each other. No part of
the tests, since it takes as long as it says.

    tests/crash/away_run.py RECOURSE [SECONDS]
"""

import json
import pathlib
import re
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from kafka_crash_test import KafkaCrash
from installation import SERVICES, Api

ARGUMENTS = sys.argv[1:]
PAUSE_S = 0.1  # Between the commands of one of the six clients.


def released(recourse):
    """Records in all logs."""
    marks = [recourse.client.call("recourse.history.v1.HistoryService/GetMarks", services=[each])
             for each in SERVICES]
    return sum(int(shard.get("head_sequence", 0))
               for mark in marks for shard in mark["services"][0]["shards"])


def is_published(recourse):
    """Whether the relays have nothing left, as their metrics say."""
    for service in SERVICES:
        address = re.findall(r"metrics on (\S+)/metrics", recourse.log_of(service).read_text())[-1]
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=60) as answer:
            text = answer.read().decode()
        if float(re.search(r"^recourse_relay_behind_records{.*} (\S+)$", text, re.M).group(1)) > 0:
            return False
    return True


def run(crash, seconds):
    crash.found()
    crash.pause_s = PAUSE_S
    before, begun = released(crash.recourse), time.monotonic()
    crash.broker.kill()
    unanswered = crash.ask_for(seconds)
    arrived, took = released(crash.recourse) - before, time.monotonic() - begun
    crash.broker.start()
    back = time.monotonic()
    while not is_published(crash.recourse):
        pass
    drained = time.monotonic() - back
    return {
        "seconds_away": round(took, 1), "commands": len(crash.journal.answers),
        "not_answered": len(unanswered), "records": arrived,
        "records_per_second": round(arrived / took, 1), "drained_in_seconds": round(drained, 1),
        "drain_vs_arrival": round(took / drained, 1), "differences": crash.differences(),
        "unpublished": crash.unpublished(),
    }


def main():
    seconds = float(ARGUMENTS[1]) if len(ARGUMENTS) > 1 else 600
    with tempfile.TemporaryDirectory() as folder:
        crash = KafkaCrash(Api(), pathlib.Path(folder), seed=1)
        try:
            print(json.dumps(run(crash, seconds), indent=2))
        finally:
            crash.recourse.kill()
            crash.broker.kill()


if __name__ == "__main__":
    main()
