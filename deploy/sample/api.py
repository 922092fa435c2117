"""The gRPC API of a running installation, with message classes made from proto/ on the spot."""

import functools
import pathlib
import subprocess
import tempfile

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
# Where Debian's golang-github-gogo-googleapis-dev lays google/type and google/rpc.
_GOOGLE = "/usr/share/gocode/src/github.com/gogo/googleapis"
_ANSWER_WITHIN_S = 30
_RUN_WITHIN_S = 600


class Refused(Exception):
    """What an installation answered instead of doing what was asked."""


class NotFound(Refused):
    """That there is no such thing."""


@functools.cache
def _pool():
    """What every proto of the project describes."""
    sources = sorted(str(path.relative_to(_PROTO)) for path in _PROTO.rglob("*.proto"))
    with tempfile.NamedTemporaryFile(prefix="recourse-protos-") as described:
        subprocess.run(
            ["protoc", f"-I{_PROTO}", f"-I{_GOOGLE}", "--include_imports",
             f"--descriptor_set_out={described.name}", *sources], check=True)
        files = descriptor_pb2.FileDescriptorSet.FromString(described.read()).file
    pool = descriptor_pool.DescriptorPool()
    for file in files:
        pool.Add(file)
    return pool


@functools.cache
def _classes():
    return message_factory.MessageFactory(_pool())


def class_of(full_name):
    """The class of a message, such as that of "recourse.history.v1.Record"."""
    return _classes().GetPrototype(_pool().FindMessageTypeByName(full_name))


def message(full_name, **fields):
    """message("google.type.Date", year=2026, month=1, day=2)"""
    return class_of(full_name)(**fields)


def _codec(method):
    service, name = method.split("/")
    found = _pool().FindServiceByName(service).FindMethodByName(name)
    answer = _classes().GetPrototype(found.output_type)
    return {"request_serializer": lambda request: request.SerializeToString(),
            "response_deserializer": answer.FromString}


class Api:
    """Calls methods by full name, such as "recourse.invoicing.v1.InvoicingService/GetInvoice"."""

    def __init__(self, address, token):
        self._channel = grpc.insecure_channel(address)
        self._metadata = (("authorization", f"Bearer {token}"),)

    def _metadata_of(self, request):
        """Where an edge stands in front of several processes, it tells them apart by this."""
        service = getattr(request, "service", "")
        return (*self._metadata, ("recourse-service", service)) if service else self._metadata

    def call(self, method, request):
        """The answer to one request."""
        caller = self._channel.unary_unary(f"/{method}", **_codec(method))
        try:
            return caller(request, timeout=_ANSWER_WITHIN_S, metadata=self._metadata_of(request))
        except grpc.RpcError as error:
            kind = NotFound if error.code() == grpc.StatusCode.NOT_FOUND else Refused
            raise kind(f"{method}: {error.code().name}: {error.details()}") from error

    def follow(self, method, request):
        """The answers to one request that has many."""
        caller = self._channel.unary_stream(f"/{method}", **_codec(method))
        try:
            yield from caller(request, timeout=_RUN_WITHIN_S, metadata=self._metadata_of(request))
        except grpc.RpcError as error:
            raise Refused(f"{method}: {error.code().name}: {error.details()}") from error
