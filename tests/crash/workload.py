"""A stream of commands for a few accounts, each with a request id, and what became of them."""

import random
import threading
from dataclasses import dataclass, field

import grpc

ACCOUNTS = [f"a{number}" for number in range(1, 13)]
# Nothing is paid here, so what is claimed is marked, and what is conceded credited.
UNPAID = {"a4", "a8", "a12"}
DAY = {"year": 2026, "month": 1, "day": 15}
DUE = {"year": 2026, "month": 2, "day": 14}
INVOICING = "recourse.invoicing.v1.InvoicingService/"
DISPUTE = "recourse.dispute.v1.DisputeService/"
# A part can be conceded only once invoicing has answered, so that is not asked for here.
OUTCOMES = ["OUTCOME_CONCEDED", "OUTCOME_REJECTED", "OUTCOME_WITHDRAWN"]
CONTACTS = "recourse.communication_log.v1.CommunicationLogService/"

# How a call ends whose server is gone: done or not done, nobody knows.
UNKNOWN = {
    grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED, grpc.StatusCode.DEADLINE_EXCEEDED,
}


def euros(units):
    return {"currency_code": "EUR", "units": units}


@dataclass(frozen=True)
class Command:
    rpc: str
    fields: dict = field(hash=False)

    @property
    def request_id(self):
        return self.fields["request_id"]

    def ask(self, client):
        return client.call(self.rpc, **self.fields)


def founding():
    """Commands that make the issuer and the accounts."""
    yield Command(INVOICING + "RegisterIssuer", {
        "request_id": "issuer", "issuer_id": "acme", "issuer": {
            "display_name": "Acme", "tax_id": "DE123456789", "court_venue": "Berlin",
            "bank_account": {"iban": "DE89370400440532013000"},
            "language_code": "en", "country_code": "DE", "time_zone": "UTC"}})
    for account in ACCOUNTS:
        yield Command(INVOICING + "OpenAccount", {
            "request_id": f"open-{account}", "account_id": account,
            "account": {
                "issuer": "issuers/acme", "kind": "ACCOUNT_KIND_BUSINESS", "language_code": "en",
                "time_zone": "UTC", "country_code": "DE",
                "preferred_channel": "PREFERRED_CHANNEL_LETTER"},
            "personal_data": {
                "display_name": "Hansen", "legal_name": "Hansen GmbH",
                "postal_addresses": [
                    {"lines": ["Kai 1"], "postal_code": "20457", "town": "Hamburg",
                     "country_code": "DE"}]}})


class Journal:
    """What was asked: acknowledged with an answer, or under way when the server died."""

    def __init__(self):
        self.answers = {}  # request id -> (command, answer)
        self.unknown = {}  # request id -> command
        self.last_refusal = ""  # Why one was not answered.
        self._lock = threading.Lock()

    def ask(self, client, command):
        """Asks for the first time or again; whether it was answered."""
        try:
            answer = command.ask(client)
        except grpc.RpcError as error:
            if error.code() not in UNKNOWN:
                raise AssertionError(f"{command}: {error.code()}: {error.details()}") from error
            with self._lock:
                self.last_refusal = f"{error.code()}: {error.details()}"
                if command.request_id not in self.answers:
                    self.unknown[command.request_id] = command
            return False
        with self._lock:
            known = self.answers.setdefault(command.request_id, (command, answer))[1]
            self.unknown.pop(command.request_id, None)
        if known != answer:
            raise AssertionError(f"{command}: answered {known}, and again {answer}")
        return True

    def fields(self, rpc):
        """Of every acknowledged command of that name, what it asked."""
        return [command.fields for command, _ in self.answers.values()
                if command.rpc.endswith("/" + rpc)]


class Stream:
    """Commands of one client thread, the same for the same seed and the same invoices so far."""

    def __init__(self, seed, name):
        self._random = random.Random(f"{seed}/{name}")
        self._name = name
        self._count = 0
        self._invoices = {account: [] for account in ACCOUNTS}
        self._disputable = []
        self._disputed = []  # Names of disputes that are to be closed.

    def next(self):
        self._count += 1
        account = self._random.choice(ACCOUNTS)
        make = self._random.choices(
            [self._payment, self._invoice, self._dispute, self._close, self._contact],
            [10, 5, 4, 2, 2])[0]
        return make(account, f"{self._name}-{self._count}")

    def _payment(self, account, name):
        if account in UNPAID:
            return self._invoice(account, name)
        amount = self._random.randint(1, 40)
        fields = {"payment_id": f"p-{name}", "amount": euros(amount), "effective_date": DAY}
        if self._invoices[account] and self._random.random() < 0.5:
            invoice = self._random.choice(self._invoices[account])
            fields["designations"] = [{"invoice_id": invoice, "amount": euros(amount)}]
        return self._command(INVOICING + "RecordPayment", account, name, fields)

    def _invoice(self, account, name):
        """Every second one may be disputed; payments are designated to the others only, so what
        is marked of an invoice stays marked until the dispute is closed."""
        if self._count % 2:
            self._invoices[account].append(f"i-{name}")
        else:
            self._disputable.append((account, f"i-{name}"))
        content = {"number": f"n-{name}", "issue_date": DAY, "due_date": DUE,
                   "amount": euros(self._random.randint(20, 200))}
        fields = {"invoice_id": f"i-{name}", "invoice": {"content": content}}
        return self._command(INVOICING + "IssueInvoice", account, name, fields)

    def _dispute(self, account, name):
        if not self._disputable:
            return self._invoice(account, name)
        account, invoice = self._one_of(self._disputable)
        fields = {
            "dispute_id": f"d-{name}", "invoice": f"accounts/{account}/invoices/{invoice}",
            "reason": "REASON_QUALITY_OF_GOODS", "raised_by": "RAISED_BY_CUSTOMER",
            "opened_on": DAY}
        if self._random.random() < 0.5:
            fields["claimed"] = euros(self._random.randint(1, 20))
        if account in UNPAID:
            self._disputed.append(f"accounts/{account}/disputes/d-{name}")
        return self._command(DISPUTE + "OpenDispute", account, name, fields)

    def _close(self, account, name):
        """A concession leads to a credit note, and then, as every end, to a release."""
        if not self._disputed:
            return self._dispute(account, name)
        outcome = self._random.choice(OUTCOMES)
        fields = {"request_id": f"r-{name}", "name": self._one_of(self._disputed),
                  "outcome": outcome, "closed_on": DAY}
        if outcome == "OUTCOME_REJECTED":
            fields["grounds"] = {"text": "Delivered as ordered."}
        return Command(DISPUTE + "CloseDispute", fields)

    def _contact(self, account, name):
        return self._command(CONTACTS + "RecordContact", account, name, {
            "contact_id": f"c-{name}", "channel": "CHANNEL_PHONE",
            "direction": "DIRECTION_INBOUND", "outcome": "CONTACT_OUTCOME_REACHED",
            "occurred_at": "2026-01-15T10:00:00Z", "time_zone": "UTC"})

    def _one_of(self, waiting):
        """Takes it out."""
        return waiting.pop(self._random.randrange(len(waiting)))

    def _command(self, rpc, account, name, fields):
        return Command(rpc, {"request_id": f"r-{name}", "parent": f"accounts/{account}", **fields})
