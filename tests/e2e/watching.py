"""What guide, alerts and dashboard say of the metrics, and what a scrape tells."""

import json
import re

import yaml

from installation import REPOSITORY

GUIDE = REPOSITORY / "docs/guides/metrics.md"
ALERTS = REPOSITORY / "deploy/prometheus/rules.yml"
CASES = REPOSITORY / "deploy/prometheus/rules_test.yml"
PROMETHEUS = REPOSITORY / "deploy/prometheus/prometheus.yml"
DASHBOARD = REPOSITORY / "deploy/grafana/recourse.json"

_SAMPLE = re.compile(r'([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+')
_LABEL = re.compile(r'(\w+)="(?:[^"\\]|\\.)*"')
_OF_THE_FORMAT = {"le", "quantile"}  # Labels that histograms and summaries have by themselves.
_PARTS = {"histogram": ("_bucket", "_sum", "_count"), "summary": ("", "_sum", "_count")}
_KEYWORDS = {"and", "or", "unless", "offset", "bool"}


class Family:
    """A metric as a scrape tells it."""

    def __init__(self, kind):
        self.kind = kind
        self.help = ""
        self.labels = set()

    def series(self, name):
        """The names that a query may ask for."""
        return {name + part for part in _PARTS.get(self.kind, ("",))}


def families(scrape):
    """name -> Family, of Prometheus' text."""
    helps, found = {}, {}
    for line in scrape.splitlines():
        if line.startswith("# HELP "):
            _, _, name, *words = line.split(" ", 3)
            helps[name] = "".join(words).strip()
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            found[name] = Family(kind)
            found[name].help = helps.get(name, "")
        elif line:
            name, labels = _SAMPLE.fullmatch(line).groups()
            of = [each for each in found if name in found[each].series(each)]
            if len(of) != 1:
                raise AssertionError(f"{name} belongs to {of}")
            found[of[0]].labels |= set(_LABEL.findall(labels or "")) - _OF_THE_FORMAT
    return found


def guide():
    """name -> (type, labels, is it there with --kafka only), as the page says."""
    page = GUIDE.read_text()
    told = {}
    for section in re.split(r"(?m)^### ", page)[1:]:
        name, kind, rest = re.match(
            r"`(\w+)`\n\n(Counter|Gauge|Histogram|Summary), in ([^.]+)\.\n\n", section
        ).groups()
        if not re.search(r"(?m)^\*\*When it is off:\*\* \S", section):
            raise AssertionError(f"{name}: the page does not say what to do")
        rest, _, last = rest.partition(", with ")
        _, _, labels = rest.partition(", by ")
        if not labels and not rest.endswith(", without labels"):
            raise AssertionError(f"{name}: the page does not tell the labels")
        told[name] = (kind.lower(), set(re.findall(r"`(\w+)`", labels)), last == "`--kafka` only")
    return told


def alerts():
    """name -> the rule of each alert."""
    groups = yaml.safe_load(ALERTS.read_text())["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"]}


def panels():
    """title -> the queries of each panel that has any."""
    found = {}
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        if panel["type"] != "row":
            found[panel["title"]] = [target["expr"] for target in panel["targets"]]
    return found


def names_in(query):
    """The series that a query asks for."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", query)
    bare = re.sub(r"\{[^}]*\}|\[[^]]*\]", " ", bare)
    bare = re.sub(r"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", " ", bare)
    names = re.findall(r"(?<![\w:.])[a-zA-Z_:][\w:]*(?![\w:]|\s*\()", bare)
    return set(names) - _KEYWORDS
