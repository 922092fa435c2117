"""An installation as four processes over Kafka with mutual TLS, behind the edge."""

import os
import signal
import subprocess
import time

from broker import free_port
from installation import REPOSITORY, SERVICES, START_TIMEOUT_S, Installation


def program_of(service):
    return "recourse-" + service.replace("_", "-")


def load_sample(run):
    """What the sample business tells of itself, in the end."""
    command = ["/usr/bin/python3", REPOSITORY / "deploy/sample/load.py", "--data", run.data,
               "--into-new"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Authority:
    """Who signs certificates."""

    def __init__(self, folder):
        self.folder = folder

    def issue(self, principal, *names):
        """A certificate that names the principal; its folder."""
        command = [REPOSITORY / "deploy/tls/issue.sh", "--folder", self.folder, principal, *names]
        subprocess.run(command, check=True, capture_output=True)
        return self.folder / principal


class Processes(Installation):
    """Its four services are started, killed and stopped together, or each by its name."""

    def __init__(self, api, binary, folder, *, broker, clock="system", authority=None):
        super().__init__(api, binary, folder, clock=clock, broker=broker)
        self._authority = authority or Authority(self.data.parent / "tls")
        self.places = {service: f"127.0.0.1:{free_port()}" for service in SERVICES}
        self._running = {}  # By service, and "edge".
        self._edge = f"127.0.0.1:{free_port()}"
        for service in SERVICES:
            self.issue(f"services/{service}", "localhost", "127.0.0.1")
        for principal in ["edges/nginx", "operators/conductor"]:
            self.issue(principal)
        self._toml = self.data / "recourse.toml"
        self._made = self._toml.read_text()
        self._toml.write_text(self._made + self._settings())
        (self.data / "address").write_text(self._edge + "\n")

    def issue(self, principal, *names):
        """A certificate that names the principal; its folder."""
        return self._authority.issue(principal, *names)

    def forget_settings(self):
        """As `init` made it: for one process."""
        self._toml.write_text(self._made)

    def _settings(self):
        lines = ["", "[kafka]", f'brokers = "{self.broker.address}"']
        if self.broker.secured:
            lines += ["tls = true"]
        for service, place in self.places.items():
            lines += [f"[services.{service}]", f'address = "{place}"',
                      f'tls = "{self._authority.folder}/services/{service}"']
            if service == "invoicing":
                lines += [f'conductor_tls = "{self._authority.folder}/operators/conductor"']
        return "\n".join(lines) + "\n"

    def start(self):
        """Seconds until all of them serve."""
        begun = time.monotonic()
        for service in SERVICES:
            self.launch_one(service)
        if "edge" not in self._running:
            self._launch_edge()
        for service in SERVICES:
            self.await_one(service)
        self.connect(self._edge)
        return time.monotonic() - begun

    def start_one(self, service):
        """Seconds until it serves."""
        begun = time.monotonic()
        self.launch_one(service)
        self.await_one(service)
        return time.monotonic() - begun

    def launch_one(self, service, *flags):
        """Starts the process and waits for nothing."""
        self.address_file(service).unlink(missing_ok=True)
        program = self._binary.parent / program_of(service)
        self._launch(service, [program, "--data", self.data, *flags])

    def _launch_edge(self):
        flags = [f"--{service.replace('_', '-')}={place}" for service, place in self.places.items()]
        own = self._authority.folder / "edges/nginx"
        command = [REPOSITORY / "deploy/nginx/edge.sh", "--tls", own, "--listen", self._edge,
                   "--data", self.data.parent / "edge"]
        for flag in flags:
            command += flag.split("=")
        self._launch("edge", command)

    def _launch(self, name, command):
        with open(self.log_of(name), "ab") as log:
            self._running[name] = subprocess.Popen(
                command, stdout=log, stderr=log,
                env={each: text for each, text in os.environ.items()
                     if not each.startswith("RECOURSE_")})

    def await_one(self, service):
        until = time.monotonic() + START_TIMEOUT_S
        file = self.address_file(service)
        while not (file.exists() and file.read_text().endswith("\n")):
            if self.one_ended_within(service, 0.005) or time.monotonic() > until:
                raise AssertionError(f"{service} does not serve: {self.tail_of(service)}")

    def one_ended_within(self, service, seconds):
        """Whether its process ended by itself; gives it so long to do it."""
        try:
            self._running[service].wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def ended(self):
        """What those said last that do not run any more, and how they ended."""
        return {name: (process.returncode, self.tail_of(name))
                for name, process in self._running.items() if process.poll() is not None}

    def edge_said(self):
        """What nginx last complained of."""
        return (self.data.parent / "edge" / "error.log").read_text(errors="replace")[-2000:]

    def code_of(self, service):
        """How its process ended."""
        return self._running[service].returncode

    def kill_one(self, service):
        """kill -9, wherever it stands."""
        self._running[service].kill()
        self._running[service].wait()
        self.kills += 1

    def kill(self):
        for name, process in self._running.items():
            # A nginx that is killed leaves its worker behind.
            if name == "edge":
                process.terminate()
            else:
                process.kill()
        for process in self._running.values():
            process.wait()
        self._running = {}
        self._forget()

    def stop(self):
        """Ends all as an operator would, and expects them to end well."""
        for service in SERVICES:
            self.stop_one(service)
        self.kill()

    def stop_one(self, service):
        self._running[service].send_signal(signal.SIGTERM)
        ended = self._running[service].wait(60)
        if ended != 0:
            raise AssertionError(f"{service} ended with {ended}: {self.tail_of(service)}")

    def address_file(self, service):
        return self.data / service / "address"

    def log_of(self, name):
        return self.data.parent / f"{name}.log"

    def tail_of(self, name):
        return self.log_of(name).read_text(errors="replace")[-2000:]
