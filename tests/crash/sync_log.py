"""Reads what sync_counter wrote, and proves that nothing was released before it was safe."""

import fnmatch
from dataclasses import dataclass

SYNCS = {"fsync", "fdatasync"}
WRITES = {"write", "pwrite", "writev", "pwritev", "send"}


@dataclass(frozen=True)
class Call:
    order: int
    name: str
    path: str

    def on(self, pattern):
        return fnmatch.fnmatchcase(self.path, pattern)


def read(path):
    """The calls in their order. A last line that a kill cut off is left out."""
    calls = []
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        for line in file:
            if not line.endswith("\n"):
                break
            order, name, where = line.rstrip("\n").split("\t", 2)
            calls.append(Call(int(order), name, where))
    if [call.order for call in calls] != list(range(1, len(calls) + 1)):
        raise ValueError(f"{path}: orders are not dense: more than one process wrote it")
    return calls


def counts(calls, patterns):
    """pattern -> call -> how often."""
    found = {pattern: {} for pattern in patterns}
    for pattern, of_call in found.items():
        for call in calls:
            if call.on(pattern):
                of_call[call.name] = of_call.get(call.name, 0) + 1
    return found


def unproven(calls, asked, released, log, witness):
    """The releases that came before what they tell of was safe, each with what was missing.

    A write to `asked` begins a command, a write to `released` tells its end. That can be judged
    only where one command is under way at a time.
    """
    wrong = []
    since = []
    for call in calls:
        if call.on(asked):
            since = []
        elif call.on(released):
            reason = missing(since, log, witness)
            if reason:
                wrong.append((call, reason))
            since = []
        else:
            since.append(call)
    return wrong


def missing(calls, log, witness):
    """Why these calls, all of one command, do not make its answer safe; nothing if they do.

    Needed are a write to the log, a sync that no further write to it follows, and after that the
    same for the witness.
    """
    last = {"log": _Last(calls, log), "witness": _Last(calls, witness)}
    for name, of in last.items():
        if of.write is None:
            return f"nothing was written to the {name}"
        if of.sync is None or of.sync < of.write:
            return f"the {name} was written and not synced"
    if last["witness"].first_write < last["log"].sync:
        return "the witness was written before the log was synced"
    return None


class _Last:
    """Orders of the first and last write and of the last sync on a pattern, or None."""

    def __init__(self, calls, pattern):
        writes = [call.order for call in calls if call.name in WRITES and call.on(pattern)]
        syncs = [call.order for call in calls if call.name in SYNCS and call.on(pattern)]
        self.first_write = min(writes, default=None)
        self.write = max(writes, default=None)
        self.sync = max(syncs, default=None)
