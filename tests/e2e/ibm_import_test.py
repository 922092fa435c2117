#!/usr/bin/env python3
"""IBM's sample of late payments, imported on a simulated clock and compared with the oracle.

    tests/e2e/ibm_import_test.py RECOURSE
"""

import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

import installation
from broker import Broker
from installation import REPOSITORY, Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
SAMPLE = (
    pathlib.Path(os.environ.get("RECOURSE_SHARED", REPOSITORY.parent / "shared"))
    / "data/ibm_ar/late_payment_histories.csv"
)
MAP = REPOSITORY / "docs/examples/ibm_ar.toml"
OVERLAY = REPOSITORY / "docs/examples/ibm_ar_withheld.csv"
WITHHELD = {"280670965", "5133177585", "5928070131"}
REGIONS = ["IE-391", "IE-406", "IE-770", "IE-818", "IE-897"]
IMPORT = ["import", "csv", SAMPLE, "--map", MAP]
WHOLE = {
    "invoices": 2466, "customers": 100, "disputed": 561, "late": 877, "total": "147703.18 EUR",
}
AGED = {
    "current": (86, "4936.32"), "1-30": (13, "788.74"), "31-60": (0, "0.00"),
    "61-90": (0, "0.00"), "90+": (0, "0.00"),
}


def oracle(*arguments):
    command = [sys.executable, REPOSITORY / "tests/oracle/ladder_oracle.py", SAMPLE, "--json"]
    output = subprocess.run([*command, "--list", *arguments], check=True, capture_output=True)
    return installation.json.loads(output.stdout)


def cents(money):
    return int(money.get("units", 0)) * 100 + money.get("nanos", 0) // 10_000_000


def kind(step):
    return step.removeprefix("LADDER_STEP_").lower()


class Done:
    """What collections recorded that it did, in the oracle's words."""

    def __init__(self, recourse):
        self.steps = {}
        self.actions = []
        self._open = {}
        for record in recourse.events("--service", "collections", "--homes", "accounts/"):
            self._account = record["home"].removeprefix("accounts/")
            self._day = record["recorded_at"][:10]
            take = getattr(self, "_" + record["type"].rsplit(".", 1)[1], None)
            if take:
                take(record["event"])
        self.actions.sort()

    def _add(self, type_, invoices, amount):
        numbers = [each.removeprefix("inv-") for each in invoices]
        self.actions.append((self._account, self._day, type_, numbers, amount))

    def _LadderRun(self, event):
        for taken in event["steps"]:
            self.steps[kind(taken["step"])] = self.steps.get(kind(taken["step"]), 0) + 1

    def _MessagePromised(self, event):
        invoices = [each["invoice_id"] for each in event["invoices"]]
        self._add("message " + kind(event["step"]), invoices, cents(event["total"]))

    def _CallTaskRaised(self, event):
        invoices = [each["invoice_id"] for each in event["invoices"]]
        self._add("call", invoices, cents(event["total"]))

    def _InvoiceObserved(self, event):
        self._open[event["invoice_id"]] = cents(event["open"])

    def _BalancesObserved(self, event):
        for balance in event["balances"]:
            self._open[balance["invoice_id"]] = cents(balance["open"])
            if event["cause"] == "BALANCE_CAUSE_DISPUTED":
                self._add("hold", [balance["invoice_id"]], cents(balance["disputed"]))

    def _PlacementOffered(self, event):
        self._add("placement", [event["invoice_id"]], self._open[event["invoice_id"]])

    def count(self, type_):
        return sum(action[2].split()[0] == type_ for action in self.actions)


def passed(recourse, until):
    """Lets time pass through the day `until`, YYYY-MM-DD."""
    year, month, day = (int(part) for part in until.split("-"))
    recourse.client.stream(
        "recourse.simulation.v1.ConductorService/AdvanceTo",
        day={"year": year, "month": month, "day": day},
    )


def imported(recourse, *more, expect=0):
    return recourse.cli("-o", "json", *IMPORT, *more, expect=expect)


def killed_at(recourse, records, victim):
    """Starts an import and kills `victim` of it once invoicing has so many records; a service is
    started again where the command expects it. How the command ended."""
    running = subprocess.Popen(
        recourse.command(*IMPORT), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while invoicing_records(recourse.client) < records:
            if running.poll() is not None:
                raise AssertionError(f"the import ended by itself, with {running.returncode}")
        if victim == "cli":
            running.kill()
        else:
            recourse.kill()
            recourse.start(recourse.address)
        return running.wait(300)
    finally:
        running.kill()


def invoicing_records(client):
    marks = client.call("recourse.history.v1.HistoryService/GetMarks", services=["invoicing"])
    return sum(int(shard.get("head_sequence", 0)) for shard in marks["services"][0]["shards"])


class Runs:
    """The installations that the tests compare, each with its import done; made at the same time,
    since an import mostly waits for the disk and for its own services."""

    def __init__(self, api, folder, cleanup):
        self.recourse = {}
        self.killed = {}
        broker = Broker(folder)
        cleanup(broker.kill)
        broker.start()
        for name in ["first", "second", "killed", "withheld", "kafka"]:
            (folder / name).mkdir()
            made = Installation(
                api, BINARY, folder / name, clock="simulated:2012-01-01",
                broker=broker if name == "kafka" else None,
            )
            cleanup(made.kill)
            made.start()
            self.recourse[name] = made
        expected = oracle()
        with ThreadPoolExecutor() as pool:
            ended = [pool.submit(getattr(self, "_" + name), run)
                     for name, run in self.recourse.items()]
        self.summary = [each.result() for each in ended][0]
        for run in self.recourse.values():
            passed(run, expected["until"])

    def _first(self, run):
        return installation.json.loads(imported(run).stdout)[0]

    def _second(self, run):
        imported(run)

    def _kafka(self, run):
        imported(run)

    def _killed(self, run):
        self.killed["cli"] = killed_at(run, 3000, "cli")
        self.killed["service"] = killed_at(run, 7000, "service")

    def _withheld(self, run):
        run.client.call(
            "recourse.collections.v1.CollectionsService/RegisterPartner", request_id="agency",
            partner_id="agency", display_name="Inkasso Nord", kind="PARTNER_KIND_AGENCY",
            regions=REGIONS, answer_days=7,
        )
        imported(run, "--overlay", OVERLAY)


class IbmImportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not SAMPLE.exists():
            if os.environ.get("CI") == "true":
                raise AssertionError(f"missing: {SAMPLE}")
            raise unittest.SkipTest(f"missing: {SAMPLE}")
        cls.api = installation.Api()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.runs = Runs(cls.api, cls.folder, cls.addClassCleanup)

    def aging(self, run):
        rows = run.json("report", "aging", "--issuer", "ibm-sample", "--as-of", "2012-12-31")
        return {row["days_late"]: (row["invoices"], row["open"]) for row in rows}

    def assert_did_what_the_oracle_says(self, run, expected):
        done = Done(run)
        self.assertEqual(done.steps, {k: n for k, n in expected["steps"].items() if n})
        for type_, name in [("message", "messages"), ("call", "call_tasks"),
                            ("hold", "holds"), ("placement", "placements")]:
            self.assertEqual(done.count(type_), expected[name], type_)
        fields = ["account", "day", "type", "invoices", "amount_cents"]
        actions = sorted(tuple(each[field] for field in fields) for each in expected["actions"])
        for ours, theirs in itertools.zip_longest(done.actions, actions):
            self.assertEqual(ours, theirs)
        return done

    def assert_whole(self, run):
        self.assertEqual(self.aging(run), AGED)
        self.assert_did_what_the_oracle_says(run, oracle())
        run.verify()

    def test_the_file_is_told_as_it_is(self):
        self.assertEqual({key: self.runs.summary[key] for key in WHOLE}, WHOLE)

    def test_everything_is_done_that_the_oracle_says(self):
        self.assert_whole(self.runs.recourse["first"])

    def test_a_second_installation_does_the_same(self):
        first, second = (self.runs.recourse[name] for name in ["first", "second"])
        self.assertEqual(Done(first).actions, Done(second).actions)
        self.assertEqual(first.verify(), second.verify())

    def test_over_kafka_the_same_is_done(self):
        self.assert_whole(self.runs.recourse["kafka"])

    def test_an_import_that_was_killed_completes(self):
        run = self.runs.recourse["killed"]
        self.assertEqual(self.runs.killed, {"cli": -9, "service": 0})
        self.assert_whole(run)

    def test_exactly_the_withheld_invoices_are_placed(self):
        run = self.runs.recourse["withheld"]
        expected = oracle("--overlay", OVERLAY)
        done = self.assert_did_what_the_oracle_says(run, expected)
        placed = [each for action in done.actions if action[2] == "placement"
                  for each in action[3]]
        self.assertEqual(sorted(placed), sorted(WITHHELD))
        placements = run.client.pages(
            "recourse.collections.v1.CollectionsService/ListPlacements", "placements",
            parent="partners/-",
        )
        self.assertEqual(
            {each["escalation"]["invoice_number"] for each in placements}, WITHHELD
        )
        run.verify()

    def test_imported_again_nothing_is_added(self):
        run = self.runs.recourse["second"]
        before = run.events()
        told = imported(run).stderr
        self.assertIn("2466 of 2466 invoices were there already; nothing was added.", told)
        # That requests were answered is recorded, by the engine: of no event there is one more.
        self.assertTrue(run.events() == before)
        run.verify()

    def test_rebuilt_from_the_logs_it_tells_the_same(self):
        run = self.runs.recourse["first"]
        before = self.tellings(run)
        run.kill()
        run.drop_derived()
        run.start()
        self.assertEqual(self.tellings(run), before)

    def tellings(self, run):
        """All that can be asked about a few accounts and the whole, and what verify says."""
        accounts = sorted({action[0] for action in Done(run).actions})[:5]
        told = [run.json("account", account) for account in accounts]
        days = ["2012-06-30", "2012-12-31", "2013-06-30"]
        told += [run.json("report", "aging", "--issuer", "ibm-sample", "--as-of", day)
                 for day in days]
        told.append(run.client.pages("recourse.collections.v1.CollectionsService/ListCases",
                                     "cases"))
        return told + [run.verify()]


class BadFileTest(unittest.TestCase):
    HEAD = ("countrycode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,"
            "Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate\n")

    def test_all_that_cannot_be_read_is_named_and_nothing_is_imported(self):
        api = installation.Api()
        with tempfile.TemporaryDirectory() as folder:
            bad = pathlib.Path(folder) / "bad.csv"
            bad.write_text(
                self.HEAD
                + "770,c-1,,1,03/01/2012,02/02/2012,50.39,No,23/01/2012,Paper,20,0\n"
                + "770,c-1,,2,33/01/2012,02/02/2012,50.39,No,23/01/2012,Paper,20,0\n"
                + "770,c-2,,3,03/01/2012,02/02/2012,5o.39,No,23/01/2012,Paper,20,0\n"
                + "770,c-2,,4,03/01/2012,02/02/2012,50.39,Perhaps,2012-01-23,Paper,20,0\n"
            )
            with Installation(api, BINARY, folder, clock="simulated:2012-01-01") as run:
                run.start()
                before = run.verify()
                error = run.cli("import", "csv", bad, "--map", MAP, expect=1).stderr
                self.assertEqual(run.verify(), before)
        for line, column, value in [(3, "InvoiceDate", "33/01/2012"), (4, "InvoiceAmount", "5o.39"),
                                    (5, "Disputed", "Perhaps"), (5, "SettledDate", "2012-01-23")]:
            named = [each for each in error.splitlines()
                     if re.search(rf"\b{line}\b", each) and column in each and value in each]
            self.assertTrue(named, f"line {line}, {column}, {value} is not named in: {error}")

    def test_a_value_of_the_map_that_is_no_text_is_named(self):
        api = installation.Api()
        with tempfile.TemporaryDirectory() as folder:
            bad = pathlib.Path(folder) / "bad.toml"
            rows = pathlib.Path(folder) / "rows.csv"
            rows.write_text(self.HEAD)
            with Installation(api, BINARY, folder, clock="simulated:2012-01-01") as run:
                for value in ["5", "1.5", "true", "2012-01-31", "[1]"]:
                    bad.write_text(f"bogus = {value}\n" + pathlib.Path(MAP).read_text())
                    error = run.cli("import", "csv", rows, "--map", bad, expect=1).stderr
                    self.assertIn("bad.toml:1: bogus", error)


if __name__ == "__main__":
    unittest.main()
