"""A small business, told as dated commands: one issuer, six customers, six ways it can end."""

import datetime
from dataclasses import dataclass, field

from api import message

BEGIN = datetime.date(2026, 1, 1)
# Within the days that the agency has to answer the offer of 17 April.
END = datetime.date(2026, 4, 20)

ISSUER = "harbour-tools"
ZONE = "Europe/Dublin"
_INVOICING = "recourse.invoicing.v1"
_COLLECTIONS = "recourse.collections.v1"
_DISPUTE = "recourse.dispute.v1"


@dataclass
class Customer:
    """Whom it is about, and what is special about the one invoice."""

    account: str
    story: str
    name: str
    lines: list
    town: str
    postal_code: str
    country: str
    region: str
    language: str
    zone: str
    channel: str
    number: str
    euros: int
    issued: datetime.date
    due: datetime.date
    kind: str = "BUSINESS"
    then: list = field(default_factory=list)  # Commands made by the functions below.

    @property
    def parent(self):
        return f"accounts/{self.account}"

    @property
    def invoice_id(self):
        return f"inv-{self.number}"

    @property
    def invoice(self):
        return f"{self.parent}/invoices/{self.invoice_id}"


def day(value):
    return message("google.type.Date", year=value.year, month=value.month, day=value.day)


def euros(amount):
    return message("google.type.Money", currency_code="EUR", units=amount)



@dataclass
class Command:
    """A request and the day on which it is made."""

    on: datetime.date
    step: int
    home: str
    method: str
    request: object

    @property
    def label(self):
        return f"{self.method.split('/')[1]} of {self.home}"


def _command(on, step, home, method, request_type, **fields):
    # The id follows from what is asked, so that asking again changes nothing.
    request_id = f"sample-{home.replace('/', '-')}-{request_type.rsplit('.', 1)[1]}"
    request = message(request_type, request_id=request_id, **fields)
    return Command(on, step, home, method, request)


def pays(customer, on, amount):
    return _command(
        on, 3, customer.parent, f"{_INVOICING}.InvoicingService/RecordPayment",
        f"{_INVOICING}.RecordPaymentRequest", parent=customer.parent, payment_id="pay-1",
        amount=euros(amount), effective_date=day(on),
        designations=[{"invoice_id": customer.invoice_id, "amount": euros(amount)}])


def disputes(customer, on, reason, words):
    return _command(
        on, 3, customer.parent, f"{_DISPUTE}.DisputeService/OpenDispute",
        f"{_DISPUTE}.OpenDisputeRequest", parent=customer.parent, dispute_id="dispute-1",
        invoice=customer.invoice, reason=reason, raised_by="RAISED_BY_CUSTOMER",
        note={"text": words}, opened_on=day(on))


def is_decided(customer, on, outcome, grounds=None):
    return _command(
        on, 3, customer.parent, f"{_DISPUTE}.DisputeService/CloseDispute",
        f"{_DISPUTE}.CloseDisputeRequest", name=f"{customer.parent}/disputes/dispute-1",
        outcome=outcome, grounds={"text": grounds} if grounds else None, closed_on=day(on))


def promises(customer, on, amount, until):
    return _command(
        on, 3, customer.parent, f"{_COLLECTIONS}.CollectionsService/RecordPromiseToPay",
        f"{_COLLECTIONS}.RecordPromiseToPayRequest", parent=f"{customer.parent}/case",
        promise_id="promise-1", invoices=[customer.invoice], amount=euros(amount),
        due_date=day(until))


def is_held(customer, on):
    return _command(
        on, 3, customer.parent, f"{_COLLECTIONS}.CollectionsService/PlaceHold",
        f"{_COLLECTIONS}.PlaceHoldRequest", parent=f"{customer.parent}/case", hold_id="hold-1",
        reason="HOLD_REASON_MANUAL")


def _issuer():
    return _command(
        BEGIN, 0, f"issuers/{ISSUER}", f"{_INVOICING}.InvoicingService/RegisterIssuer",
        f"{_INVOICING}.RegisterIssuerRequest", issuer_id=ISSUER,
        issuer={"display_name": "Harbour Tools Ltd", "tax_id": "IE1234567T",
                "bank_account": {"iban": "IE29AIBK93115212345678", "bic": "AIBKIE2D"},
                "court_venue": "Dublin", "language_code": "en", "country_code": "IE",
                "time_zone": ZONE})


def _agency(partner, name, regions):
    return _command(
        BEGIN, 0, f"partners/{partner}", f"{_COLLECTIONS}.CollectionsService/RegisterPartner",
        f"{_COLLECTIONS}.RegisterPartnerRequest", partner_id=partner, display_name=name,
        kind="PARTNER_KIND_AGENCY", regions=regions, answer_days=7)


def _opens(customer):
    address = {"lines": customer.lines, "postal_code": customer.postal_code,
               "town": customer.town, "country_code": customer.country}
    mailbox = f"accounts@{customer.account}.example"
    return _command(
        BEGIN, 1, customer.parent, f"{_INVOICING}.InvoicingService/OpenAccount",
        f"{_INVOICING}.OpenAccountRequest", account_id=customer.account,
        account={"issuer": f"issuers/{ISSUER}", "kind": f"ACCOUNT_KIND_{customer.kind}",
                 "language_code": customer.language, "time_zone": customer.zone,
                 "country_code": customer.country, "region": customer.region,
                 "preferred_channel": f"PREFERRED_CHANNEL_{customer.channel}"},
        personal_data={"display_name": customer.name, "legal_name": customer.name,
                       "postal_addresses": [address], "email_addresses": [mailbox]})


def _is_billed(customer):
    line = {"description": "Tools as ordered", "quantity": "1", "unit_price": str(customer.euros),
            "amount": euros(customer.euros)}
    return _command(
        customer.issued, 2, customer.parent, f"{_INVOICING}.InvoicingService/IssueInvoice",
        f"{_INVOICING}.IssueInvoiceRequest", parent=customer.parent,
        invoice_id=customer.invoice_id,
        invoice={"content": {"number": customer.number, "issue_date": day(customer.issued),
                             "due_date": day(customer.due), "amount": euros(customer.euros),
                             "lines": [line]}})


def commands(customers):
    """All that people did, in the order of the days."""
    done = [_issuer(), _agency("isar-inkasso", "Isar Inkasso GmbH", ["DE-BY"]),
            _agency("liffey-credit", "Liffey Credit Control Ltd", ["IE"])]
    for customer in customers:
        done += [_opens(customer), _is_billed(customer), *customer.then]
    return sorted(done, key=lambda command: (command.on, command.step))
