"""A real Kafka broker on free ports of loopback, for tests. Use as a context: it leaves none."""

import fcntl
import pathlib
import random
import socket
import subprocess
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
ANSWERS_WITHIN_S = 60


# Where the ports begin that connections going out get by chance.
OUTGOING_FROM = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
_held = []  # Locks of the ports given to this process, for as long as it runs.


def free_port():
    """One of loopback that nobody has now, and that while this process runs neither a connection
    that goes out gets by chance nor another test that asks here: what listens on it may be stopped
    and started again."""
    locks = pathlib.Path(tempfile.gettempdir(), "ports-of-tests")
    locks.mkdir(exist_ok=True)
    while True:
        port = random.randrange(OUTGOING_FROM - 10_000, OUTGOING_FROM)
        lock = open(locks / str(port), "w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as free:
                free.bind(("127.0.0.1", port))
        except OSError:
            lock.close()
            continue
        _held.append(lock)
        return port


class Broker:
    """With `tls`, a function from principal and names to a folder with its certificate, clients
    show certificates and do what they are permitted; operators.root may do everything."""

    def __init__(self, folder, tls=None):
        self._folder = pathlib.Path(folder)
        self._security = []
        self._root = None
        if tls:
            own = tls("services/broker", "localhost", "127.0.0.1")
            self._security = ["--tls", own, "--super", "operators.root"]
            self._root = tls("operators/root")
        self._port, self._controller = free_port(), free_port()
        self._process = None
        self.address = f"127.0.0.1:{self._port}"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()

    def start(self):
        """Returns once it answers; on the folder and ports that it had before, after a kill."""
        self.launch()
        until = time.monotonic() + ANSWERS_WITHIN_S
        while self.kcat("-L", "-m", "1", check=False).returncode != 0:
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"no broker: {self._log().read_text()[-2000:]}")

    def launch(self):
        """Starts the process and waits for nothing."""
        command = [
            REPOSITORY / "deploy/kafka/broker.sh", "--data", self._folder / "broker",
            "--port", str(self._port), "--controller-port", str(self._controller),
            *self._security,
        ]
        with open(self._log(), "ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)

    def kill(self):
        """kill -9, wherever it stands."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def topics(self, verb):
        """The arguments by which `recourse` makes or checks the topics here."""
        if not self._root:
            return ["topics", verb, "--kafka", self.address]
        acls = ["--acls"] if verb == "apply" else []
        return ["--tls", self._root, "topics", verb, "--kafka", self.address, "--kafka-tls", *acls]

    @property
    def secured(self):
        return self._root is not None

    def kcat(self, *arguments, check=True, who=None, given=None):
        """Runs a client that is not ours; `who` is the folder of its certificate, `given` what it
        reads."""
        command = ["kcat", "-q", "-b", self.address]
        if who := who or self._root:
            for name, value in [
                ("security.protocol", "ssl"), ("ssl.ca.location", who / "ca.crt"),
                ("ssl.certificate.location", who / "tls.crt"),
                ("ssl.key.location", who / "tls.key"),
            ]:
                command += ["-X", f"{name}={value}"]
        command += arguments
        return subprocess.run(command, check=check, capture_output=True, text=True, timeout=60,
                              input=given)

    def _log(self):
        return self._folder / "broker.log"
