"""What is on Kafka, as an AsyncAPI 3 document made from the protos and their comments."""

import json
import re

from google.protobuf import descriptor_pb2

ENGINE = "recourse.history.v1"  # What any service's log may hold beside its own events.
RECORD = f"{ENGINE}.Record"
_MESSAGE_TYPE = 4  # The field of FileDescriptorProto that holds its messages.

INTRODUCTION = """\
Every event of every service, each once in effect and in the order of its home. A topic holds what
the service's log holds: the content of a message is a recourse.history.v1.Record, whose `payload`
is the event that `ce_type` names. proto/recourse.binpb is the descriptor set that reads both.
Personal data in events is sealed. A message may lie there twice: within a partition, drop what is
not above the last `ce_sequence` that was handled."""

# CloudEvents 1.0, binary mode of the Kafka protocol binding.
HEADERS = {
    "content-type": {"const": "application/protobuf"},
    "ce_specversion": {"const": "1.0"},
    "ce_id": {
        "type": "string", "pattern": "^[0-9]+-[0-9]+-[0-9]+$",
        "description": "Shard, epoch and sequence: one of a kind within its source."},
    "ce_source": {
        "type": "string", "pattern": "^/recourse/[0-9a-f]{16}/[a-z_]+$",
        "description": "The installation and the service."},
    "ce_type": {"type": "string", "description": "Full name of the event's message."},
    "ce_time": {"type": "string", "format": "date-time", "description": "When it was recorded."},
    "ce_sequence": {
        "type": "string", "pattern": "^[0-9]{20}$",
        "description": "Place in its partition, dense from 1: texts order as the numbers do."},
    "ce_subject": {
        "type": "string", "description": "<home>/<stream>; not for records of the engine."},
    "ce_partitionkey": {
        "type": "string", "description": "The home, which is the key too; not for records of the "
                                         "engine."},
    "traceparent": {
        "type": "string", "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-01$",
        "description": "W3C Trace Context: the trace of the call that led here, and as parent id "
                       "this record's own; only where that call had one."},
}
OPTIONAL = {"ce_subject", "ce_partitionkey", "traceparent"}
# Events that another event holds, as what it asks for or agrees to.
HELD_EVENTS = {f"recourse.invoicing.v1.{name}" for name in (
    "ChargeWaived", "CreditNoteIssued", "InvoiceWrittenOff", "RefundRequested")}


def _held(files):
    """Full names of all messages that a field of some message holds, but for what is answered."""
    stored = [file for file in files
              if not file.name.endswith("_service.proto") and "/views/" not in file.name]
    return {
        field.type_name.lstrip(".")
        for file in stored for message in file.message_type for field in message.field
        if field.type_name
    }


def _comments(file):
    """By message name, the comment before it, in one paragraph."""
    found = {}
    for location in file.source_code_info.location:
        if len(location.path) == 2 and location.path[0] == _MESSAGE_TYPE:
            name = file.message_type[location.path[1]].name
            found[name] = " ".join(location.leading_comments.split())
    return found


def events(files):
    """(full name, comment) of every event that may lie in a log, by package."""
    held = _held(files)
    found = {}
    for file in files:
        if not re.search(r"(_events|history/v1/record)\.proto$", file.name):
            continue
        comments = _comments(file)
        for message in file.message_type:
            name = f"{file.package}.{message.name}"
            if (name not in held or name in HELD_EVENTS) and name != RECORD:
                found.setdefault(file.package, []).append((name, comments.get(message.name, "")))
    return found


def _message(name, comment):
    return {
        "name": name,
        "summary": comment,
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "headers": {"type": "object", "properties": {"ce_type": {"const": name}}},
        "payload": {"type": "string", "format": "binary"},
        "x-protobuf": {"content": RECORD, "event": name, "descriptors": "proto/recourse.binpb"},
    }


def _channel(service, names):
    return {
        "address": f"recourse.{service}.v1",
        "description": f"The log of {service}, a partition for each of its shards.",
        "messages": {
            name.rpartition(".")[2]: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {"kafka": {
            "topicConfiguration": {
                "cleanup.policy": ["delete"], "retention.ms": -1, "retention.bytes": -1,
                "max.message.bytes": 3145728},
            "bindingVersion": "0.5.0"}},
    }


PARTNER_EVENT = "recourse.collections.v1.EscalationIssued"


def _partner_message():
    """What a partner's topic holds: the event itself, and no record around it."""
    headers = {
        **{name: HEADERS[name] for name in ["content-type", "ce_specversion", "ce_time"]},
        "ce_id": {"type": "string", "pattern": "^[0-9]+$", "description": "The feed's sequence."},
        "ce_source": {
            "type": "string", "pattern": "^/recourse/[0-9a-f]{16}/partners/[A-Za-z0-9._-]+$",
            "description": "The installation and the partner."},
        "ce_type": {"const": PARTNER_EVENT},
        "ce_subject": {"type": "string", "description": "The placement, which is the key too."},
        "ce_sequence": {**HEADERS["ce_sequence"], "description": "Place in the feed, from 1."},
    }
    return {
        "name": PARTNER_EVENT,
        "summary": "What a partner is told of a placement, without personal data.",
        "contentType": "application/protobuf",
        "headers": {"type": "object", "properties": headers, "required": sorted(headers)},
        "payload": {"type": "string", "format": "binary"},
        "x-protobuf": {"content": PARTNER_EVENT, "descriptors": "proto/recourse.binpb"},
    }


def _partner_channel():
    channel = _channel("partner", [])
    return {
        **channel,
        "address": "recourse.partner.{partner}.v1",
        "parameters": {"partner": {"description": "Of partners/<partner>, who alone may read it."}},
        "description": "The feed of one partner: one partition, entry n at offset n - 1.",
        "messages": {
            "EscalationIssued": {"$ref": "#/components/messages/partner.EscalationIssued"}},
    }


def document(described):
    """The document, as text, of a serialised descriptor set with its comments."""
    files = descriptor_pb2.FileDescriptorSet.FromString(described).file
    found = events(files)
    names = {package: [name for name, _ in each] for package, each in found.items()}
    engine = names.pop(ENGINE, [])
    own = {package.split(".")[1]: each for package, each in names.items()}
    return json.dumps({
        "asyncapi": "3.1.0",
        "info": {
            "title": "Recourse: what happened", "version": "1", "description": INTRODUCTION,
            "license": {"name": "Apache-2.0"}},
        "defaultContentType": "application/protobuf",
        "channels": {
            **{service: _channel(service, each + engine) for service, each in own.items()},
            "partner": _partner_channel()},
        "operations": {
            **{f"publish_{service}": {
                "action": "send", "channel": {"$ref": f"#/channels/{service}"},
                "summary": f"Each record that {service} has released."} for service in own},
            "publish_partner": {
                "action": "send", "channel": {"$ref": "#/channels/partner"},
                "summary": "Each entry of the partner's feed."}},
        "components": {
            "messages": {
                **{name: _message(name, comment)
                   for each in found.values() for name, comment in each},
                "partner.EscalationIssued": _partner_message()},
            "messageTraits": {"cloudEvent": {
                "contentType": "application/protobuf",
                "headers": {
                    "type": "object", "properties": HEADERS,
                    "required": [name for name in HEADERS if name not in OPTIONAL]},
                "bindings": {"kafka": {
                    "key": {"type": "string", "description": "The home, such as accounts/a1."},
                    "bindingVersion": "0.5.0"}},
            }},
        },
    }, indent=1) + "\n"
