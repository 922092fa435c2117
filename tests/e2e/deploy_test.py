#!/usr/bin/env python3
"""What ships to run Recourse, held against the programs. There is no Docker engine and no systemd
to run it by: what they would start is started by this test.

    tests/e2e/deploy_test.py RECOURSE
"""

import ctypes
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import unittest

import deployment
from broker import free_port
from deployment import COMPOSE, GUIDE, IMAGE_FOLDER, PROGRAMS, UNITS
from installation import REPOSITORY, SERVICES
from processes import program_of

BINARY = pathlib.Path(sys.argv.pop()).resolve()
SERVES_WITHIN_S = 60
EXPOSURE_MAX = 35  # By systemd-analyze security, of 100.
PR_SET_MDWE = 65


def refuse_executable_data():
    """As MemoryDenyWriteExecute= of the units. Kernels before 6.3 do not know it."""
    ctypes.CDLL(None).prctl(PR_SET_MDWE, 1, 0, 0, 0)


def own_environment(**more):
    kept = {name: text for name, text in os.environ.items() if not name.startswith("RECOURSE_")}
    return kept | more


def replaced(by, text):
    """Each word in `by` by what it stands for there, all at once."""
    pattern = r"(?<![\w/])(?:" + "|".join(map(re.escape, by)) + ")"
    return re.sub(pattern, lambda found: by[found.group()], text)


class Running:
    """Programs that are started, said to serve, and ended."""

    def __init__(self, test, folder):
        self._test = test
        self._folder = pathlib.Path(folder)
        self._running = {}

    def launch(self, name, command, environment):
        with open(self._log(name), "wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment,
                                       preexec_fn=refuse_executable_data)
        self._running[name] = process
        self._test.addCleanup(process.wait)
        self._test.addCleanup(process.kill)

    def await_serving(self):
        until = time.monotonic() + SERVES_WITHIN_S
        for name, process in self._running.items():
            while " serves on " not in self._said(name):
                try:
                    self._test.fail(f"{name} ended with {process.wait(0.05)}: {self._said(name)}")
                except subprocess.TimeoutExpired:
                    self._test.assertLess(time.monotonic(), until, self._said(name))

    def stop(self):
        for process in self._running.values():
            process.terminate()
        for name, process in self._running.items():
            self._test.assertEqual(process.wait(60), 0, self._said(name))

    def _said(self, name):
        return self._log(name).read_text()

    def _log(self, name):
        return self._folder / f"{name}.log"


class ComposeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.compose = deployment.compose()
        cls.services = cls.compose["services"]
        cls.ours = deployment.ours(cls.services)
        cls.known = deployment.Knowledge(BINARY)
        cls.of = {service: cls.services[service.replace("_", "-")] for service in SERVICES}

    def test_compose_takes_it(self):
        """Its form by the schema, and that what it refers to is there."""
        command = ["docker-compose", "--file", COMPOSE, "config", "--quiet"]
        checked = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_its_commands_are_known(self):
        targets = [target for _, target, _ in deployment.copied()]
        for name, service in self.ours.items():
            command = deployment.command_of(service)
            with self.subTest(name):
                shipped = [command[0], f"{IMAGE_FOLDER}bin/"]
                self.assertTrue(any(each in targets for each in shipped), command)
                if not command[0].startswith("/"):
                    self.assertTrue((BINARY.parent / command[0]).exists(), command)
                program = command[0].removeprefix(IMAGE_FOLDER)
                self.assertEqual(self.known.unknown_in([program, *command[1:]]), [])

    def test_its_variables_are_known(self):
        for service, started in self.of.items():
            settings = self.known.settings_of(program_of(service)).values()
            own = f"RECOURSE_{service.upper()}_ADDRESS"  # Told to all of them.
            with self.subTest(service):
                self.assertLessEqual(set(started["environment"]), {*settings, own})

    def test_each_listens_where_the_others_look(self):
        for service, started in self.of.items():
            port = started["environment"]["RECOURSE_ADDRESS"].rpartition(":")[2]
            place = f"{service.replace('_', '-')}:{port}"
            with self.subTest(service):
                for other in self.of.values():
                    told = other["environment"][f"RECOURSE_{service.upper()}_ADDRESS"]
                    self.assertEqual(told, place)
                self.assertIn(f"/{port}", started["healthcheck"]["test"][-1])
                self.assertIn(f"/data/{service}/address", started["healthcheck"]["test"][-1])
                prepare = (REPOSITORY / "deploy/docker/prepare.sh").read_text()
                self.assertIn(f"--{service.replace('_', '-')} {place}", prepare)

    def test_all_ask_the_broker_that_is_there(self):
        settings = self.services["kafka"]["environment"]
        advertised = settings["KAFKA_ADVERTISED_LISTENERS"].partition("//")[2]
        for started in self.of.values():
            self.assertEqual(started["environment"]["RECOURSE_KAFKA"], advertised)
        self.assertIn(advertised, self.services["topics"]["command"])

    def test_its_broker_is_set_as_that_of_one_machine(self):
        script = (REPOSITORY / "deploy/kafka/broker.sh").read_text()
        properties = script.partition('server.properties" <<END')[2].partition("\nEND")[0]
        made = dict(re.findall(r"(?m)^([a-z.]+)=(.*)", properties))
        environment = self.services["kafka"]["environment"]
        told = {name.removeprefix("KAFKA_").replace("_", ".").lower(): str(value)
                for name, value in environment.items() if name.startswith("KAFKA_")}
        self.assertEqual(set(told) - set(made), {"advertised.listeners"})
        self.assertEqual(set(made) - set(told), set())
        of_the_place = {name for name, value in made.items() if "$" in value}
        for name in set(made) - of_the_place:
            self.assertEqual(told[name], made[name], name)
        self.assertIn(environment["CLUSTER_ID"], script)
        version = self.services["kafka"]["image"].partition(":")[2]
        self.assertIn(f"<version>{version}</version>",
                      (REPOSITORY / "deploy/kafka/pom.xml").read_text())

    def test_what_it_mounts_is_there(self):
        folders = set(re.findall(r"(?<= )/[\w/]+", deployment.DOCKERFILE.read_text()))
        for name, service in self.services.items():
            for mounted in service.get("volumes", []):
                source, target = mounted.split(":")[:2]
                with self.subTest(name, mounted=mounted):
                    if source.startswith("."):
                        self.assertTrue((REPOSITORY / source).is_file())
                    elif name in self.ours:
                        self.assertIn(target, folders)  # Else the volume would be root's.

    def test_no_variable_is_secret(self):
        for name, service in self.services.items():
            for variable in service.get("environment", {}):
                self.assertNotRegex(variable, "(?i)token|secret|password|master", name)

    def test_only_invoicing_sees_the_master_key_and_nobody_the_authority(self):
        sees = {name: [each.split(":")[0] for each in service.get("volumes", [])]
                for name, service in self.services.items()}
        self.assertEqual({name for name in sees if "keys" in sees[name]}, {"prepare", "invoicing"})
        self.assertEqual({name for name in sees if "authority" in sees[name]}, {"prepare"})

    def test_it_waits_longer_for_an_end_than_an_end_takes(self):
        grace = re.search(r"kGrace\{(\d+)\}",
                          (REPOSITORY / "libs/process/ending.h").read_text()).group(1)
        for started in self.of.values():
            self.assertGreater(int(started["stop_grace_period"].rstrip("s")), int(grace))
        stops = re.findall(r"(?m)^TimeoutStopSec=(\d+)", (UNITS / "recourse@.service").read_text())
        self.assertGreater(int(stops[0]), int(grace))


class ImageTest(unittest.TestCase):
    def test_what_it_copies_is_there(self):
        targets = set()
        for name, words in deployment.instructions():
            if "cmake" in words and "--target" in words:
                rest = words[words.index("--target") + 1:]
                targets = set(rest[:rest.index("&&")])
        self.assertEqual(targets, {"recourse", *PROGRAMS})
        for source, target, built in deployment.copied():
            with self.subTest(source):
                if not built:
                    self.assertTrue((REPOSITORY / source).is_file())
                    self.assertEqual(target, IMAGE_FOLDER + source)
                elif "/bin/" in source:
                    self.assertIn(source.rpartition("/")[2], targets)
        built = {source.rpartition("/")[2] for source, _, built in deployment.copied() if built}
        self.assertEqual(built, targets | {"share"})

    def test_it_has_the_libraries_that_the_programs_load(self):
        listed = set(deployment.image_packages())
        within = deployment.with_dependencies(listed)
        named = set()
        for program in ["recourse", *PROGRAMS]:
            of_names, of_all = deployment.packages_of(BINARY.parent / program)
            named |= of_names
            self.assertEqual(of_all - within, set(), program)
        named -= {"libc6", "libgcc-s1"}  # No Debian is without them.
        libraries = {each for each in listed if each.startswith("lib") or each == "zlib1g"}
        self.assertEqual(libraries, named)


class ContainersTest(unittest.TestCase):
    """What the containers would do, in folders instead of volumes."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name in ["data", "witness", "keys", "authority", "edge"]:
            (self.root / name).mkdir()
        for service in SERVICES:
            (self.root / "tls" / service).mkdir(parents=True)
        for _ in range(2):  # It is run at each start.
            self.prepare()

    def prepare(self):
        command = [REPOSITORY / "deploy/docker/prepare.sh", "--root", self.root, "edge.example"]
        subprocess.run(command, check=True, capture_output=True,
                       env=own_environment(PATH=f"{BINARY.parent}:{os.environ['PATH']}"))

    def moved(self, text):
        """Folders of the containers -> those of this test."""
        here = {f"/{name}/": f"{self.root}/{name}/" for name in ["tls", "edge"]}
        return replaced(here | {"/data": f"{self.root}/data", "/tmp/": f"{self.root}/"}, text)

    def places(self, settings):
        """Addresses of the containers -> free ones of this machine."""
        places = {"kafka:9092": f"127.0.0.1:{free_port()}",
                  "0.0.0.0:7443": f"127.0.0.1:{free_port()}",
                  "127.0.0.1:7444": f"127.0.0.1:{free_port()}"}
        for service, told in settings.items():
            port = told["RECOURSE_ADDRESS"].rpartition(":")[2]
            here = f"localhost:{free_port()}"
            places |= {f"{service.replace('_', '-')}:{port}": here, f"0.0.0.0:{port}": here}
        return places

    def test_the_services_and_the_edge_start(self):
        services = deployment.compose()["services"]
        settings = {service: services[service.replace("_", "-")]["environment"]
                    for service in SERVICES}
        places = self.places(settings)
        running = Running(self, self.root)
        for service in SERVICES:
            told = {name: replaced(places, self.moved(text))
                    for name, text in settings[service].items()}
            running.launch(service, [BINARY.parent / program_of(service)], own_environment(**told))
        running.await_serving()
        running.stop()

        made = (self.root / "edge/recourse.conf").read_text()
        (self.root / "edge/recourse.conf").write_text(replaced(places, made))
        around = (REPOSITORY / "deploy/docker/nginx.conf").read_text()
        (self.root / "nginx.conf").write_text(self.moved(around))
        judged = subprocess.run(["nginx", "-t", "-c", self.root / "nginx.conf"],
                                capture_output=True, text=True)
        self.assertEqual(judged.returncode, 0, judged.stderr)


class UnitsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.instances = [program.removeprefix("recourse-") for program in PROGRAMS]
        cls.services = [f"recourse@{each}.service" for each in cls.instances]

    def setUp(self):
        """A machine on which they are installed."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        shutil.copytree("/usr/lib/systemd/system", self.root / "usr/lib/systemd/system",
                        symlinks=True)
        shutil.copytree(UNITS, self.root / "etc/systemd/system")
        (self.root / "bin").mkdir()
        shutil.copy("/bin/kill", self.root / "bin")
        programs = self.root / "opt/recourse/bin"
        programs.mkdir(parents=True)
        for program in PROGRAMS:
            shutil.copy("/bin/true", programs / program)
        edge = self.root / "opt/recourse/deploy/nginx"
        edge.mkdir(parents=True)
        shutil.copy(REPOSITORY / "deploy/nginx/edge.sh", edge)

    def analyze(self, *arguments):
        command = ["systemd-analyze", f"--root={self.root}", "--no-pager", *arguments]
        told = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)

    def test_systemd_takes_them(self):
        self.analyze("verify", "--man=no", "--recursive-errors=one", "recourse.target",
                     "recourse-edge.service", *self.services)

    def test_they_are_shut_in(self):
        for unit in ["recourse-edge.service", *self.services]:
            self.analyze("security", "--offline=true", f"--threshold={EXPOSURE_MAX}", unit)

    def test_the_target_has_all_of_them(self):
        wanted = re.findall(r"[\w@-]+\.service", (UNITS / "recourse.target").read_text())
        self.assertEqual(sorted(wanted), sorted(["recourse-edge.service", *self.services]))

    def test_their_commands_are_known(self):
        known = deployment.Knowledge(BINARY)
        for unit in UNITS.glob("*.service"):
            for command in deployment.commands_of(unit):
                for instance in self.instances:
                    words = [word.replace("%i", instance) for word in command]
                    program = words[0].removeprefix(IMAGE_FOLDER)
                    self.assertEqual(known.unknown_in([program, *words[1:]]), [], unit.name)


class GuideTest(unittest.TestCase):
    def test_it_has_each_flag_and_variable_and_no_other(self):
        known = deployment.Knowledge(BINARY)
        told = {}
        for program in PROGRAMS:
            told |= known.settings_of(program)
        self.assertEqual({flag: variable for _, variable, flag in deployment.guided()}, told)
        up = known.settings_of("recourse", "up")
        self.assertLessEqual({flag: variable for flag, variable in up.items() if variable}.items(),
                             told.items())

    def test_its_example_sets_each_key(self):
        keys = {key for key, _, _ in deployment.guided() if key}
        described = set()
        for key in keys:
            named = SERVICES if "<service>" in key else [""]
            described |= {key.replace("<service>", service) for service in named}
        shown = tomllib.loads(deployment.example())
        self.assertEqual({f"kafka.{key}" for key in shown["kafka"]} |
                         {f"services.{service}.{key}" for service, table
                          in shown["services"].items() for key in table}, described)

    def test_its_example_is_taken(self):
        with tempfile.TemporaryDirectory() as folder:
            data, tls = pathlib.Path(folder, "data"), pathlib.Path(folder, "tls")
            subprocess.run([BINARY, "--data", data, "init"], check=True, capture_output=True)
            issued = [f"services/{service}" for service in SERVICES]
            for principal in [*issued, "operators/conductor"]:
                subprocess.run([REPOSITORY / "deploy/tls/issue.sh", "--folder", tls, principal,
                                "localhost", "127.0.0.1"], check=True, capture_output=True)
            text = deployment.example().replace("/etc/recourse/tls", str(tls))
            ports = {port: str(free_port()) for port in re.findall(r"\b\d{4}\b", text)}
            text = re.sub(r"\b\d{4}\b", lambda port: ports[port.group()], text)
            with open(data / "recourse.toml", "a") as file:
                file.write(text)
            running = Running(self, folder)
            for program in PROGRAMS:
                running.launch(program, [BINARY.parent / program, "--data", data],
                               own_environment())
            running.await_serving()
            running.stop()

    def test_it_explains_each_exit_code(self):
        header = (REPOSITORY / "libs/process/exit_code.h").read_text()
        failed = re.search(r"_exit\((\d+)\)",
                           (REPOSITORY / "libs/engine/log_failure.cc").read_text()).group(1)
        table = GUIDE.read_text().partition("| ended with |")[2]
        self.assertEqual(re.findall(r"(?m)^\| (\d+) \|", table),
                         [*re.findall(r"(?m)^  k\w+ = (\d+),", header), failed])

    def test_it_shows_commands_that_there_are(self):
        known = deployment.Knowledge(BINARY)
        text = GUIDE.read_text().replace("\\\n", " ")
        for line in re.findall(r"(?m)^    (.*)", text):
            words = line.split()
            if words[0] in ["deploy/tls/issue.sh", "deploy/nginx/edge.sh"]:
                self.assertEqual(known.unknown_in(words), [], line)


if __name__ == "__main__":
    unittest.main()
