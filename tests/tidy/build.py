"""Rules of style.md, "CMake, proto, docs, history", on the build."""

import re

from tree import Finding

# All that a CMakeLists.txt may say besides the functions of cmake/.
COMMANDS = {
    "add_subdirectory",
    "cmake_minimum_required",
    "else",
    "elseif",
    "enable_testing",
    "endif",
    "find_library",
    "find_package",
    "find_program",
    "if",
    "include",
    "list",
    "pkg_check_modules",
    "project",
    "set",
}


def cmake_globbing(tree):
    """Sources are listed by hand, never globbed."""
    for file in tree.cmake:
        pattern = r"(?i)\bfile\s*\(\s*glob\w*|\baux_source_directory\b"
        for line, _ in file.find(pattern, file.code):
            yield Finding(file.path, line, "cmake-globbing", "list the sources by hand")


def cmake_vocabulary(tree):
    """The functions in cmake/ are the only way to add code."""
    for file in tree.cmake:
        if file.path.startswith("cmake/"):
            continue
        for line, match in file.find(r"(?m)^\s*(\w+)\s*\(", file.code):
            command = match.group(1)
            if command not in COMMANDS and not command.startswith("recourse_"):
                advice = f"{command} belongs into a function of cmake/; use or add one"
                yield Finding(file.path, line, "cmake-vocabulary", advice)


def _lists(tree):
    """folder -> every word of its CMakeLists.txt."""
    words = {}
    for file in tree.cmake:
        if file.name == "CMakeLists.txt":
            text = file.code.replace("${CMAKE_CURRENT_SOURCE_DIR}/", "")
            words[file.folder] = set(re.split(r'[\s()"]+', text))
    return words


def listed(tree):
    """A file that no CMakeLists.txt names is not in the product, a test that none names not run."""
    words = _lists(tree)
    for file in tree.files:
        if not (file.is_cpp or file.is_proto or file.name.endswith("_test.py")):
            continue
        folder, inside = file.folder, file.name
        while True:
            if inside in words.get(folder, ()) or file.path in words.get(folder, ()):
                break
            if file.is_proto and any(inside.endswith(f"/{word}") for word in words.get(folder, ())):
                break  # Listed by its path under the ROOT of a recourse_proto.
            if not folder:
                advice = "no CMakeLists.txt above it lists it; list it, or remove it"
                yield Finding(file.path, 1, "listed", advice)
                break
            folder, _, last = folder.rpartition("/")
            inside = f"{last}/{inside}"


RULES = [cmake_globbing, cmake_vocabulary, listed]
