"""Starts the programs of the bench, reads their JSON, and ends by pid what was started."""

import json
import pathlib
import re
import subprocess


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


class Server:
    """A program that prints its port first and serves until SIGTERM; ended on leaving the block."""

    def __init__(self, *command):
        self._command = [str(part) for part in command]
        self.port = None
        self.pid = None
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
            return self._process.communicate(timeout=30)[0]
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.communicate()[0]


def load(bench, server, method, bodies, *arguments, token=None):
    """One load against `server`; every call must have been done."""
    return bench.run(
        "bench_load",
        *("--port", server.port, "--method", method, "--bodies", bodies),
        *("--server-pid", server.pid, "--seconds", bench.seconds),
        *("--warmup", min(1, bench.seconds / 2)),
        *(("--token", token) if token else ()),
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
