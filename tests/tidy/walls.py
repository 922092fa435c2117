"""The walls of architecture.md, "The house": who may include whom."""

import re

from tree import Finding

# In the order of the house: a library sees only those before it.
LIBRARIES = [
    "base",
    "calendar",
    "decider",
    "en16931",
    "files",
    "xml",
    "bank_statement",
    "einvoice",
    "seal",
    "mail",
    "eventlog",
    "engine",
    "wire",
    "bus",
    "blobs",
    "rpc",
    "observability",
    "process",
]
# observability stands behind them, yet all may use it but these.
UNOBSERVED = {"base", "calendar", "decider", "en16931"}
DOMAIN_LIBRARIES = {"base", "calendar", "decider", "en16931"}
SERVICES = ["invoicing", "dispute", "communication_log", "collections"]
# The protos that belong to the house and not to one service.
SHARED_PROTOS = (
    "recourse/admin/",
    "recourse/common/",
    "recourse/history/",
    "recourse/notebook/",
    "recourse/simulation/",
)

STORAGE_ROOMS = ("libs/eventlog/", "libs/engine/", "tests/")
KAFKA_ROOMS = ("libs/bus/", "tests/")

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
_DOMAIN = re.compile(r"services/\w+/domain/")


def includes(file):
    """(line, path, is it in quotes) of every include."""
    for number, line in enumerate(file.lines, 1):
        if match := _INCLUDE.match(line):
            yield number, match.group(2), match.group(1) == '"'


def _library_of(path):
    return path.split("/")[1] if path.startswith("libs/") else None


def _service_of(path):
    return path.split("/")[1] if path.startswith("services/") else None


def include_path(tree):
    """Quoted includes are rooted at the repository and lead somewhere."""
    rooms = ("libs/", "services/", "tools/", "tests/")
    for file in tree.cpp:
        for line, path, quoted in includes(file):
            if not quoted or path.endswith(".pb.h"):
                continue
            if not path.startswith(rooms):
                advice = f'"{path}" is not rooted; ours begin at the repository, others stand in <>'
            elif path not in tree.paths:
                advice = f'"{path}" is not in the tree'
            else:
                continue
            yield Finding(file.path, line, "include-path", advice)


def _serves_tests(file, tree):
    """A test, or a header that only such files include."""
    if file.is_test:
        return True
    users = [user for user in tree.cpp if any(path == file.path for _, path, _ in includes(user))]
    return bool(users) and all(_serves_tests(user, tree) for user in users)


def domain_wall(tree):
    """A domain sees base, calendar, decider, en16931 and itself, and nothing that is not pure."""
    plain = re.compile(r"[a-z0-9_]+|(date|fmt)/[a-z_]+\.h")
    test = re.compile(r"(gtest|gmock|rapidcheck)(/.*)?(\.h)?")
    for file in tree.cpp:
        if not _DOMAIN.match(file.path):
            continue
        own = file.path[: _DOMAIN.match(file.path).end()]
        for line, path, _ in includes(file):
            seen = path.startswith(own) or _library_of(path) in DOMAIN_LIBRARIES
            seen = seen or plain.fullmatch(path)
            seen = seen or (test.fullmatch(path) and _serves_tests(file, tree))
            own_tests = own.removesuffix("domain/") + "testing/"
            seen = seen or (path.startswith(own_tests) and _serves_tests(file, tree))
            if not seen:
                seen = "libs/base, calendar, decider, en16931 and itself"
                advice = f"{path} is outside; a domain sees {seen}"
                yield Finding(file.path, line, "domain-wall", advice)


def library_wall(tree):
    """A library sees only libraries above it, and observability."""
    for file in tree.cpp:
        library = _library_of(file.path)
        if library is None:
            continue
        if library not in LIBRARIES:
            advice = f"{library} has no place in the order of the house; give it one in walls.py"
            yield Finding(file.path, 1, "library-wall", advice)
            continue
        rank = LIBRARIES.index(library)
        for line, path, _ in includes(file):
            advice = None
            other = _library_of(path)
            if path.startswith(("services/", "tools/", "tests/")):
                advice = f"a library must not see {path}; declare an interface and be handed it"
            elif path.startswith("recourse/") and not path.startswith(SHARED_PROTOS):
                advice = f"{path} belongs to one service; a library knows none"
            elif other in (None, library):
                continue
            elif other == "observability" and library not in UNOBSERVED:
                continue
            elif other not in LIBRARIES[:rank]:
                advice = f"{library} stands above {other}; declare an interface and be handed it"
            if advice:
                yield Finding(file.path, line, "library-wall", advice)


def service_wall(tree):
    """Services share protos, never code. Only standalone, which is all of them, sees each."""
    for file in tree.cpp:
        service = _service_of(file.path)
        if service is None:
            continue
        for line, path, _ in includes(file):
            other = _service_of(path)
            if path.startswith(("tools/", "tests/")):
                advice = f"a service must not see {path}"
            elif other in (None, service) or service == "standalone":
                continue
            else:
                advice = f"{path} is code of {other}; call it over its proto"
            yield Finding(file.path, line, "service-wall", advice)


def tool_wall(tree):
    """The command line speaks to services over gRPC; it may start standalone."""
    for file in tree.cpp:
        if not file.path.startswith("tools/"):
            continue
        for line, path, _ in includes(file):
            if _service_of(path) not in (None, "standalone"):
                advice = f"{path} is code of a service; call it over its proto"
                yield Finding(file.path, line, "tool-wall", advice)


def proto_wall(tree):
    """A service's protos import the shared ones and their own, so that each can change alone."""
    for file in tree.protos:
        if not file.path.startswith("proto/recourse/"):
            continue
        own = "/".join(file.path.split("/")[1:3]) + "/"
        for line, match in file.find(r'(?m)^import\s+(?:public\s+)?"(recourse/[^"]+)"'):
            path = match.group(1)
            if not path.startswith((own, *SHARED_PROTOS)):
                advice = f"{path} belongs to another service; name what you need by its id"
                yield Finding(file.path, line, "proto-wall", advice)


def storage_room(tree):
    """RocksDB is known to libs/eventlog and libs/engine only."""
    for file in tree.cpp:
        for line, path, _ in includes(file):
            if path.startswith("rocksdb/") and not file.path.startswith(STORAGE_ROOMS):
                advice = "RocksDB stays in libs/eventlog and libs/engine; use what they declare"
                yield Finding(file.path, line, "storage-room", advice)


def kafka_room(tree):
    """librdkafka is known to libs/bus only."""
    for file in tree.cpp:
        for line, path, _ in includes(file):
            if "rdkafka" in path and not file.path.startswith(KAFKA_ROOMS):
                advice = "librdkafka stays in libs/bus; use the feed that it declares"
                yield Finding(file.path, line, "kafka-room", advice)


RULES = [
    include_path,
    domain_wall,
    library_wall,
    service_wall,
    tool_wall,
    proto_wall,
    storage_room,
    kafka_room,
]
