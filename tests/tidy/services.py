"""Rules on what every service has: style.md, "the same anatomy", and a golden file per event."""

import re

from tree import Finding

# The service of services is a parts list, and decides nothing.
_ASSEMBLIES = {"standalone"}
_PARTS = ("api", "codec", "domain", "reactions", "views")


def _services(tree):
    names = {path.split("/")[1] for path in tree.paths if re.match(r"services/\w+/", path)}
    return sorted(names - _ASSEMBLIES)


def anatomy(tree):
    """Each service has domain, codec, views, api and reactions."""
    for service in _services(tree):
        for part in _PARTS:
            folder = f"services/{service}/{part}/"
            if not any(path.startswith(folder) for path in tree.paths):
                advice = "every service has this part; someone will look for it here"
                yield Finding(folder, 1, "anatomy", advice)


def _kinds_of_fields(tree):
    """The last names of all messages that a field of some message holds."""
    field = r"([\w.]+)\s+\w+\s*=\s*\d+"
    return {
        match.group(1).rpartition(".")[2]
        for file in tree.protos
        if not file.name.endswith("_service.proto")
        for _, match in file.find(field, file.code)
    }


def golden(tree):
    """Each event has a golden file: its bytes as first released."""
    held = _kinds_of_fields(tree)
    for file in tree.protos:
        package = re.match(r"proto/recourse/(\w+)/v1/\w+_events\.proto$", file.path)
        if not package:
            continue
        folder = f"services/{package.group(1)}/codec/golden"
        for line, match in file.find(r"(?m)^message\s+(\w+)", file.code):
            if match.group(1) not in held and f"{folder}/{match.group(1)}.txt" not in tree.paths:
                advice = f"{match.group(1)} wants {folder}/{match.group(1)}.txt and its GoldenTest"
                yield Finding(file.path, line, "golden", advice)


RULES = [anatomy, golden]
