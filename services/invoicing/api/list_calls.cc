#include "services/invoicing/api/list_calls.h"

#include "services/invoicing/api/adjustment_calls.h"
#include "services/invoicing/api/charge_fields.h"
#include "services/invoicing/api/payment_fields.h"
#include "services/invoicing/api/write_off_calls.h"
#include "services/invoicing/codec/charge_parts.h"

namespace recourse::invoicing {
namespace {

// The id of an invoice of the request's account that the items must be for; empty: of any.
template <class Request>
std::string ReadInvoice(const Request& request, rpc::Fields& fields) {
  if (request.invoice().empty()) return "";
  const auto parent = kAccountName.Parse(request.parent());
  return IdWithin(parent ? std::string((*parent)[0]) : "", "invoice", request.invoice(),
                  kInvoiceName, fields);
}

// Those of `items`, a map by id, that `fits`; each has an amount and an effective day.
template <class Items, class Fits>
std::vector<ListRow> RowsOf(const Items& items, const ItemChoice& choice, const Fits& fits) {
  std::vector<ListRow> rows;
  for (const auto& [id, item] : items) {
    if (!choice.Fits(item.effective, item.amount) || !fits(item)) continue;
    rows.push_back({id, item.effective, Date(), item.amount});
  }
  return rows;
}

template <class Item>
auto IsFor(const std::string& invoice_id) {
  return [invoice_id](const Item& item) {
    return invoice_id.empty() || item.invoice_id == invoice_id;
  };
}

}  // namespace

Expected<rpc::Begin<v1::ListPaymentsResponse>, Failure> ListPayments(
    const AccountLists& lists, const rpc::Call<v1::ListPaymentsRequest>& call) {
  rpc::Fields fields;
  const ListOrdering ordering = ReadOrdering(call.request.order(), false, fields.Within("order"));
  const ItemChoice choice = ReadChoice(call.request.filter(), fields.Within("filter"));
  const auto rows = [choice,
                     only_unapplied = call.request.only_unapplied()](const LedgerAsKnown& known) {
    return RowsOf(known.ledger.payments, choice, [&](const Payment& payment) {
      return !only_unapplied || payment.unapplied.minor_units != 0;
    });
  };
  const auto add = [home = call.request.parent()](const LedgerAsKnown& known, const ListRow& row,
                                                  v1::ListPaymentsResponse& response) {
    *response.add_payments() = ToPayment(home, row.id, known.ledger);
  };
  return lists.List<v1::ListPaymentsResponse>(call, fields, ordering, rows, add);
}

Expected<rpc::Begin<v1::ListCreditNotesResponse>, Failure> ListCreditNotes(
    const AccountLists& lists, const rpc::Call<v1::ListCreditNotesRequest>& call) {
  rpc::Fields fields;
  const ListOrdering ordering = ReadOrdering(call.request.order(), false, fields.Within("order"));
  const ItemChoice choice = ReadChoice(call.request.filter(), fields.Within("filter"));
  const auto rows = [choice, fits = IsFor<CreditNote>(ReadInvoice(call.request, fields))](
                        const LedgerAsKnown& known) {
    return RowsOf(known.ledger.credit_notes, choice, fits);
  };
  const auto add = [home = call.request.parent()](const LedgerAsKnown& known, const ListRow& row,
                                                  v1::ListCreditNotesResponse& response) {
    *response.add_credit_notes() = ToCreditNote(home, row.id, known.ledger.credit_notes.at(row.id));
  };
  return lists.List<v1::ListCreditNotesResponse>(call, fields, ordering, rows, add);
}

Expected<rpc::Begin<v1::ListWriteOffsResponse>, Failure> ListWriteOffs(
    const AccountLists& lists, const rpc::Call<v1::ListWriteOffsRequest>& call) {
  rpc::Fields fields;
  const ListOrdering ordering = ReadOrdering(call.request.order(), false, fields.Within("order"));
  const ItemChoice choice = ReadChoice(call.request.filter(), fields.Within("filter"));
  const auto rows = [choice, fits = IsFor<WriteOff>(ReadInvoice(call.request, fields))](
                        const LedgerAsKnown& known) {
    return RowsOf(known.ledger.write_offs, choice, fits);
  };
  const auto add = [home = call.request.parent()](const LedgerAsKnown& known, const ListRow& row,
                                                  v1::ListWriteOffsResponse& response) {
    *response.add_write_offs() = ToWriteOff(home, row.id, known.ledger.write_offs.at(row.id));
  };
  return lists.List<v1::ListWriteOffsResponse>(call, fields, ordering, rows, add);
}

Expected<rpc::Begin<v1::ListChargesResponse>, Failure> ListCharges(
    const AccountLists& lists, const rpc::Call<v1::ListChargesRequest>& call) {
  const v1::ListChargesRequest& request = call.request;
  rpc::Fields fields;
  const ListOrdering ordering = ReadOrdering(request.order(), false, fields.Within("order"));
  const ItemChoice choice = ReadChoice(request.filter(), fields.Within("filter"));
  std::optional<ChargeKind> kind;
  if (request.kind() != v1::CHARGE_KIND_UNSPECIFIED) {
    wire::Reader reader;
    kind = Read(fields.OneOf("kind", request.kind()), reader);
  }
  const auto rows = [choice, kind, fits = IsFor<Charge>(ReadInvoice(request, fields)),
                     only_open = request.only_open()](const LedgerAsKnown& known) {
    return RowsOf(known.ledger.charges, choice, [&](const Charge& charge) {
      return fits(charge) && (!kind || charge.kind == *kind) &&
             (!only_open || charge.open.minor_units != 0);
    });
  };
  const auto add = [home = request.parent()](const LedgerAsKnown& known, const ListRow& row,
                                             v1::ListChargesResponse& response) {
    v1::Charge charge = ToCharge(home, row.id, known.ledger.charges.at(row.id));
    if (charge.has_interest()) {
      charge.mutable_interest()->clear_table();
      charge.mutable_interest()->clear_segments();
    }
    *response.add_charges() = std::move(charge);
  };
  return lists.List<v1::ListChargesResponse>(call, fields, ordering, rows, add);
}

}  // namespace recourse::invoicing
