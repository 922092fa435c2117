"""The service under load: its world, its payments, what its log then holds, how it starts again."""

import contextlib
import pathlib
import shutil
import time

from programs import Failed, Recourse, Server, load

INVOICING = "/recourse.invoicing.v1.InvoicingService/"
PAYMENT = "recourse.invoicing.v1.PaymentRecorded"
SERVICES = ["invoicing", "dispute", "communication_log", "collections"]
PER_BATCH = 512
PER_WIDE_PAYMENT = 1000  # As many as one payment may clear.
WITHIN_S = 3600  # What is only to be done, however long it takes.
BATCHES_IN_FLIGHT = 8  # Many more, and the mailbox is full: items are refused.
# More than this service answers on any machine here, so that no load runs out of bodies.
PAYMENTS_PER_SECOND_MAX = 60_000


class Installation:
    """An issuer with its accounts, an invoice each, and what was paid to them since."""

    def __init__(self, bench, name, accounts):
        self._bench = bench
        self._accounts = accounts
        self.recourse = Recourse(bench, bench.folder / name)
        self.recourse.init()
        self._server = self.recourse
        self.payments = 0  # Acknowledged.

    @contextlib.contextmanager
    def alone(self):
        """Invoicing in a process of its own, that nobody listens to; not while `recourse` runs."""
        command = (self._bench.binaries / "bench_invoicing", "--data", self.recourse.data)
        with Server(*command, token=self.recourse.operator_token()) as self._server:
            yield self._server
        self._server = self.recourse

    def remove(self):
        shutil.rmtree(self.recourse.data)
        pathlib.Path(f"{self.recourse.data}.master-key").unlink()

    def found(self):
        for kind, method, count in (
            ("issuer", "RegisterIssuer", 1),
            ("accounts", "OpenAccount", self._accounts),
            ("invoices", "IssueInvoice", self._accounts),
        ):
            self._all(256, kind, method, count)

    def _all(self, in_flight, kind, method, count, *arguments):
        """As many calls as there are bodies, however long they take."""
        bodies = self._bench.bodies(kind, count, *arguments)
        flags = ("--in-flight", in_flight, "--connections", BATCHES_IN_FLIGHT)
        done = load(self._bench, self._server, INVOICING + method, bodies, *flags,
                    seconds=WITHIN_S, warmup=0)
        if done["acknowledged"] != count:
            raise Failed(f"{method}: {done['acknowledged']} of {count} were acknowledged")
        return done

    def pay(self, run, *flags):
        """A load of RecordPayment; `run` makes its ids its own."""
        count = int(PAYMENTS_PER_SECOND_MAX * (self._bench.seconds + 1))
        bodies = self._bench.bodies("payments", count, *self._ids(run))
        done = load(self._bench, self._server, INVOICING + "RecordPayment", bodies, *flags)
        self._acknowledged(done["acknowledged"])
        return done

    def pay_in_batches(self, run):
        count = int(PAYMENTS_PER_SECOND_MAX * (self._bench.seconds + 1) / PER_BATCH)
        bodies = self._bench.bodies("batches", count, *self._ids(run), "--per-batch", PER_BATCH)
        flags = ("--in-flight", BATCHES_IN_FLIGHT, "--connections", BATCHES_IN_FLIGHT)
        method = INVOICING + "BatchRecordPayments"
        done = load(self._bench, self._server, method, bodies, *flags)
        self._acknowledged(done["acknowledged"] * PER_BATCH)
        done["payments_per_second"] = done["replies_per_second"] * PER_BATCH
        return done

    def pay_widely(self, run, count):
        """One payment after another, each of which clears PER_WIDE_PAYMENT invoices."""
        flags = (*self._ids(run), "--per-batch", PER_WIDE_PAYMENT)
        self._all(256, "small_invoices", "IssueInvoice", count * PER_WIDE_PAYMENT, *flags)
        self._server.await_idle()
        done = self._all(1, "wide_payments", "RecordPayment", count, *flags)
        self._acknowledged(count)
        done["invoices_per_second"] = done["replies_per_second"] * PER_WIDE_PAYMENT
        return done

    def fill(self, payments):
        """Batches until at least so many payments have been acknowledged."""
        missing = -(-(payments - self.payments) // PER_BATCH)
        if missing > 0:
            self._all(
                BATCHES_IN_FLIGHT, "batches", "BatchRecordPayments", missing, *self._ids("f")
            )
            self._acknowledged(missing * PER_BATCH)

    def _ids(self, run):
        return ("--run", run, "--accounts", self._accounts)

    def _acknowledged(self, payments):
        self.payments += payments
        self._server.await_idle()

    def read_log(self):
        """Invoicing's log, read back: it must hold each payment acknowledged, once."""
        replayed = self.replay("invoicing")
        held = replayed["types"].get(PAYMENT, 0)
        if held != self.payments:
            raise Failed(f"{self.payments} payments were acknowledged, the log holds {held}")
        return replayed

    def replay(self, service):
        return self._bench.run("bench_log", "replay", "--log", self.log(service))

    def log(self, service):
        return self.recourse.data / service / "log"

    def start(self, events):
        """Seconds from exec to the first command, with derived data as it was left, and without."""
        measured = {"intact": {"events": events, "seconds": self._start("s1")}}
        for service in SERVICES:
            shutil.rmtree(self.recourse.data / service / "derived")
        measured["dropped"] = {"events": events, "seconds": self._start("s2")}
        return measured

    def _start(self, run):
        bodies = self._bench.bodies("payments", 1, *self._ids(run))
        begun = time.monotonic()
        with self.recourse:
            load(self._bench, self.recourse, INVOICING + "RecordPayment", bodies,
                 "--count", 1, "--in-flight", 1, warmup=0)
            took = time.monotonic() - begun
            self._acknowledged(1)
        return took
