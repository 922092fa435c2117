#!/usr/bin/env python3
"""Holds the rules of style and the walls of the house over every file that git tracks.

    tests/tidy/tidy.py              checks this tree; exit code 1 if anything is found
    tests/tidy/tidy.py --rules      lists the rules
"""

import argparse
import pathlib
import sys

import build
import cpp
import protos
import services
import sizes
import walls
import words
from tree import Tree

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODULES = (sizes, walls, services, cpp, build, protos, words)
RULES = [rule for module in MODULES for rule in module.RULES]


def name(rule):
    """As findings and the README call it."""
    return rule.__name__.replace("_", "-")


def check(tree, rules=None):
    """All findings, sorted by place."""
    return sorted({finding for rule in rules or RULES for finding in rule(tree)})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", action="store_true", help="list the rules and stop")
    if parser.parse_args().rules:
        for rule in RULES:
            print(f"{name(rule):18}{rule.__doc__.splitlines()[0]}")
        return 0
    tree = Tree.read(ROOT)
    findings = check(tree)
    for finding in findings:
        print(finding)
    print(f"{len(tree.files)} files, {len(RULES)} rules, {len(findings)} to mend", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
