#include "services/invoicing/api/invoice_fields.h"
#include "services/invoicing/api/list_calls.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

struct InvoiceChoice {
  v1::InvoiceState state = v1::INVOICE_STATE_UNSPECIFIED;  // Unspecified: issued.
  v1::DocumentStatus document_status = v1::DOCUMENT_STATUS_UNSPECIFIED;
  v1::ClearingStatus clearing_status = v1::CLEARING_STATUS_UNSPECIFIED;
  AmountFilter amounts;
  DayRange due;
  DayRange issued;
  std::string number_prefix;
  bool disputed_only = false;
  bool only_open = false;
};

InvoiceChoice ReadChoice(const v1::ListInvoicesRequest& request, rpc::Fields fields) {
  const v1::InvoiceFilter& filter = request.filter();
  if (filter.state() != v1::INVOICE_STATE_UNSPECIFIED) fields.OneOf("state", filter.state());
  if (filter.document_status() != v1::DOCUMENT_STATUS_UNSPECIFIED) {
    fields.OneOf("document_status", filter.document_status());
  }
  if (filter.clearing_status() != v1::CLEARING_STATUS_UNSPECIFIED) {
    fields.OneOf("clearing_status", filter.clearing_status());
  }
  return {
      .state = filter.state(),
      .document_status = filter.document_status(),
      .clearing_status = filter.clearing_status(),
      .amounts = ReadAmounts(fields, filter.currency_code(), filter.has_amount_at_least(),
                             filter.amount_at_least()),
      .due = ReadRange(fields, "due_from", filter.has_due_from(), filter.due_from(), "due_through",
                       filter.has_due_through(), filter.due_through()),
      .issued = ReadRange(fields, "issued_from", filter.has_issued_from(), filter.issued_from(),
                          "issued_through", filter.has_issued_through(), filter.issued_through()),
      .number_prefix =
          fields.OptionalText("number_prefix", filter.number_prefix(), kNumberBytesMax),
      .disputed_only = filter.disputed_only(),
      .only_open = request.only_open()};
}

bool IsInState(const InvoiceChoice& choice, const Invoice& invoice) {
  const bool any_state = choice.state == v1::INVOICE_STATE_UNSPECIFIED;
  const bool any_status = choice.document_status == v1::DOCUMENT_STATUS_UNSPECIFIED;
  if (any_state && any_status && invoice.status != Invoice::Status::kIssued) return false;
  return (any_state || choice.state == StateOf(invoice)) &&
         (any_status || choice.document_status == DocumentStatusOf(invoice)) &&
         (choice.clearing_status == v1::CLEARING_STATUS_UNSPECIFIED ||
          choice.clearing_status == ClearingStatusOf(invoice));
}

bool Fits(const InvoiceChoice& choice, const Invoice& invoice) {
  if (!IsInState(choice, invoice) || !choice.amounts.Fits(invoice.amount)) return false;
  if (!choice.due.Holds(invoice.due_date) || !choice.issued.Holds(invoice.issue_date)) return false;
  if (!invoice.number.starts_with(choice.number_prefix)) return false;
  if (choice.only_open && invoice.open.minor_units == 0) return false;
  return !choice.disputed_only || invoice.Disputed().minor_units != 0;
}

// What an invoice says many of: a page would not fit into a message with them.
void ClearLists(v1::InvoiceContent& content) {
  content.clear_lines();
  content.clear_preceding_invoices();
  content.clear_tax_breakdown();
  content.clear_allowances_and_charges();
}

void Add(const std::string& home, const std::string& id, const LedgerAsKnown& known,
         v1::ListInvoicesResponse& response) {
  v1::Invoice& added = *response.add_invoices();
  added = ToInvoice(home + "/invoices/" + id, "", known.ledger.invoices.at(id));
  const auto content = known.contents.find(id);
  if (content != known.contents.end()) Write(content->second, added.mutable_content());
  ClearLists(*added.mutable_content());
}

ListRow RowOf(const std::string& id, const Invoice& invoice) {
  return {id, invoice.issue_date, invoice.due_date, invoice.amount, invoice.number};
}

// Whether an invoice may be chosen by what of it is open.
bool LooksAtBalance(const InvoiceChoice& choice) {
  return choice.only_open || choice.disputed_only || choice.state == v1::INVOICE_STATE_OPEN ||
         choice.state == v1::INVOICE_STATE_CLEARED ||
         choice.clearing_status != v1::CLEARING_STATUS_UNSPECIFIED;
}

// As much of an invoice as a choice looks at that does not look at its balance.
Invoice AsFarAsKnown(const IssuerItem& known) {
  Invoice invoice;
  invoice.amount = known.amount;
  invoice.open = {0, known.amount.currency};
  invoice.number = known.number;
  invoice.issue_date = known.day;
  invoice.due_date = known.due;
  switch (known.status) {
    case views::v1::ISSUER_INVOICE_STATUS_CANCELLED:
      invoice.cancelled = std::make_shared<const Cancellation>();
      [[fallthrough]];
    case views::v1::ISSUER_INVOICE_STATUS_ISSUED:
      invoice.status = Invoice::Status::kIssued;
      break;
    case views::v1::ISSUER_INVOICE_STATUS_REFUSED:
      invoice.status = Invoice::Status::kRefused;
      break;
    case views::v1::ISSUER_INVOICE_STATUS_REQUESTED:
    case views::v1::ISSUER_INVOICE_STATUS_UNSPECIFIED:
    case views::v1::IssuerInvoiceStatus_INT_MIN_SENTINEL_DO_NOT_USE_:
    case views::v1::IssuerInvoiceStatus_INT_MAX_SENTINEL_DO_NOT_USE_:
      invoice.status = Invoice::Status::kRequested;
      break;
  }
  return invoice;
}

void SetBalance(const ItemBalance& balance, Invoice& invoice) {
  invoice.open = balance.open;
  if (balance.disputed.minor_units == 0) return;
  Claim& claim = invoice.claims.emplace_back();
  claim.claimed = balance.disputed;
}

}  // namespace

Expected<rpc::Begin<v1::ListInvoicesResponse>, Failure> ListInvoices(
    const AccountLists& lists, const IssuerLists& over,
    const rpc::Call<v1::ListInvoicesRequest>& call) {
  rpc::Fields fields;
  const OrdersAllowed orders = {v1::ORDER_BY_DATE, v1::ORDER_BY_DUE_DATE, v1::ORDER_BY_AMOUNT,
                                v1::ORDER_BY_NUMBER};
  const InvoiceChoice choice = ReadChoice(call.request, fields.Within("filter"));
  if (IssuerLists::IsAsked(call.request.parent())) {
    return over.List<v1::ListInvoicesResponse>(
        call, fields, IssuerItemsView::kInvoices, orders,
        [choice](const IssuerItem& known, const IssuerLists::Balance& balance) {
          Invoice invoice = AsFarAsKnown(known);
          const bool is_issued = invoice.status == Invoice::Status::kIssued;
          if (is_issued && LooksAtBalance(choice)) SetBalance(balance(), invoice);
          return Fits(choice, invoice) ? std::optional(RowOf("", invoice)) : std::nullopt;
        },
        Add);
  }
  const ListOrdering ordering = ReadOrdering(call.request.order(), orders, fields.Within("order"));
  const auto rows = [choice](const LedgerAsKnown& known) {
    std::vector<ListRow> found;
    for (const auto& [id, invoice] : known.ledger.invoices) {
      if (!Fits(choice, invoice)) continue;
      found.push_back(RowOf(id, invoice));
    }
    return found;
  };
  const auto add = [home = call.request.parent()](const LedgerAsKnown& known, const ListRow& row,
                                                  v1::ListInvoicesResponse& response) {
    Add(home, row.id, known, response);
  };
  return lists.List<v1::ListInvoicesResponse>(call, fields, ordering, rows, add);
}

}  // namespace recourse::invoicing
