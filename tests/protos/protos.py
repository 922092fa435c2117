#!/usr/bin/python3
"""Holds the protos to buf's standard rules, and to what has landed: they are only added to.

    tests/protos/protos.py check    lint, compatibility, and whether what landed is up to date
    tests/protos/protos.py land     takes additions over into the two files below; commit them

proto/recourse.binpb is the descriptor set of all protos as last landed, without comments, and
proto/asyncapi.json says what is on Kafka. `land` refuses what breaks an earlier reader.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

import asyncapi

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOOGLE_PROTOS = "/usr/share/gocode/src/github.com/gogo/googleapis"  # As in cmake/Recourse.cmake.
LANDED = "proto/recourse.binpb"
DOCUMENT = "proto/asyncapi.json"
# A resource is itself the answer to what reads or changes it (AIP-131 to 134), so one type answers
# many methods. "google" is not ours to lint. Rows of views may change: new code builds them anew.
RULES = """{"version": "v2",
  "lint": {"use": ["STANDARD"], "ignore": ["google"],
           "except": ["RPC_RESPONSE_STANDARD_NAME", "RPC_REQUEST_RESPONSE_UNIQUE"]},
  "breaking": {"use": ["FILE"], "ignore": ["recourse/invoicing/views"]}}"""


def describe(root, path, *options):
    """Writes the descriptor set of the protos below `root`/proto, with all they import."""
    protos = sorted(str(file.relative_to(root / "proto")) for file in root.glob("proto/**/*.proto"))
    subprocess.run(
        ["protoc", "-I", root / "proto", "-I", GOOGLE_PROTOS, "--include_imports", *options,
         "-o", path, *protos], check=True)


def buf(*arguments):
    """What buf has to say; empty if it is content."""
    ran = subprocess.run(["buf", *arguments, "--config", RULES], capture_output=True, text=True)
    if ran.returncode not in (0, 100):  # 100: findings, on standard output.
        return f"buf {arguments[0]}: {ran.stderr}"
    return ran.stdout


def findings(root, folder):
    """(what the protos below `root` break, whether all they hold has landed). What would land is
    left in `folder`, under its own name."""
    commented = folder / "commented.binpb"
    now = folder / pathlib.Path(LANDED).name
    describe(root, now)
    describe(root, commented, "--include_source_info")  # For the lines of findings.
    document = asyncapi.document(commented.read_bytes())
    (folder / pathlib.Path(DOCUMENT).name).write_text(document)
    found = buf("lint", str(commented))
    landed = root / LANDED
    if not landed.exists():
        return found, False
    found += buf("breaking", str(commented), "--against", str(landed))
    described = root / DOCUMENT
    up_to_date = described.exists() and described.read_text() == document
    return found, up_to_date and landed.read_bytes() == now.read_bytes()


def run(verb, root=ROOT):
    """What is to be said, and the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        found, has_landed = findings(root, pathlib.Path(folder))
        if found:
            return found, 1
        if verb == "land":
            for path in (LANDED, DOCUMENT):
                shutil.copyfile(pathlib.Path(folder, pathlib.Path(path).name), root / path)
            return "", 0
    if not has_landed:
        return f"{LANDED} or {DOCUMENT} is older than the protos: run protos.py land\n", 1
    return "", 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["check", "land"])
    said, code = run(parser.parse_args().verb)
    print(said, end="", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
