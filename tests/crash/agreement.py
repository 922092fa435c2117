"""That the logs hold exactly what was acknowledged, and that all four services agree."""

import collections
import time

from installation import SERVICES
from workload import ACCOUNTS, INVOICING

HISTORY = "recourse.history.v1.HistoryService/"
SETTLED_WITHIN_S = 60


class LogMirror:
    """Reads on in every log of an installation and counts the request ids that lie there."""

    def __init__(self, api):
        self._record = api.message("recourse.history.v1.Record")
        self._read = collections.Counter()  # (service, shard) -> last sequence read
        self.requests = collections.Counter()
        self.unanswered = collections.Counter()  # Under way at a kill: written or not.

    def catch_up(self, client):
        for name in SERVICES:
            (service,) = client.call(HISTORY + "GetMarks", services=[name])["services"]
            for shard in service["shards"]:
                self._read_shard(
                    client, name, shard.get("shard", 0), int(shard.get("head_sequence", 0)))

    def _read_shard(self, client, service, shard, head):
        place = (service, shard)
        if head < self._read[place]:
            raise AssertionError(f"lost: {place} ends at {head}, was at {self._read[place]}")
        while self._read[place] < head:
            answer = client.message(
                HISTORY + "ReadRecords", service=service, shard=shard,
                from_sequence=self._read[place] + 1)
            for record in answer.batch.records:
                request = self._record.FromString(record).request.request_id
                self.requests[request] += bool(request)
            self._read[place] = answer.next_sequence - 1

    def compare(self, journal):
        """Before anything is asked again: a retry would mend what was lost."""
        lost = [each for each in journal.answers if self.requests[each] == 0]
        twice = [each for each in (*journal.answers, *journal.unknown) if self.requests[each] > 1]
        if lost or twice:
            raise AssertionError(f"lost: {lost}, twice: {twice}")
        self.unanswered.update(
            "written" if self.requests[each] else "not written" for each in journal.unknown)


def settle(recourse):
    """Waits until invoicing has done what every dispute asks for, and then until collections has
    taken in every account's last event of invoicing."""
    _await(lambda: _pending(recourse.client))
    last = {}
    for record in recourse.events("--service", "invoicing", "--homes", "accounts/"):
        last[record["shard"]] = max(record["sequence"], last.get(record["shard"], 0))
    _await(lambda: _behind(recourse.client, last))


def _await(waiting):
    """Until nothing waits any more."""
    until = time.monotonic() + SETTLED_WITHIN_S
    while left := waiting():
        if time.monotonic() > until:
            raise AssertionError(f"not settled: {left}")


def _behind(client, last):
    (service,) = client.call(HISTORY + "GetMarks", services=["collections"])["services"]
    consumed = {
        shard.get("shard", 0): int(mark.get("through_sequence", 0))
        for shard in service["shards"] for mark in shard.get("consumed", [])
        if mark["source"] == "invoicing"}
    return [f"collections, shard {shard}: {consumed.get(shard, 0)} of {sequence}"
            for shard, sequence in last.items() if consumed.get(shard, 0) < sequence]


def _pending(client):
    return [dispute["name"] for account in ACCOUNTS for dispute in disputes(client, account)
            if "PROMISE_STATE_PENDING" in (dispute["marking"], dispute["credit"])
            or _was_closed(dispute) and dispute["release"] != "PROMISE_STATE_KEPT"]


def _was_closed(dispute):
    """By a command, and not because the invoice had been paid before it could be marked."""
    return dispute.get("outcome", "OUTCOME_VOID") != "OUTCOME_VOID"


def disputes(client, account):
    return client.pages("recourse.dispute.v1.DisputeService/ListDisputes", "disputes",
                        parent=f"accounts/{account}")


def units(money):
    return int(money.get("units", 0))


def differences(recourse, journal):
    """All in which ledgers, disputes, contacts and cases are not what was acknowledged."""
    payments = collections.Counter(
        (record["home"], record["event"]["payment_id"], units(record["event"]["amount"]))
        for record in recourse.events("--service", "invoicing", "--type", "PaymentRecorded"))
    asked = [(each["parent"], each["payment_id"], each["amount"]["units"])
             for each in journal.fields("RecordPayment")]
    found = _different("payments", payments, asked)
    credits = collections.Counter(
        (f"{record['home']}/invoices/{record['event']['invoice_id']}",
         units(record["event"]["amount"]))
        for record in recourse.events("--service", "invoicing", "--type", "CreditNoteIssued"))
    found += _different("credit notes", credits, _concessions(journal))
    for account in ACCOUNTS:
        found += _account_differences(recourse.client, journal, account)
    return found


def _concessions(journal):
    """The invoice and amount of each that was acknowledged."""
    amounts = {f"{each['parent']}/invoices/{each['invoice_id']}":
               each["invoice"]["content"]["amount"] for each in journal.fields("IssueInvoice")}
    claims = {f"{each['parent']}/disputes/{each['dispute_id']}": each
              for each in journal.fields("OpenDispute")}
    for closed in journal.fields("CloseDispute"):
        if closed["outcome"] == "OUTCOME_CONCEDED":
            claim = claims[closed["name"]]
            yield claim["invoice"], claim.get("claimed", amounts[claim["invoice"]])["units"]


def _account_differences(client, journal, account):
    home = f"accounts/{account}"
    invoices = client.pages(INVOICING + "ListInvoices", "invoices", parent=home)
    opened = disputes(client, account)
    contacts = client.pages(
        "recourse.communication_log.v1.CommunicationLogService/ListContacts", "entries",
        parent=home)
    chased = client.call("recourse.collections.v1.CollectionsService/GetCase", name=f"{home}/case")
    lines = client.call(INVOICING + "GetBalance", name=home).get("lines", [])

    def asked(rpc, part, id_field):
        return [f"{home}/{part}/{each[id_field]}" for each in journal.fields(rpc)
                if each["parent"] == home]

    marked = collections.Counter()
    for dispute in opened:
        if not _was_closed(dispute):
            marked[dispute["invoice"]] += units(dispute.get("marked", {}))
    owed = [(each["name"], units(each["open"]), units(each["disputed"]))
            for each in invoices if units(each["open"])]
    found = _different("invoices", [each["name"] for each in invoices],
                       asked("IssueInvoice", "invoices", "invoice_id"))
    found += _different("disputes", [each["name"] for each in opened],
                        asked("OpenDispute", "disputes", "dispute_id"))
    found += _different(
        "outcomes", [(each["name"], each["outcome"]) for each in opened if _was_closed(each)],
        [(each["name"], each["outcome"]) for each in journal.fields("CloseDispute")
         if each["name"].startswith(f"{home}/")])
    found += _different("contacts", [each["contact"]["name"] for each in contacts],
                        asked("RecordContact", "contacts", "contact_id"))
    found += _different("marked", [(each["name"], units(each["disputed"])) for each in invoices],
                        [(each["name"], marked[each["name"]]) for each in invoices])
    found += _different(
        "chased", [(each["invoice"], units(each["open"]), units(each["disputed"]))
                   for each in chased.get("invoices", [])], owed)
    received = sum(each["amount"]["units"] for each in journal.fields("RecordPayment")
                   if each["parent"] == home)
    paid = sum(units(each["paid"]) for each in invoices)
    paid += sum(units(line["unapplied"]) for line in lines)
    return found + _different("money received", [(home, paid)], [(home, received)])


def _different(what, found, expected):
    found, expected = collections.Counter(found), collections.Counter(expected)
    if found == expected:
        return []
    missing, too_many = expected - found, found - expected
    return [f"{what}: missing {len(missing)}, such as {list(missing)[:3]},"
            f" too many {len(too_many)}, such as {list(too_many)[:3]}"]
