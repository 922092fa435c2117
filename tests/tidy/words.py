"""Rules on words: promises instead of deeds, places of one machine, records of decisions."""

import pathlib
import re

from tree import Finding

# The one place that may skip a test, by name, where the data it needs is absent.
_SKIPS_BY_NAME = "libs/base/testing/shared_file.h"

# One letter of each stands in brackets, so that this file does not find itself.
_PROMISES = (
    r"\b(?:TO[D]O|FI[X]ME|HA[C]K|GTEST_SK[I]P)\b|\bDISA[B]LED_|(?i:not (?:yet )?implemen[t]ed)"
)
_MACHINE = r"(?<![\w.~$}])/(?:hom[e]/\w|roo[t]/|User[s]/|wor[k]/|works[p]ace/)|\.\./share[d]/"
_AUTHORS = (
    r"(?i)\b(?:copilo[t]|chatgp[t]|claud[e]|gemin[i]|opena[i]|anthropi[c])\b"
    r"|co-authore[d]-by|\b(?:generated|written) by (?:an? )?(?:ai|assistant|agent|model)\b"
)


def _own_paths(tree):
    """This checkout's folder, its parent and the user's home, where telling enough to look for."""
    root = tree.root.resolve()
    return [str(path) for path in {root, root.parent, pathlib.Path.home()} if len(path.parts) > 2]


def _searched(tree):
    # What the golden and sample files of others say is theirs.
    return [file for file in tree.files if not file.name.endswith((".txt", ".csv", ".xml"))]


def promises(tree):
    """Nothing is promised in the text, and no test is switched off."""
    for file in tree.files:
        for line, match in file.find(_PROMISES):
            if file.path == _SKIPS_BY_NAME and match.group().startswith("GTEST"):
                continue
            advice = f"'{match.group()}': do it, or take it out and write an issue"
            yield Finding(file.path, line, "promises", advice)


def machine_paths(tree):
    """No path that exists on one machine only."""
    own = [rf"(?<!\w){re.escape(path)}(?![\w.-])" for path in _own_paths(tree)]
    for file in _searched(tree):
        for line, match in file.find("|".join([_MACHINE, *own])):
            advice = f"'{match.group()}' exists on one machine; make it relative or an argument"
            yield Finding(file.path, line, "machine-paths", advice)


def authors(tree):
    """No word on who or what wrote the text."""
    for file in _searched(tree):
        for line, match in file.find(_AUTHORS):
            advice = f"'{match.group()}': the text says what holds, not who or what wrote it"
            yield Finding(file.path, line, "authors", advice)


_DECISION_PARTS = ("Context", "Choice", "Rejected", "Cost")


def decisions(tree):
    """docs/decisions/NNNN-title.md, numbered without gap or twin, each with its four parts."""
    prefix = "docs/decisions"
    pages = [file for file in tree.files if file.folder == prefix and file.name != "README.md"]
    for expected, file in enumerate(pages, 1):
        if not re.fullmatch(rf"{expected:04}-[a-z0-9]+(-[a-z0-9]+)*\.md", file.name):
            advice = f"name it {expected:04}-title-in-lower-case.md, the next number of the folder"
            yield Finding(file.path, 1, "decisions", advice)
        for part in _DECISION_PARTS:
            if f"**{part}" not in file.text:
                advice = f"a part that begins **{part}.** is missing"
                yield Finding(file.path, 1, "decisions", advice)


RULES = [promises, machine_paths, authors, decisions]
