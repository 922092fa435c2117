"""Starts the programs of the bench, reads their JSON, and ends by pid what was started."""

import json
import os
import pathlib
import re
import subprocess
import time

START_WITHIN_S = 600  # A start that makes all derived data again takes long.
STOP_WITHIN_S = 120
IDLE_FOR_S = 0.5
IDLE_PART = 0.05  # Of one core: what timers and health checks take.
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A program did not do what was measured; the run ends."""


class Bench:
    """Where the binaries are, where files may be written, how long a load runs."""

    def __init__(self, binaries, folder, seconds):
        self.binaries = pathlib.Path(binaries).resolve()
        self.folder = pathlib.Path(folder).resolve()
        self.seconds = seconds

    def run(self, program, *arguments):
        """The last line of its output, as JSON if it is JSON. Its complaints go to the screen."""
        command = [str(self.binaries / program), *map(str, arguments)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=3600, check=False)
        if done.returncode != 0:
            raise Failed(f"{' '.join(command)}\nended with {done.returncode}: {done.stdout}")
        lines = done.stdout.strip().splitlines()
        if not lines:
            return None
        return json.loads(lines[-1]) if lines[-1].startswith("{") else lines[-1]

    def bodies(self, kind, count, *arguments):
        """A file of `count` request bodies of that kind; see bench_bodies --help."""
        path = self.folder / f"{kind}.frames"
        self.run("bench_bodies", kind, "--count", count, "--out", path, *arguments)
        return path


class Process:
    """Something that was started and will be ended by pid."""

    def __init__(self):
        self._process = None
        self.port = None
        self.pid = None
        self.token = None  # None: it asks for none.

    def await_idle(self):
        """Returns when what was commanded has had all its consequences: no CPU is used any more."""
        until = time.monotonic() + START_WITHIN_S
        before = self._cpu_ticks()
        while time.monotonic() < until:
            if self._ended_within(IDLE_FOR_S):
                raise Failed(f"pid {self.pid} has ended")
            now = self._cpu_ticks()
            if now - before <= IDLE_PART * IDLE_FOR_S * TICKS_PER_SECOND:
                return
            before = now
        raise Failed(f"pid {self.pid} is not idle after {START_WITHIN_S} s")

    def _ended_within(self, seconds):
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _cpu_ticks(self):
        """User and system time: fields 14 and 15 of proc(5)'s stat, after the name's bracket."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])


class Server(Process):
    """A program that prints its port first and serves until SIGTERM; ended on leaving the block."""

    def __init__(self, *command, token=None):
        super().__init__()
        self._command = [str(part) for part in command]
        self.token = token
        self.report = None  # The JSON that it printed at its end.

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        self.pid = self._process.pid
        line = self._process.stdout.readline().strip()
        if not line.isdigit():
            self._stop()
            raise Failed(f"{' '.join(self._command)}\ndid not print a port but '{line}'")
        self.port = int(line)
        return self

    def __exit__(self, *_):
        last = self._stop().strip()
        self.report = json.loads(last) if last.startswith("{") else None

    def _stop(self):
        self._process.terminate()
        try:
            return self._process.communicate(timeout=STOP_WITHIN_S)[0]
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.communicate()[0]


class Recourse(Process):
    """`recourse up` on the installation in `data`; ended as Ctrl-C would on leaving the block."""

    def __init__(self, bench, data):
        super().__init__()
        self._bench = bench
        self.data = pathlib.Path(data)

    def cli(self, *arguments):
        return [self._bench.binaries / "recourse", "--data", self.data, *arguments]

    def init(self):
        subprocess.run(self.cli("init"), check=True, capture_output=True)

    def __enter__(self):
        address = self.data / "address"
        address.unlink(missing_ok=True)
        with (self.data / "up.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.cli("--address", "127.0.0.1:0", "up"), stdout=log, stderr=log
            )
        self.pid = self._process.pid
        until = time.monotonic() + START_WITHIN_S
        while not (address.exists() and address.read_text().endswith("\n")):
            if self._ended_within(0.001) or time.monotonic() > until:
                self._process.kill()
                raise Failed(f"`recourse up` does not serve: {self._last_words()}")
        self.port = int(address.read_text().strip().rpartition(":")[2])
        self.token = self.operator_token()
        return self

    def operator_token(self):
        return (self.data / "operator.token").read_text().strip()

    def __exit__(self, *_):
        self._process.terminate()
        try:
            ended = self._process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            ended = self._process.wait()
        if ended not in (0, -9):
            raise Failed(f"`recourse up` ended with {ended}: {self._last_words()}")

    def _last_words(self):
        return (self.data / "up.log").read_text(errors="replace")[-2000:]


def load(bench, server, method, bodies, *arguments, seconds=None, warmup=None):
    """One load against `server`, the bench's length unless told; every call must have been done."""
    seconds = bench.seconds if seconds is None else seconds
    return bench.run(
        "bench_load",
        *("--port", server.port, "--method", method, "--bodies", bodies),
        *("--server-pid", server.pid, "--seconds", seconds),
        *("--warmup", min(1, seconds / 2) if warmup is None else warmup),
        *(("--token", server.token) if server.token else ()),
        *arguments,
    )


def h2load(server, method, body, connections, streams, seconds):
    """Requests a second of nghttp2's own generator, which checks no reply."""
    command = ["h2load", "-t", "1", "-c", str(connections), "-m", str(streams)]
    command += ["--warm-up-time", "1", "-D", f"{max(1, round(seconds))}", "-d", str(body)]
    command += ["-H", "content-type: application/grpc", "-H", "te: trailers"]
    command.append(f"http://127.0.0.1:{server.port}{method}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    rate = re.search(r"finished in [\d.]+m?s, ([\d.]+) req/s", done.stdout)
    if done.returncode != 0 or rate is None:
        raise Failed(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return float(rate.group(1))
