#include "services/invoicing/api/list_calls.h"

#include "services/invoicing/api/adjustment_calls.h"
#include "services/invoicing/api/charge_fields.h"
#include "services/invoicing/api/item_lists.h"
#include "services/invoicing/api/payment_fields.h"
#include "services/invoicing/api/write_off_calls.h"
#include "services/invoicing/codec/charge_parts.h"

namespace recourse::invoicing {
namespace {

// Whether an item is for the invoice that the request names, if it names one.
template <class Request>
auto ForInvoice(const Request& request, rpc::Fields& fields) {
  return [wanted = ReadWanted(request.parent(), "invoice", request.invoice(), kInvoiceName,
                              fields)](const Ledger&, const std::string&, const auto& item) {
    return wanted.empty() || item.invoice_id == wanted;
  };
}

}  // namespace

Expected<rpc::Begin<v1::ListPaymentsResponse>, Failure> ListPayments(
    const AccountLists& lists, const IssuerLists& over,
    const rpc::Call<v1::ListPaymentsRequest>& call) {
  using Response = v1::ListPaymentsResponse;
  rpc::Fields fields;
  const auto fits = [only_unapplied = call.request.only_unapplied()](
                        const Ledger&, const std::string&, const Payment& payment) {
    return !only_unapplied || payment.unapplied.minor_units != 0;
  };
  const auto tell = [](const std::string& home, const std::string& id, const Ledger& ledger,
                       Response& response) {
    *response.add_payments() = ToPayment(home, id, ledger);
  };
  if (IssuerLists::IsAsked(call.request.parent())) {
    const auto make = [](const IssuerItem& known) {
      return Payment{known.amount, known.day, known.unapplied, {}, {}};
    };
    return ListItemsOver<Response>(over, call, fields, IssuerItemsView::kPayments, make, fits,
                                   tell);
  }
  return ListItems<Response>(
      lists, call, fields, [](const Ledger& ledger) -> const auto& { return ledger.payments; },
      fits, tell);
}

Expected<rpc::Begin<v1::ListCreditNotesResponse>, Failure> ListCreditNotes(
    const AccountLists& lists, const rpc::Call<v1::ListCreditNotesRequest>& call) {
  rpc::Fields fields;
  return ListItems<v1::ListCreditNotesResponse>(
      lists, call, fields, [](const Ledger& ledger) -> const auto& { return ledger.credit_notes; },
      ForInvoice(call.request, fields),
      [](const std::string& home, const std::string& id, const Ledger& ledger,
         v1::ListCreditNotesResponse& response) {
        *response.add_credit_notes() = ToCreditNote(home, id, ledger.credit_notes.at(id));
      });
}

Expected<rpc::Begin<v1::ListWriteOffsResponse>, Failure> ListWriteOffs(
    const AccountLists& lists, const rpc::Call<v1::ListWriteOffsRequest>& call) {
  rpc::Fields fields;
  return ListItems<v1::ListWriteOffsResponse>(
      lists, call, fields, [](const Ledger& ledger) -> const auto& { return ledger.write_offs; },
      ForInvoice(call.request, fields),
      [](const std::string& home, const std::string& id, const Ledger& ledger,
         v1::ListWriteOffsResponse& response) {
        *response.add_write_offs() = ToWriteOff(home, id, ledger.write_offs.at(id));
      });
}

Expected<rpc::Begin<v1::ListChargesResponse>, Failure> ListCharges(
    const AccountLists& lists, const rpc::Call<v1::ListChargesRequest>& call) {
  const v1::ListChargesRequest& request = call.request;
  rpc::Fields fields;
  std::optional<ChargeKind> kind;
  if (request.kind() != v1::CHARGE_KIND_UNSPECIFIED) {
    wire::Reader reader;
    kind = Read(fields.OneOf("kind", request.kind()), reader);
  }
  return ListItems<v1::ListChargesResponse>(
      lists, call, fields, [](const Ledger& ledger) -> const auto& { return ledger.charges; },
      [kind, of_it = ForInvoice(request, fields), only_open = request.only_open()](
          const Ledger& ledger, const std::string& id, const Charge& charge) {
        return of_it(ledger, id, charge) && (!kind || charge.kind == *kind) &&
               (!only_open || charge.open.minor_units != 0);
      },
      [](const std::string& home, const std::string& id, const Ledger& ledger,
         v1::ListChargesResponse& response) {
        v1::Charge charge = ToCharge(home, id, ledger.charges.at(id));
        if (charge.has_interest()) {
          charge.mutable_interest()->clear_table();
          charge.mutable_interest()->clear_segments();
        }
        *response.add_charges() = std::move(charge);
      });
}

}  // namespace recourse::invoicing
