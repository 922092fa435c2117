"""One Recourse installation in a folder of its own, driven from outside as a person would."""

import json
import pathlib
import re
import shutil
import signal
import subprocess
import time
import urllib.request

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
DESCRIPTORS = REPOSITORY / "proto/recourse.binpb"  # What any foreign program reads them by.
SERVICES = ["invoicing", "dispute", "communication_log", "collections"]
ANY_PORT = "127.0.0.1:0"
CALL_TIMEOUT_S = 60
START_TIMEOUT_S = 60


class Api:
    """Every RPC of the product by its full name, read from the published descriptor set."""

    def __init__(self):
        files = descriptor_pb2.FileDescriptorSet.FromString(DESCRIPTORS.read_bytes())
        self._files = files.file
        self.pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self.pool.Add(file)
        self._factory = message_factory.MessageFactory(self.pool)

    def message(self, name):
        return self._factory.GetPrototype(self.pool.FindMessageTypeByName(name))

    def methods(self):
        """Every RPC, as (full name, descriptor)."""
        for file in self._files:
            if not file.package.startswith("recourse."):
                continue
            for service in file.service:
                for method in service.method:
                    yield f"{file.package}.{service.name}/{method.name}", method

    def method(self, name):
        """Of "recourse.invoicing.v1.InvoicingService/GetInvoice": its two message classes."""
        method = self.pool.FindMethodByName(name.replace("/", "."))
        classes = [method.input_type, method.output_type]
        return [self._factory.GetPrototype(each) for each in classes]


def tls_of(folder):
    """Who has the certificate in `folder`, as gRPC takes it."""
    names = ["ca.crt", "tls.key", "tls.crt"]
    texts = [(pathlib.Path(folder) / name).read_bytes() for name in names]
    return grpc.ssl_channel_credentials(*texts)


class Client:
    """Asks a running installation as whoever holds token or certificate. Threads may share it."""

    def __init__(self, api, address, token=None, credentials=None):
        self._api = api
        # Each client has connections of its own: a dead server's state is not kept for the next.
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_http_proxy", 0)]
        if credentials:
            self._channel = grpc.secure_channel(address, credentials, options)
        else:
            self._channel = grpc.insecure_channel(address, options)
        self._metadata = [("authorization", f"Bearer {token}")] if token else []
        self.traceparent = None  # What its calls carry of W3C Trace Context.

    def _metadata_of(self, fields):
        """An edge in front of several processes tells them apart by the service."""
        named = fields.get("services", [])[:1] + [fields.get("service", "")]
        metadata = list(self._metadata)
        if named[0]:
            metadata.append(("recourse-service", named[0]))
        if self.traceparent:
            metadata.append(("traceparent", self.traceparent))
        return metadata

    def message(self, name, /, **fields):
        """The answer. A refusal is a grpc.RpcError."""
        request, response = self._api.method(name)
        stub = self._channel.unary_unary(
            f"/{name}", request.SerializeToString, response.FromString
        )
        message = json_format.ParseDict(fields, request())
        return stub(message, timeout=CALL_TIMEOUT_S, metadata=self._metadata_of(fields))

    def call(self, name, /, **fields):
        """The answer as JSON would say it: int64 are texts, what is zero is left out."""
        return _plain(self.message(name, **fields))

    def send(self, name, messages, /):
        """The answer to a stream of messages, as message has it."""
        request, response = self._api.method(name)
        stub = self._channel.stream_unary(
            f"/{name}", request.SerializeToString, response.FromString
        )
        stream = (json_format.ParseDict(fields, request()) for fields in messages)
        return stub(stream, timeout=10 * CALL_TIMEOUT_S, metadata=self._metadata_of({}))

    def open(self, name, /, within=10 * CALL_TIMEOUT_S, **fields):
        """A server stream, whose answers are still to be read."""
        request, response = self._api.method(name)
        stub = self._channel.unary_stream(
            f"/{name}", request.SerializeToString, response.FromString
        )
        message = json_format.ParseDict(fields, request())
        return stub(message, timeout=within, metadata=self._metadata_of(fields))

    def stream(self, name, /, **fields):
        """The answers of a server stream, to its end."""
        return [_plain(each) for each in self.open(name, **fields)]

    def pages(self, name, of, /, **fields):
        """The items `of` all pages of a list."""
        items, token = [], ""
        while True:
            answer = self.call(name, page_size=1000, page_token=token, **fields)
            items += answer.get(of, [])
            token = answer.get("next_page_token", "")
            if not token:
                return items

    def close(self):
        self._channel.close()


def _plain(message):
    return json_format.MessageToDict(message, preserving_proto_field_name=True)


class Installation:
    """`recourse init` in `folder`, and its process. Use as a context: it leaves no process."""

    def __init__(self, api, binary, folder, *, clock="system", environment=None, broker=None,
                 init=True):
        self.data = pathlib.Path(folder) / "data"
        self.address = None  # Where it serves, or served last.
        self.client = None
        self.kills = 0
        self._api = api
        self._binary = binary
        self._environment = environment
        self.broker = broker
        self._process = None
        if init:
            self.cli("init", "--clock", clock)
        if broker:
            self.cli(*broker.topics("apply"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def cli(self, *arguments, expect=0):
        """Runs `recourse ARGUMENTS`; its result, which must have ended with `expect`."""
        result = subprocess.run(self.command(*arguments), capture_output=True, text=True)
        if result.returncode != expect:
            raise AssertionError(
                f"recourse {' '.join(map(str, arguments))}: ended with {result.returncode},"
                f" not {expect}: {result.stderr}"
            )
        return result

    def command(self, *arguments):
        return [str(each) for each in (self._binary, "--data", self.data, *arguments)]

    def json(self, *arguments):
        return json.loads(self.cli("-o", "json", *arguments).stdout)

    def events(self, *filters):
        """What `recourse replay` tells, in its order."""
        return [json.loads(line) for line in self.cli("-o", "json", "replay", *filters)
                .stdout.splitlines()]

    def start(self, address=ANY_PORT, *more):
        """Seconds until it serves."""
        begun = time.monotonic()
        self.launch(address, *more)
        self.await_serving()
        return time.monotonic() - begun

    def launch(self, address=ANY_PORT, *more):
        """Starts the process and waits for nothing."""
        self._address_file().unlink(missing_ok=True)
        kafka = ["--kafka", self.broker.address] if self.broker else []
        with open(self._log(), "ab") as log:
            self._log_start = log.tell()
            self._process = subprocess.Popen(
                self.command("--address", address, "up", *kafka, *more),
                stdout=log, stderr=log, env=self._environment,
            )

    def await_serving(self):
        file = self._address_file()
        self._await(lambda: file.exists() and file.read_text().endswith("\n"))
        self.connect(file.read_text().strip())

    def _await(self, condition):
        """What `condition` gives, as soon as that is something."""
        until = time.monotonic() + START_TIMEOUT_S
        while not (given := condition()):
            if self.ended_within(0.005) or time.monotonic() > until:
                raise AssertionError(f"`recourse up` does not serve: {self.log_tail()}")
        return given

    def connect(self, address):
        """Makes the client, who is the operator."""
        token = (self.data / "operator.token").read_text().strip()
        if self.client:
            self.client.close()
        self.address = address
        self.client = Client(self._api, self.address, token)

    def metrics(self):
        """Prometheus' text."""
        where = f"http://{self.metrics_address()}/metrics"
        with urllib.request.urlopen(where, timeout=CALL_TIMEOUT_S) as answer:
            return answer.read().decode()

    def metrics_address(self):
        """Where the running process says that its metrics are. It says so once it serves."""
        said = re.compile(rb"metrics on (\S+)/metrics")
        line = self._await(lambda: said.search(self._log().read_bytes(), self._log_start))
        return line[1].decode()

    def ended_within(self, seconds):
        """Whether the process ended by itself; gives it so long to do it."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self):
        """Ends it as Ctrl-C would, and expects it to end well."""
        self._process.send_signal(signal.SIGTERM)
        ended = self._process.wait(60)
        self._forget()
        if ended != 0:
            raise AssertionError(f"`recourse up` ended with {ended}: {self.log_tail()}")

    def kill(self):
        """kill -9, wherever it stands."""
        if self._process:
            self.kill_process()
            self._forget()

    def kill_process(self):
        """The same, and leaves the client to those who are using it."""
        self._process.kill()
        self._process.wait()
        self.kills += 1

    def _forget(self):
        self._process = None
        if self.client:
            self.client.close()
            self.client = None

    def drop_derived(self):
        for service in SERVICES:
            shutil.rmtree(self.data / service / "derived")

    def verify(self):
        """Records by log; every log must be sound."""
        logs = self.json("verify")
        unsound = [log for log in logs if log["result"] != "sound"]
        if unsound or [log["log"] for log in logs] != SERVICES:
            raise AssertionError(f"verify: {logs}")
        return {log["log"]: log["records"] for log in logs}

    def log_tail(self):
        return self._log().read_text(errors="replace")[-2000:]

    def _address_file(self):
        return self.data / "address"

    def _log(self):
        return self.data.parent / "up.log"
