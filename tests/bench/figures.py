"""What the figures are made of: each is a formula over measurements, evaluated as it is printed."""

import ast
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    name: str
    formula: str
    meaning: str
    aim: float | None = None  # What is to be reached first.
    goal: float | None = None  # What it is to become. Both: the more the better.


FIGURES = [
    Figure(
        "durable_command_vs_echo",
        "payments.closed_64.replies_per_second / echo.closed_64.replies_per_second",
        "RecordPayment on disk by invoicing, against a server that only answers; 64 in flight",
        aim=0.5,
        goal=0.8,
    ),
    Figure(
        "durable_command_vs_echo_all_services",
        "all_services.payments.closed_64.replies_per_second / echo.closed_64.replies_per_second",
        "the same while collections takes in each payment, all on the same cores",
    ),
    Figure(
        "batch_ingest_vs_rocksdb",
        "batches.payments_per_second / rocksdb.write.records_per_second",
        "payments in batches of 512, against bare records put in synced batches of 512",
        aim=0.5,
        goal=1.3,
    ),
    Figure(
        "batch_ingest_vs_rocksdb_all_services",
        "all_services.batches.payments_per_second / rocksdb.write.records_per_second",
        "the same while collections takes in each payment, all on the same cores",
    ),
    Figure(
        "invoices_cleared_by_wide_payments_vs_commands",
        "wide_payments.invoices_per_second / payments.closed_64.replies_per_second",
        "invoices cleared 1,000 by one payment, one payment after another, against one each",
    ),
    Figure(
        "p50_us_wide_payment",
        "wide_payments.latency_us.p50",
        "RecordPayment over 1,000 open invoices, committed as one",
    ),
    Figure(
        "aging_seconds_per_million_invoices",
        "aging.seconds / aging.invoices * 1000000",
        "ReportAging over open invoices, from the view on disk; to be less than 1",
    ),
    Figure(
        "aging_vs_scan",
        "aging.scan_seconds / aging.seconds",
        "the same against a scan of its rows that reads nothing of them",
    ),
    Figure(
        "replay_vs_scan",
        "log.replay.records_per_second / rocksdb.scan.records_per_second",
        "every record of the log checked and parsed, against a bare scan that parses",
        aim=0.6,
        goal=0.95,
    ),
    Figure(
        "log_append_vs_rocksdb",
        "log_alone.append.records_per_second / rocksdb.write.records_per_second",
        "the log alone, without service and witness, in groups of 512",
    ),
    Figure(
        "relay_vs_librdkafka",
        "kafka.relay.records_per_second / kafka.raw.records_per_second",
        "records of a log published, against a bare producer that has the same messages in memory",
        aim=0.7,
    ),
    Figure(
        "relay_vs_librdkafka_bare",
        "kafka.relay.records_per_second / kafka.bare.records_per_second",
        "the same against keys and values alone: what the headers cost",
    ),
    Figure(
        "relay_drain_vs_durable_commands",
        "kafka.relay.records_per_second / payments.closed_64.replies_per_second",
        "how much faster a backlog is published than commands can make one",
        aim=5,
    ),
    Figure(
        "cpu_us_per_published_record",
        "kafka.relay.cpu_us_per_record",
        "CPU of the relay's process, the broker's not counted",
    ),
    Figure(
        "start_seconds_per_million_events",
        "start.intact.seconds / start.intact.events * 1000000",
        "from exec to the first command, derived data as it was left",
    ),
    Figure(
        "start_seconds_per_million_events_dropped",
        "start.dropped.seconds / start.dropped.events * 1000000",
        "the same, derived data deleted",
    ),
    Figure(
        "bytes_per_event",
        "log.bytes_on_disk / log.replay.records",
        "of the log's folder, WAL included",
    ),
    Figure(
        "bytes_per_record_rocksdb",
        "rocksdb.write.bytes_on_disk / rocksdb.write.records",
        "the same records in bare RocksDB",
    ),
    Figure(
        "cpu_us_per_command",
        "payments.closed_64.server_cpu_us_per_reply",
        "CPU of invoicing for one RecordPayment, all its threads",
    ),
    Figure(
        "cpu_us_per_command_all_services",
        "all_services.payments.closed_64.server_cpu_us_per_reply",
        "the same while all four services run",
    ),
    Figure("cpu_us_per_echo", "echo.closed_64.server_cpu_us_per_reply", "CPU of the echo"),
    Figure(
        "cpu_us_per_command_generator",
        "payments.closed_64.generator_cpu_us_per_reply",
        "CPU of the generator beside the service, on the same cores",
    ),
    Figure(
        "cpu_us_per_echo_generator",
        "echo.closed_64.generator_cpu_us_per_reply",
        "CPU of the generator beside the echo",
    ),
]


def latency_figures(side, loops):
    """p50 and p99 of each loop that was run against `side`."""
    for loop in loops:
        for part in ("p50", "p99"):
            name = f"{part}_us_{side}_{loop}"
            yield Figure(name, f"{side}.{loop}.latency_us.{part}", f"{part} of {side}, {loop}")


def evaluate(formula, measured):
    """The formula's value, or None if something that it names was not measured."""

    def value(node):
        if isinstance(node, ast.Expression):
            return value(node.body)
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return measured.get(node.id)
        if isinstance(node, ast.Attribute):
            holder = value(node.value)
            return holder.get(node.attr) if isinstance(holder, dict) else None
        if isinstance(node, ast.BinOp):
            left, right = value(node.left), value(node.right)
            if left is None or right is None:
                return None
            if isinstance(node.op, ast.Div):
                return left / right if right else None
            if isinstance(node.op, ast.Mult):
                return left * right
        raise ValueError(f"a formula has only names, numbers, / and *: {formula}")

    return value(ast.parse(formula, mode="eval"))


def table(figures, measured):
    """One line a figure: name, value, what is aimed at, meaning."""
    lines = [f"{'figure':42}{'value':>12}{'aim':>7}{'goal':>7}  meaning"]
    for figure in figures:
        value = evaluate(figure.formula, measured)
        shown = "-" if value is None else f"{value:,.3f}" if value < 100 else f"{value:,.0f}"
        aim = "" if figure.aim is None else f"{figure.aim:g}"
        goal = "" if figure.goal is None else f"{figure.goal:g}"
        lines.append(f"{figure.name:42}{shown:>12}{aim:>7}{goal:>7}  {figure.meaning}")
    return "\n".join(lines)


def as_json(figures, measured):
    return {
        figure.name: {
            "value": evaluate(figure.formula, measured),
            "formula": figure.formula,
            "meaning": figure.meaning,
        }
        for figure in figures
    }
