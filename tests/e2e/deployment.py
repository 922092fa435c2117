"""What ships to run Recourse: compose file, image, units, guide; and what the programs know."""

import functools
import pathlib
import re
import subprocess

import yaml

from installation import REPOSITORY, SERVICES
from processes import program_of

COMPOSE = REPOSITORY / "docker-compose.yml"
DOCKERFILE = REPOSITORY / "deploy/docker/Dockerfile"
UNITS = REPOSITORY / "deploy/systemd"
GUIDE = REPOSITORY / "docs/guides/operating.md"
IMAGE_FOLDER = "/opt/recourse/"  # Where the programs are, in the image and beside the units.
PROGRAMS = [program_of(service) for service in SERVICES]


def compose():
    return yaml.safe_load(COMPOSE.read_text())


def ours(services):
    """Those of the compose file that run our image."""
    return {name: each for name, each in services.items() if each["image"] == "recourse"}


def command_of(service):
    return service.get("entrypoint", []) + service.get("command", [])


def instructions():
    """(name, words) of each instruction of the Dockerfile."""
    text = re.sub(r"(?m)^#.*\n", "", DOCKERFILE.read_text()).replace("\\\n", " ")
    return [(words[0], words[1:]) for words in map(str.split, text.splitlines()) if words]


def copied():
    """(source, target, whether it was built) of all that lies in the image that ships."""
    runtime = instructions()
    runtime = runtime[max(i for i, (name, _) in enumerate(runtime) if name == "FROM"):]
    for name, words in runtime:
        if name == "COPY":
            yield words[-2], words[-1], words[0].startswith("--from=")


def image_packages():
    """What the image that ships installs."""
    runs = [words for name, words in instructions() if name == "RUN" and "slim" not in words]
    words = next(words for words in runs if "--no-install-recommends" in words)
    words = words[words.index("--no-install-recommends") + 1:]
    return words[:words.index("&&")]


def _ask(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Knowledge:
    """What each program says that it can be told."""

    def __init__(self, binary):
        self._folder = pathlib.Path(binary).parent

    @functools.cache
    def help_of(self, program, *subcommands):
        if program.endswith(".sh"):
            return _ask(REPOSITORY / program, "--help")
        return _ask(self._folder / program, *subcommands, "--help")

    def flags_of(self, program, *subcommands):
        return set(re.findall(r"--[a-z][a-z-]*", self.help_of(program, *subcommands)))

    def settings_of(self, program, *subcommands):
        """flag -> its variable, or "" if it has none."""
        lines = re.findall(r"(?m)^ +(?:-\w,)?(--[a-z-]+)(?: .*?\(Env:(\w+)\))?",
                           self.help_of(program, *subcommands))
        return {flag: variable for flag, variable in lines if flag != "--help"}

    def unknown_in(self, command):
        """The flags of a command line that its program does not know."""
        program = command[0].removeprefix(IMAGE_FOLDER).removeprefix("bin/")
        flags = [word.partition("=")[0] for word in command[1:] if word.startswith("--")]
        subcommands = []
        if program == "recourse":
            words = [word for before, word in zip(command, command[1:])
                     if not word.startswith("-") and not before.startswith("--")]
            subcommands = words
        return sorted(set(flags) - self.flags_of(program, *subcommands))


@functools.cache
def _owner(file):
    """The package that a file is of; Debian names some by where they were before /usr."""
    for path in [file, file.resolve(), pathlib.Path(str(file.resolve()).removeprefix("/usr"))]:
        told = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True)
        if told.returncode == 0:
            return told.stdout.split(":")[0]
    raise AssertionError(f"no package has {file}")


def packages_of(program):
    """(those of the libraries that a program names, those of all that it then loads)."""
    named = set(re.findall(r"NEEDED +(\S+)", _ask("objdump", "-p", program)))
    loaded = re.findall(r"(\S+) => (/\S+)", _ask("ldd", program))
    owners = {library: _owner(pathlib.Path(path)) for library, path in loaded}
    return {owners[each] for each in named if each in owners}, set(owners.values())


def with_dependencies(packages):
    """The packages, and all that apt installs with them."""
    shown = "${Package}\t${Pre-Depends}, ${Depends}\n"
    listing = _ask("dpkg-query", "--show", "--showformat", shown)
    needs = {}
    for line in listing.splitlines():
        package, _, text = line.partition("\t")
        needs[package] = re.findall(r"(?:^|[,|]) *([a-z0-9][a-z0-9.+-]*)", text)
    found, open_ = set(), list(packages)
    while open_:
        package = open_.pop()
        if package not in found:
            found.add(package)
            open_ += needs.get(package, [])
    return found


def commands_of(unit):
    """What a unit starts, as words."""
    text = unit.read_text().replace("\\\n", " ")
    return [line.split() for line in re.findall(r"(?m)^ExecStart=(.*)", text)]


def guided():
    """(key of recourse.toml, variable, flag) of each row of the guide's table of settings."""
    section = GUIDE.read_text().partition("## Settings")[2].partition("\n## ")[0]
    rows = re.findall(r"(?m)^\| [^|]+ \| ([^|]*) ?\| `(RECOURSE_\w+)` \| `(--[a-z-]+)` \|", section)
    return [(key.strip(" `"), variable, flag) for key, variable, flag in rows]


def example():
    """The recourse.toml that the guide shows."""
    return re.search(r"(?s)```toml\n(.*?)```", GUIDE.read_text()).group(1)
