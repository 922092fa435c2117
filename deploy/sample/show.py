"""Shows what happened to each customer, as the logs and the services tell it."""

import datetime
import time

from api import Refused, class_of, message

# What happens at one moment is told in this order: claim, money, what is done about it.
_STREAMS = [("dispute", "disputes/dispute-1"), ("invoicing", "ledger"), ("collections", "case")]
_CAUGHT_UP_WITHIN_S = 10


def _date(day):
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _money(amount):
    return f"{amount.units + amount.nanos / 1e9:,.2f} {amount.currency_code}"


def _word(parent, field):
    """The value of an enum field in words: "second reminder"."""
    value = parent.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number[
        getattr(parent, field)].name
    for prefix in ("LADDER_STEP_", "OUTCOME_", "REASON_", "PLACEMENT_STATE_", "REVERSAL_CAUSE_"):
        value = value.removeprefix(prefix)
    return value.lower().replace("_", " ")


# Event -> a sentence about it. What has none is a detail of how services agree.
_TELL = {
    "InvoiceIssued": lambda e: f"invoice {e.content.number}: {_money(e.content.amount)}, "
                               f"due {_date(e.content.due_date)}",
    "PaymentRecorded": lambda e: f"{_money(e.amount)} paid",
    "PaymentApplied": lambda e: "what was unapplied cleared invoices",
    "PaymentReversed": lambda e: f"payment of {_money(e.amount)} {_word(e, 'cause')}",
    "InvoiceWrittenOff": lambda e: f"{_money(e.amount)} written off",
    "WriteOffReversed": lambda e: f"{_money(e.amount)} expected again",
    "ItemsSetOff": lambda e: f"{_money(e.amount)} set off",
    "SetOffReversed": lambda e: f"{_money(e.amount)} no longer set off",
    "CreditNoteIssued": lambda e: f"{_money(e.amount)} credited",
    "DisputeOpened": lambda e: f"disputed: {_word(e, 'reason')}",
    "DisputedMarked": lambda e: f"{_money(e.marked)} marked as disputed, not chased",
    "DisputeClosed": lambda e: f"dispute closed: {_word(e, 'outcome')}",
    "LadderRun": lambda e: ", ".join(_word(step, "step") for step in e.steps),
    "MessageRefused": lambda e: f"message not allowed: {e.rule}",
    "HoldPlaced": lambda e: "put on hold" + (f" until {_date(e.until)}" if e.until.year else ""),
    "PromiseMade": lambda e: f"promised {_money(e.amount)} by {_date(e.due_date)}",
    "PromiseKept": lambda e: "promise kept",
    "PromiseBroken": lambda e: f"promise broken, {_money(e.paid)} paid",
    "PlacementOffered": lambda e: f"offered to {e.partner}, to answer by {_date(e.answer_by)}",
    "PlacementNotOffered": lambda e: f"no agency for {e.choice.region}",
    "PlacementRecalled": lambda e: "taken back from the agency",
}


def _catch_up(api):
    """Waits until lists and stream indexes, which follow the logs, have taken in all there is."""
    deadline = time.monotonic() + _CAUGHT_UP_WITHIN_S
    while time.monotonic() < deadline:
        marks = api.call("recourse.history.v1.HistoryService/GetMarks",
                         message("recourse.history.v1.GetMarksRequest"))
        if all(shard.applied_sequence >= shard.head_sequence
               for service in marks.services for shard in service.shards):
            return
        time.sleep(0.05)
    raise Refused(f"views are not up to date after {_CAUGHT_UP_WITHIN_S} seconds")


def _records(api, service, home, stream):
    version = 1
    while True:
        answer = api.call("recourse.history.v1.HistoryService/ReadStream",
                          message("recourse.history.v1.ReadStreamRequest", service=service,
                                  home=home, stream=stream, from_version=version))
        yield from map(class_of("recourse.history.v1.Record").FromString, answer.batch.records)
        if answer.next_version > answer.head_version:
            return
        version = answer.next_version


def _story(api, customer):
    """(day, sentence) for what happened, in the order in which it was recorded."""
    told = []
    for order, (service, stream) in enumerate(_STREAMS):
        for record in _records(api, service, customer.parent, stream):
            tell = _TELL.get(record.type.rsplit(".", 1)[1])
            if tell is None:
                continue
            at = datetime.datetime.fromtimestamp(record.recorded_at_us // 1_000_000,
                                                 datetime.timezone.utc)
            event = class_of(record.type).FromString(record.payload)
            told.append((record.recorded_at_us, order, record.version,
                         f"{at:%Y-%m-%d}", tell(event)))
    return [(day, sentence) for *_, day, sentence in sorted(told)]


def _ending(invoice, case, disputes):
    """How it stands, read from what the services answer and not from what was planned."""
    ending = []
    ending += [f"dispute {_word(dispute, 'outcome')}" for dispute in disputes]
    if case.promises_broken:
        ending.append("promise broken")
    if any(not hold.ended for hold in case.holds):
        ending.append("on hold")
    ending += [f"{_word(placement, 'state')} to {placement.partner.split('/')[1]}"
               for placement in case.placements]
    if invoice.paid.units == invoice.content.amount.units:
        ending.append("paid late")
    elif not invoice.open.units:
        ending.append("nothing owed")
    level = [chased for chased in case.invoices if chased.level and not case.placements]
    ending += [f"last step: {_word(chased, 'level')}" for chased in level]
    return ", ".join(ending)


def _row(api, customer):
    invoice = api.call("recourse.invoicing.v1.InvoicingService/GetInvoice",
                       message("recourse.invoicing.v1.GetInvoiceRequest", name=customer.invoice))
    case = api.call("recourse.collections.v1.CollectionsService/GetCase",
                    message("recourse.collections.v1.GetCaseRequest",
                            name=f"{customer.parent}/case"))
    listed = api.call("recourse.dispute.v1.DisputeService/ListDisputes",
                      message("recourse.dispute.v1.ListDisputesRequest", parent=customer.parent))
    letters = api.call("recourse.communication_log.v1.CommunicationLogService/ListContacts",
                       message("recourse.communication_log.v1.ListContactsRequest",
                               parent=customer.parent))
    sent = sum(bool(entry.message.file) for entry in letters.entries)
    return [customer.account, _money(invoice.content.amount), _money(invoice.open), str(sent),
            _ending(invoice, case, listed.disputes)]


def _print_table(header, rows):
    widths = [max(map(len, column)) for column in zip(header, *rows)]
    for row in [header, ["-" * width for width in widths], *rows]:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def show(api, customers, today):
    """Each customer's story, then one table over all of them."""
    _catch_up(api)
    for customer in customers:
        print(f"\n{customer.account} ({customer.name}, {customer.town}): {customer.story}")
        for day, sentence in _story(api, customer):
            print(f"  {day}  {sentence}")
    print(f"\nHow it stands on {today}:\n")
    _print_table(["account", "billed", "open", "letters", "how it ended"],
                 [_row(api, customer) for customer in customers])
