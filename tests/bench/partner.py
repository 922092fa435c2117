#!/usr/bin/env python3
"""From a command to whoever follows a partner's feed: a payment in invoicing, until the agency is
told of it, over gRPC and on its topic. All of it runs on one machine.

    tests/bench/partner.py RECOURSE [PAYMENTS]
"""

import contextlib
import json
import pathlib
import queue
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import grpc
from kafka import KafkaConsumer, TopicPartition

import installation
from broker import Broker
from installation import Client
from processes import Processes, load_sample

PARTNER, ACCOUNT = "partners/isar-inkasso", "accounts/isar-metallbau"
FOLLOW = "recourse.collections.v1.PartnerService/FollowEscalations"
TOPIC = "recourse.partner.isar-inkasso.v1"
DAY = {"year": 2026, "month": 4, "day": 20}
TOLD_WITHIN_S = 60


def follow_stream(client, arrived):
    """Puts (sequence, moment) of each entry that comes from now on."""
    after = int(client.call("recourse.collections.v1.PartnerService/GetFeed").get("length", 0))
    stream = client.open(FOLLOW, after_feed_sequence=after)

    def read():
        with contextlib.suppress(grpc.RpcError):  # The channel is closed in the end.
            for answer in stream:
                now = time.perf_counter()
                for entry in answer.escalations:
                    arrived.put((entry.feed_sequence, now))

    threading.Thread(target=read, daemon=True).start()
    return after


def follow_topic(address, arrived, stop):
    consumer = KafkaConsumer(bootstrap_servers=address, enable_auto_commit=False,
                             fetch_max_wait_ms=10)
    partition = TopicPartition(TOPIC, 0)
    consumer.assign([partition])
    consumer.seek_to_end(partition)
    consumer.position(partition)

    def read():
        while not stop.is_set():
            for batch in consumer.poll(timeout_ms=100).values():
                now = time.perf_counter()
                for message in batch:
                    arrived.put((message.offset + 1, now))
        consumer.close()

    thread = threading.Thread(target=read)
    thread.start()
    return thread


def percentiles(seconds):
    ordered = sorted(seconds)
    at = lambda part: round(1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))], 1)
    return {"p50_ms": at(0.5), "p99_ms": at(0.99), "longest_ms": at(1), "samples": len(ordered)}


def measure(four, api, payments):
    token = four.json("token", "issue", PARTNER, "--role", "agency")[0]["token"]
    agency = Client(api, four.address, token)
    agency.call("recourse.collections.v1.PartnerService/AcceptPlacement", request_id="accept",
                name=f"{ACCOUNT}/placements/p1")
    four.cli(*four.broker.topics("apply"))
    streamed, on_topic, stop = queue.Queue(), queue.Queue(), threading.Event()
    sequence = follow_stream(agency, streamed)
    until = time.monotonic() + TOLD_WITHIN_S
    while four.broker.kcat("-C", "-t", TOPIC, "-e", "-f", "%o\n").stdout.count("\n") < sequence:
        if time.monotonic() > until:
            raise SystemExit("the feed is not on its topic")
    thread = follow_topic(four.broker.address, on_topic, stop)
    seconds = {"answer": [], "stream": [], "topic": []}
    for number in range(payments):
        sequence += 1
        begun = time.perf_counter()
        four.client.call(
            "recourse.invoicing.v1.InvoicingService/RecordPayment", request_id=f"b{number}",
            parent=ACCOUNT, payment_id=f"b{number}", effective_date=DAY,
            amount={"currency_code": "EUR", "units": 1})
        seconds["answer"].append(time.perf_counter() - begun)
        for name, arrived in [("stream", streamed), ("topic", on_topic)]:
            told, moment = arrived.get(timeout=TOLD_WITHIN_S)
            if told != sequence:
                raise SystemExit(f"{name} told {told}, not {sequence}")
            seconds[name].append(moment - begun)
    stop.set()
    thread.join()
    agency.close()
    return {f"command_to_{name}": percentiles(each) for name, each in seconds.items()}


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    payments = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    api = installation.Api()
    with tempfile.TemporaryDirectory() as folder, Broker(folder) as broker:
        four = Processes(api, binary, folder, broker=broker, clock="simulated:2026-01-01")
        try:
            four.start()
            load_sample(four)
            print(json.dumps(measure(four, api, payments), indent=2))
        finally:
            four.kill()


if __name__ == "__main__":
    main()
