"""The source tree as the rules see it, and the shape of what they find."""

import functools
import pathlib
import re
import subprocess
from dataclasses import dataclass

# Comments and literals of C++. A quote after a digit separates digits: 1'000.
_CPP_NOISE = re.compile(
    r"""//[^\n]*
      | /\*.*?\*/
      | R"(?P<fence>[^\s()\\]{0,16})\(.*?\)(?P=fence)"
      | "(?:\\.|[^"\\\n])*"
      | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'
    """,
    re.DOTALL | re.VERBOSE,
)
_PYTHON_NOISE = re.compile(
    r"""#[^\n]*|\"{3}.*?\"{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL
)
_CMAKE_NOISE = re.compile(r"#[^\n]*")


def _blank(match):
    """Spaces of the same shape, so that lines and columns stay where they were."""
    return re.sub(r"[^\n]", " ", match.group())


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    rule: str
    advice: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.advice}"


class File:
    """One tracked text file. `path` is relative to the root, with forward slashes."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.name = path.rsplit("/", 1)[-1]
        self.folder = path.rpartition("/")[0]

    @functools.cached_property
    def lines(self):
        return self.text.splitlines()

    @functools.cached_property
    def code(self):
        """The text with comments and literals blanked out, line by line the same."""
        if self.is_cmake:
            return _CMAKE_NOISE.sub(_blank, self.text)
        return (_PYTHON_NOISE if self.is_python else _CPP_NOISE).sub(_blank, self.text)

    @property
    def is_header(self):
        return self.name.endswith(".h")

    @property
    def is_cpp(self):
        return self.name.endswith((".h", ".cc"))

    @property
    def is_proto(self):
        return self.name.endswith(".proto")

    @property
    def is_python(self):
        return self.name.endswith(".py")

    @property
    def is_shell(self):
        return self.name.endswith(".sh") or re.match(r"#!.*\b(ba)?sh\b", self.text) is not None

    @property
    def is_cmake(self):
        return self.name == "CMakeLists.txt" or self.name.endswith(".cmake")

    @property
    def is_test(self):
        return self.name.endswith(("_test.cc", "_test.py"))

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def find(self, pattern, text=None):
        """(line, match) for every match of `pattern` in `text`, the whole file unless told."""
        text = self.text if text is None else text
        for match in re.finditer(pattern, text):
            yield self.line_at(match.start()), match


class Tree:
    """All files that git tracks below `root`, those that are not text left out."""

    def __init__(self, root, texts):
        self.root = pathlib.Path(root)
        self.files = [File(path, text) for path, text in sorted(texts.items())]
        self.paths = {file.path for file in self.files}

    @classmethod
    def read(cls, root):
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True
        ).stdout
        texts = {}
        for path in filter(None, listing.split("\0")):
            full = pathlib.Path(root, path)
            if not full.is_file():
                continue  # Deleted, and the deletion not yet staged.
            try:
                texts[path] = full.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
        return cls(root, texts)

    @property
    def cpp(self):
        return [file for file in self.files if file.is_cpp]

    @property
    def protos(self):
        return [file for file in self.files if file.is_proto]

    @property
    def cmake(self):
        return [file for file in self.files if file.is_cmake]

    def get(self, path):
        return next((file for file in self.files if file.path == path), None)


def matching(code, start):
    """The offset just after the bracket that closes the one at `start`; the end if none does."""
    closes = {"(": ")", "{": "}", "[": "]"}[code[start]]
    depth = 0
    for match in re.compile("[" + re.escape(code[start] + closes) + "]").finditer(code, start):
        depth += 1 if match.group() == code[start] else -1
        if depth == 0:
            return match.end()
    return len(code)
