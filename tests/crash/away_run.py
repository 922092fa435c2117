#!/usr/bin/env python3
"""Commands go on while the broker is away for minutes; then it comes back. Says how fast the topics
catch up against how fast the records came, and holds topics and logs against each other. No part of
the tests, since it takes as long as it says.

    tests/crash/away_run.py RECOURSE [SECONDS]
"""

import json
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from kafka_crash_test import KafkaCrash
from installation import SERVICES, Api

ARGUMENTS = sys.argv[1:]


def released(recourse):
    """Records in all logs."""
    marks = [recourse.client.call("recourse.history.v1.HistoryService/GetMarks", services=[each])
             for each in SERVICES]
    return sum(int(shard.get("head_sequence", 0))
               for mark in marks for shard in mark["services"][0]["shards"])


def run(crash, seconds):
    crash.found()
    before, begun = released(crash.recourse), time.monotonic()
    crash.broker.kill()
    unanswered = crash.ask_for(seconds)
    arrived, took = released(crash.recourse) - before, time.monotonic() - begun
    crash.broker.start()
    back = time.monotonic()
    while crash.unpublished():
        pass
    drained = time.monotonic() - back
    return {
        "seconds_away": round(took, 1), "commands": len(crash.journal.answers),
        "not_answered": len(unanswered), "records": arrived,
        "records_per_second": round(arrived / took, 1), "drained_in_seconds": round(drained, 1),
        "drain_vs_arrival": round(took / drained, 1), "differences": crash.differences(),
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
