"""Rules on proto files: style.md, "CMake, proto", and decision 16 on personal data."""

import re

from tree import Finding

_STATEMENT = re.compile(r"[^;{}]*[;{}]")


def statements(file):
    """(first line, last line, text up to its ; or {, enclosing kind) of each declaration."""
    kinds = []
    at = 0
    while match := _STATEMENT.match(file.code, at):
        at = match.end()
        text = match.group()
        begin = match.start() + len(text) - len(text.lstrip())
        words = text[:-1].split()
        if text.endswith("}"):
            if kinds:
                kinds.pop()
            continue
        yield file.line_at(begin), file.line_at(match.end() - 1), words, kinds[-1] if kinds else ""
        if text.endswith("{"):
            kinds.append(words[0] if words else "")


# What AIP-155 and AIP-158 define once for all APIs.
_STANDARD_FIELDS = {"request_id", "page_token", "next_page_token"}


def _is_commented(file, first, last):
    above = file.lines[first - 2].strip() if first >= 2 else ""
    return above.startswith("//") or above.endswith("*/") or "//" in file.lines[last - 1]


def _what(words, kind):
    """How to call a declaration that must be commented; nothing for all others."""
    if not words or words[0] in ("option", "reserved", "extensions", "import", "package", "syntax"):
        return None
    if words[0] == "message" and words[1].endswith(("Request", "Response")):
        return None  # Its rpc says what it is for.
    if words[0] in ("message", "enum", "service", "rpc"):
        return f"{words[0]} {words[1].split('(')[0]}"
    if kind in ("message", "oneof", "extend") and words[0] not in ("oneof", "extend"):
        name = re.search(r"(\w+)\s*=", " ".join(words))
        return f"field {name.group(1)}" if name and name.group(1) not in _STANDARD_FIELDS else None
    return None


def _published(tree):
    return [file for file in tree.protos if file.path.startswith("proto/")]


def proto_comments(tree):
    """Every message, field, enum and rpc says its meaning, unit and limits."""
    for file in _published(tree):
        for first, last, words, kind in statements(file):
            what = _what(words, kind)
            if what and not _is_commented(file, first, last):
                advice = f"say above {what} what it means, its unit and its limits"
                yield Finding(file.path, first, "proto-comments", advice)


def proto_package(tree):
    """The path of a proto is its package, which ends in a version."""
    for file in _published(tree):
        package = re.search(r"(?m)^package\s+([\w.]+)\s*;", file.code)
        name = package.group(1) if package else ""
        versioned = re.search(r"\.v\d+(test)?$", name)
        if not versioned or not f"/{file.folder}".endswith("/" + name.replace(".", "/")):
            line = file.line_at(package.start()) if package else 1
            advice = "the package is versioned and is the path below the proto root"
            yield Finding(file.path, line, "proto-package", advice)


def proto_enum_zero(tree):
    """The zero of an enum means: not said."""
    for file in _published(tree):
        first_value = r"\benum\s+\w+\s*\{\s*(?:option[^;]*;\s*)*(\w+)\s*="
        for line, match in file.find(first_value, file.code):
            if not match.group(1).endswith("_UNSPECIFIED"):
                advice = f"the first value, {match.group(1)}, is named ..._UNSPECIFIED and is 0"
                yield Finding(file.path, line, "proto-enum-zero", advice)


def personal(tree):
    """Personal data is sealed before it becomes an event, so no event declares it."""
    for file in _published(tree):
        if not file.name.endswith("_events.proto"):
            continue
        for line, _ in file.find(r"\bpersonal\s*\)", file.code):
            advice = "an event carries recourse.common.v1.Sealed instead"
            yield Finding(file.path, line, "personal", advice)


RULES = [proto_comments, proto_package, proto_enum_zero, personal]
