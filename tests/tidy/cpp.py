"""Rules of style.md on C++: "Errors", "Domain", "Tests", "Comments", "Names"."""

import concurrent.futures
import os
import re
import shutil
import subprocess

from tree import Finding, matching

PURE_FOLDERS = re.compile(r"services/\w+/domain/|libs/decider/")
IMPURE_HEADERS = {
    "atomic": "threads",
    "condition_variable": "threads",
    "cstdio": "I/O",
    "ctime": "a clock",
    "filesystem": "I/O",
    "fstream": "I/O",
    "future": "threads",
    "iostream": "I/O",
    "mutex": "threads",
    "random": "randomness",
    "shared_mutex": "threads",
    "thread": "threads",
    "libs/base/clock.h": "a clock",
}
IMPURE_CALLS = re.compile(r"\b(\w+_clock::now|(?:std::)?(?:rand|srand|time|getenv)\s*\()")


def pragma_once(tree):
    """A header guards itself with #pragma once."""
    for file in tree.cpp:
        if file.is_header and not file.code.lstrip().startswith("#pragma once\n"):
            advice = "begin with #pragma once, after at most a comment"
            yield Finding(file.path, 1, "pragma-once", advice)


def pure_domain(tree):
    """No clock, randomness, threads or I/O where rules are decided; `now` is an argument."""
    for file in tree.cpp:
        if not PURE_FOLDERS.match(file.path):
            continue
        for line, match in file.find(r'(?m)^\s*#\s*include\s*[<"]([^>"]+)[>"]'):
            if kind := IMPURE_HEADERS.get(match.group(1)):
                advice = f"{match.group(1)} brings {kind}; what is needed comes as an argument"
                yield Finding(file.path, line, "pure-domain", advice)
        for line, match in file.find(IMPURE_CALLS, file.code):
            advice = f"{match.group(1)} is not pure; what is needed comes as an argument"
            yield Finding(file.path, line, "pure-domain", advice)


def no_throw(tree):
    """Refusals and failures are returned; no exceptions across our functions."""
    for file in tree.cpp:
        for line, _ in file.find(r"\bthrow\b", file.code):
            advice = "no exceptions of ours; return Expected, or CHECK if it is our own bug"
            yield Finding(file.path, line, "no-throw", advice)


def no_default(tree):
    """A switch over an enum of ours lists every value, so that the compiler names a new one.

    Told by its labels: ours read kName. Numbers, characters and the open enums of protobuf
    (UPPER_CASE, where other values can arrive) may have a default.
    """
    for file in tree.cpp:
        for match in re.finditer(r"\bswitch\s*\(", file.code):
            opening = file.code.find("{", matching(file.code, match.end() - 1))
            if opening < 0:
                continue
            closing = matching(file.code, opening)
            body = file.code[opening + 1 : closing]
            # What belongs to a switch inside this one is judged with that one.
            for inner in re.finditer(r"\bswitch\s*\(", body):
                brace = body.find("{", matching(body, inner.end() - 1))
                end = matching(body, brace)
                body = body[:brace] + re.sub(r"[^\n]", " ", body[brace:end]) + body[end:]
            default = re.search(r"\bdefault\s*:", body)
            if default and re.search(r"\bcase\s+(\w+::)*k[A-Z]\w*\s*:", body):
                line = file.line_at(opening + 1 + default.start())
                advice = "list every enumerator instead, and let the compiler find the next one"
                yield Finding(file.path, line, "no-default", advice)


def no_assert(tree):
    """CHECK is on in release, assert is not."""
    for file in tree.cpp:
        for line, _ in file.find(r"\bassert\s*\(|#\s*include\s*<cassert>", file.code):
            yield Finding(file.path, line, "no-assert", "use CHECK, which stays on in release")


def names(tree):
    """No Manager, Helper, Util; Impl only as the hidden part of its class."""
    vague = r"\b(?:class|struct)\s+(\w*(?:Manager|Helpers?|Utils?)|\w+Impl)\b"
    for file in tree.cpp:
        for line, match in file.find(vague, file.code):
            advice = f"{match.group(1)} does not say what it is for; name the one thing it does"
            yield Finding(file.path, line, "names", advice)


def no_sleep(tree):
    """Tests wait on a position or a condition; a sleep is too short one day and always too long."""
    pauses = r"\b(sleep_for|sleep_until|usleep|nanosleep|sleep)\s*\("
    for file in tree.files:
        in_tests = file.is_test or file.path.startswith("tests/")
        if not in_tests or not (file.is_cpp or file.is_python):
            continue
        for line, match in file.find(pauses, file.code):
            advice = f"{match.group(1)} guesses; wait on a position or a condition, with a limit"
            yield Finding(file.path, line, "no-sleep", advice)


def banners(tree):
    """No banners, no code switched off."""
    for file in tree.cpp + tree.protos:
        for line, _ in file.find(r"(?m)^\s*//\s*([-=*#/~_])\1{4,}|^\s*#\s*if\s+0\b"):
            advice = "no banners and no dead code; a file that needs parting is two files"
            yield Finding(file.path, line, "banners", advice)


def clang_format(tree):
    """Formatted by .clang-format."""
    program = shutil.which("clang-format-14") or shutil.which("clang-format")
    if program is None:
        yield Finding(".clang-format", 1, "clang-format", "not installed; run deploy/deps.sh")
        return
    paths = [file.path for file in tree.cpp]
    workers = os.cpu_count() or 1
    parts = [part for part in (paths[n::workers] for n in range(workers)) if part]

    def check(part):
        command = [program, "--dry-run", "--Werror", "--ferror-limit=1", "--style=file", *part]
        return subprocess.run(command, cwd=tree.root, capture_output=True, text=True).stderr

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        errors = "".join(pool.map(check, parts))
    for path, line in re.findall(r"(?m)^(?:\./)?(\S+?):(\d+):\d+: error:", errors):
        yield Finding(path, int(line), "clang-format", f"run clang-format -i {path}")


RULES = [
    pragma_once,
    pure_domain,
    no_throw,
    no_default,
    no_assert,
    names,
    no_sleep,
    banners,
    clang_format,
]
