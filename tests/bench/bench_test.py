#!/usr/bin/env python3
"""Runs each part of the bench once, small: that it measures what it says, refuses what it must.

    tests/bench/bench_test.py BINARIES
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import figures
import measure
from programs import Bench, Failed, Server, load
from service import Installation

HERE = pathlib.Path(__file__).resolve().parent
BINARIES = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None


class FiguresTest(unittest.TestCase):
    MEASURED = {"a": {"rate": 30.0, "empty": 0}, "b": {"rate": 60.0}}

    def test_a_formula_is_what_it_says(self):
        self.assertEqual(figures.evaluate("a.rate / b.rate", self.MEASURED), 0.5)
        self.assertEqual(figures.evaluate("a.rate / b.rate * 1000000", self.MEASURED), 500_000)

    def test_what_was_not_measured_has_no_value(self):
        for formula in ("c.rate", "a.speed / b.rate", "a.rate.p50", "a.rate / a.empty"):
            self.assertIsNone(figures.evaluate(formula, self.MEASURED), formula)
        self.assertIn(" - ", figures.table([figures.Figure("f", "c.rate", "m")], self.MEASURED))

    def test_a_formula_can_do_nothing_else(self):
        for formula in ("a.rate + b.rate", "print(1)", "[1]"):
            with self.assertRaises(ValueError):
                figures.evaluate(formula, self.MEASURED)

    def test_the_readme_names_every_figure(self):
        page = (HERE / "README.md").read_text(encoding="utf-8")
        for figure in figures.FIGURES:
            self.assertIn(f"`{figure.name}`", page)

    def test_the_middle_round_is_judged(self):
        def two(echo, payments):
            return {"replies_per_second": echo}, {"replies_per_second": payments}

        rounds = [two(100, 50), two(200, 20), two(10, 4)]
        echo, payments = measure.middle_round(rounds)
        self.assertEqual((echo["replies_per_second"], payments["replies_per_second"]), (10, 4))
        self.assertEqual(payments["ratios_of_rounds"], [0.5, 0.1, 0.4])
        self.assertEqual(measure.middle_round(rounds[:1])[0], rounds[0][0])

    def test_the_control_is_a_part_of_h2load(self):
        self.assertAlmostEqual(measure.slower_by(60, 100), 0.4)
        self.assertLess(measure.slower_by(120, 100), 0)


class ProgramsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.bench = Bench(BINARIES, folder.name, seconds=0.2)

    def echo(self):
        return Server(BINARIES / "bench_echo", "--response-bytes", 84)

    def test_every_call_is_counted_by_both_sides(self):
        bodies = self.bench.bodies("echo", 500)
        with self.echo() as server:
            closed = self.bench.run(
                "bench_load", "--port", server.port, "--method", measure.ECHO, "--bodies", bodies,
                "--in-flight", 7, "--connections", 3, "--count", 400, "--seconds", 30,
            )
        self.assertEqual(closed["sent"], 400)
        self.assertEqual(closed["acknowledged"], 400)
        self.assertEqual(closed["measured_replies"], 400)
        self.assertEqual(server.report["calls"], 400)

    def test_no_body_is_sent_twice(self):
        bodies = self.bench.bodies("echo", 50)
        with self.echo() as server:
            done = self.bench.run(
                "bench_load", "--port", server.port, "--method", measure.ECHO, "--bodies", bodies,
                "--in-flight", 64,
            )
        self.assertEqual(done["sent"], 50)

    def test_an_open_loop_keeps_its_rate(self):
        bodies = self.bench.bodies("echo", 10_000)
        with self.echo() as server:
            done = load(self.bench, server, measure.ECHO, bodies, "--rate", 500)
        # 0.1 s of warm-up and 0.2 s that are measured.
        self.assertEqual(done["sent"], 150)
        self.assertEqual(done["unsent"], 0)

    def test_a_stopped_server_is_seen_in_an_open_loop(self):
        """Latency counts from the intended start: a pause of the server shows in every call due."""
        done = self.stopped_for_half_a_second("--rate", "1000", "--seconds", "1")
        self.assertEqual(done["acknowledged"], 1000)
        self.assertGreater(done["latency_us"]["max"], 400_000)
        self.assertGreater(done["latency_us"]["p90"], 100_000)

    def test_a_server_that_stands_still_all_the_while_has_a_rate(self):
        done = self.stopped_for_half_a_second("--in-flight", "8", "--seconds", "0.2")
        self.assertGreater(done["measured_replies"], 0)
        self.assertGreater(done["measured_seconds"], 0.4)

    def stopped_for_half_a_second(self, *flags):
        """The load on a server that is stopped when it begins."""
        bodies = self.bench.bodies("echo", 10_000)
        command = [BINARIES / "bench_load", "--method", measure.ECHO, "--bodies", bodies, *flags]
        with self.echo() as server:
            subprocess.run(["kill", "-STOP", str(server.pid)], check=True)
            command += ["--port", str(server.port)]
            loading = subprocess.Popen(command, stdout=subprocess.PIPE)
            with self.assertRaises(subprocess.TimeoutExpired):
                loading.wait(timeout=0.5)
            subprocess.run(["kill", "-CONT", str(server.pid)], check=True)
            done = json.loads(loading.communicate(timeout=60)[0])
        self.assertEqual(loading.returncode, 0)
        return done

    def test_a_call_that_is_refused_fails_the_load(self):
        bodies = self.bench.bodies("echo", 10)
        with self.echo() as server:
            with self.assertRaisesRegex(Failed, '"acknowledged": 0, "failed": {"200/12'):
                load(self.bench, server, "/recourse.bench.EchoService/Nothing", bodies)

    def test_a_server_that_is_not_there_fails_the_load(self):
        bodies = self.bench.bodies("echo", 10)
        with self.echo() as server:
            pass
        with self.assertRaisesRegex(Failed, "ended with 2"):
            load(self.bench, server, measure.ECHO, bodies)

    def test_bodies_are_as_long_as_the_payments_they_stand_for(self):
        payments = self.bench.bodies("payments", 100).stat().st_size
        self.assertEqual(self.bench.bodies("echo", 100).stat().st_size, payments)

    def test_what_the_log_holds_is_exported_whole(self):
        frames = self.bench.bodies("records", 100)
        log, again = self.bench.folder / "log", self.bench.folder / "again.frames"
        self.bench.run("bench_log", "append", "--log", log, "--records", frames, "--count", 1000)
        replayed = self.bench.run("bench_log", "replay", "--log", log)
        self.assertEqual(replayed["types"], {"recourse.invoicing.v1.PaymentRecorded": 1000})
        self.bench.run("bench_log", "export", "--log", log, "--out", again)
        self.assertEqual(again.stat().st_size, replayed["record_bytes"] + 5 * 1000)
        with self.assertRaises(Failed):
            self.bench.run("bench_log", "replay", "--log", self.bench.folder / "none")

    def test_a_payment_that_the_log_does_not_hold_fails_the_run(self):
        installation = Installation(self.bench, "small", accounts=10)
        with installation.recourse:
            installation.found()
            installation.pay("p", "--in-flight", 8)
        installation.read_log()
        installation.payments += 1
        with self.assertRaisesRegex(Failed, "were acknowledged, the log holds"):
            installation.read_log()

    def test_the_whole_run_writes_every_figure(self):
        path = self.bench.folder / "figures.json"
        command = [sys.executable, HERE / "measure.py", "--quick", "--bin", BINARIES]
        command += ["--json", path, "--data", self.bench.folder]
        subprocess.run(command, check=True, timeout=300, stdout=subprocess.DEVNULL)
        written = json.loads(path.read_text(encoding="utf-8"))["figures"]
        for name, figure in written.items():
            self.assertIsNotNone(figure["value"], name)
            self.assertGreater(figure["value"], 0, name)
        self.assertEqual([*self.bench.folder.iterdir()], [path], "left behind")


if __name__ == "__main__":
    unittest.main()
