"""A real Prometheus that watches one installation, for tests. Use as a context: it leaves none."""

import json
import pathlib
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

import yaml

import watching
from broker import free_port

ANSWERS_WITHIN_S = 60


class Prometheus:
    """With the configuration that ships, but for whom it watches, and every second."""

    def __init__(self, folder, target):
        self._folder = pathlib.Path(folder)
        self._address = f"127.0.0.1:{free_port()}"
        self._process = None
        settings = yaml.safe_load(watching.PROMETHEUS.read_text())
        settings["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
        settings["scrape_configs"][0]["static_configs"] = [{"targets": [target]}]
        (self._folder / "prometheus.yml").write_text(yaml.safe_dump(settings))
        shutil.copy(watching.ALERTS, self._folder)

    def __enter__(self):
        command = [
            "prometheus", f"--config.file={self._folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={self._folder / 'tsdb'}", f"--web.listen-address={self._address}",
        ]
        with open(self._log(), "ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        self.wait_for("it is ready", self._ready)
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()

    def wait_for(self, what, holds):
        """Asks until it holds, and gives what it then answers."""
        until = time.monotonic() + ANSWERS_WITHIN_S
        while not (answer := holds()):
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"not so: {what}: {self._log().read_text()[-2000:]}")
        return answer

    def query(self, expression):
        """The value of each series that the expression gives, now."""
        asked = urllib.parse.urlencode({"query": expression})
        return [float(each["value"][1]) for each in self._get(f"query?{asked}")["result"]]

    def alerts(self):
        """name -> (is the rule sound, inactive, pending or firing)."""
        return {
            rule["name"]: (rule["health"], rule["state"])
            for group in self._get("rules")["groups"] for rule in group["rules"]
        }

    def _ready(self):
        try:
            with urllib.request.urlopen(f"http://{self._address}/-/ready", timeout=10):
                return True
        except (urllib.error.URLError, ConnectionError):
            return False

    def _get(self, what):
        with urllib.request.urlopen(f"http://{self._address}/api/v1/{what}", timeout=10) as answer:
            return json.load(answer)["data"]

    def _log(self):
        return self._folder / "prometheus.log"
