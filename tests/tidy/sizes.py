"""Rules of style.md, "Size"."""

import ast
import re

from tree import Finding, matching

COLUMNS_MAX = 100
HEADER_LINES_MAX = 150
SOURCE_LINES_MAX = 300
TEST_LINES_MAX = 400
FUNCTION_LINES_MAX = 70
README_LINES_MAX = 60


def columns(tree):
    """Code is at most 100 columns wide."""
    for file in tree.files:
        if not (file.is_cpp or file.is_proto or file.is_python or file.is_shell or file.is_cmake):
            continue
        for number, line in enumerate(file.lines, 1):
            if len(line) > COLUMNS_MAX:
                advice = f"{len(line)} columns; break the line before column {COLUMNS_MAX}"
                yield Finding(file.path, number, "columns", advice)


def file_length(tree):
    """A header has at most 150 lines, a source 300, a test 400."""
    for file in tree.files:
        if not (file.is_cpp or file.is_python or file.is_shell):
            continue
        limit = SOURCE_LINES_MAX
        if file.is_header:
            limit = HEADER_LINES_MAX
        elif file.is_test:
            limit = TEST_LINES_MAX
        if len(file.lines) > limit:
            advice = f"{len(file.lines)} lines, {limit} at most; it holds two ideas, split it"
            yield Finding(file.path, limit + 1, "file-length", advice)


# What may stand between the parameters of a function and its body.
_AFTER_PARAMETERS = re.compile(
    r"(\s|const|noexcept|override|final|mutable|try|&|->\s*[\w:<>,\s&*\[\]]+)*"
)
_CONTAINER = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b[^()=]*$")
_PREPROCESSOR = re.compile(r"(?m)^[ \t]*#.*(?:\\\n.*)*$")


def _declares_function(before):
    _, closing, after = before.rpartition(")")
    return bool(closing) and _AFTER_PARAMETERS.fullmatch(after) is not None


def cpp_functions(code):
    """(first offset, end offset) of each function, those inside another left to the outer one."""
    code = _PREPROCESSOR.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), code)
    begin = 0  # Where the declaration that the next brace may belong to begins.
    at = 0
    while match := re.compile(r"[;{}]").search(code, at):
        at = match.end()
        before = code[begin : match.start()]
        if match.group() != "{" or _CONTAINER.search(before):
            begin = at
            continue
        at = matching(code, match.start())
        # The body after `: member_{value}` has nothing before it but the brace that was closed.
        is_body = not before.strip() and code[:begin].endswith("}")
        if is_body or _declares_function(before):
            yield begin + len(before) - len(before.lstrip()), at
        begin = at


def _python_functions(file):
    for node in ast.walk(ast.parse(file.text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno


def function_length(tree):
    """A function has at most 70 lines with its signature."""
    for file in tree.files:
        spans = []
        if file.is_cpp:
            functions = cpp_functions(file.code)
            spans = [(file.line_at(begin), file.line_at(end - 1)) for begin, end in functions]
        elif file.is_python:
            spans = _python_functions(file)
        for first, last in spans:
            length = last - first + 1
            if length > FUNCTION_LINES_MAX:
                advice = f"{length} lines, {FUNCTION_LINES_MAX} at most; name a part of it"
                yield Finding(file.path, first, "function-length", advice)


def readme(tree):
    """Each folder under libs/, services/ and tools/ says on one screen what it is."""
    folders = {
        "/".join(file.path.split("/")[:2])
        for file in tree.files
        if file.path.startswith(("libs/", "services/", "tools/")) and file.path.count("/") >= 2
    }
    for folder in sorted(folders):
        path = f"{folder}/README.md"
        page = tree.get(path)
        if page is None or not page.text.strip():
            advice = "write it: what the folder is, its one rule, where to start reading"
            yield Finding(path, 1, "readme", advice)
        elif len(page.lines) > README_LINES_MAX:
            advice = f"{len(page.lines)} lines; one screen ({README_LINES_MAX}) at most"
            yield Finding(path, README_LINES_MAX + 1, "readme", advice)


RULES = [columns, file_length, function_length, readme]
