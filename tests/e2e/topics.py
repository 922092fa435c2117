"""What a topic holds, read by a Kafka client that is not ours."""

from kafka import KafkaConsumer, TopicPartition

RECORD = "recourse.history.v1.Record"


def topic_of(service):
    return f"recourse.{service}.v1"


def messages(address, topic):
    """All that the topic holds by now, partition by partition, in order."""
    consumer = KafkaConsumer(bootstrap_servers=address, enable_auto_commit=False)
    try:
        numbers = sorted(consumer.partitions_for_topic(topic))
        partitions = [TopicPartition(topic, number) for number in numbers]
        for partition, end in consumer.end_offsets(partitions).items():
            consumer.assign([partition])
            consumer.seek_to_beginning(partition)
            while consumer.position(partition) < end:
                for batch in consumer.poll(timeout_ms=1000).values():
                    yield from batch
    finally:
        consumer.close()


def records(api, address, service):
    """By shard and sequence, the records' own bytes. What comes twice must be the same."""
    record_class = api.message(RECORD)
    found = {}
    for message in messages(address, topic_of(service)):
        record = record_class.FromString(message.value)
        key = (message.partition, record.sequence)
        if found.setdefault(key, message.value) != message.value:
            raise AssertionError(f"{service}: two records are {key}")
    return found


def logged(api, client, service):
    """The same of the log, as its owner tells it."""
    record_class = api.message(RECORD)
    marks = client.message("recourse.history.v1.HistoryService/GetMarks", services=[service])
    found = {}
    for mark in marks.services[0].shards:
        sequence = 1
        while sequence <= mark.head_sequence:
            answer = client.message(
                "recourse.history.v1.HistoryService/ReadRecords",
                service=service, shard=mark.shard, from_sequence=sequence,
            )
            for value in answer.batch.records:
                found[mark.shard, record_class.FromString(value).sequence] = value
            sequence = answer.next_sequence
    return found
