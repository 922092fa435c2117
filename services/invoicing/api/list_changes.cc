#include <algorithm>

#include "services/invoicing/api/conversion_calls.h"
#include "services/invoicing/api/extension_calls.h"
#include "services/invoicing/api/item_lists.h"
#include "services/invoicing/api/list_calls.h"
#include "services/invoicing/api/refund_calls.h"
#include "services/invoicing/api/set_off_api.h"
#include "services/invoicing/api/waiver_calls.h"

namespace recourse::invoicing {
namespace {

bool IsOnEitherSide(const std::string& invoice_id, const SetOff& set_off) {
  return set_off.invoice_id == invoice_id ||
         std::any_of(set_off.cleared.begin(), set_off.cleared.end(),
                     [&](const SetOffPart& part) { return part.invoice_id == invoice_id; });
}

}  // namespace

Expected<rpc::Begin<v1::ListWaiversResponse>, Failure> ListWaivers(
    const AccountLists& lists, const rpc::Call<v1::ListWaiversRequest>& call) {
  rpc::Fields fields;
  const std::string charge_id =
      ReadWanted(call.request.parent(), "charge", call.request.charge(), kChargeName, fields);
  return ListItems<v1::ListWaiversResponse>(
      lists, call, fields, [](const Ledger& ledger) -> const auto& { return ledger.waivers; },
      [charge_id, in_force = call.request.only_in_force()](const Ledger&, const std::string&,
                                                           const Waiver& waiver) {
        return (charge_id.empty() || waiver.charge_id == charge_id) &&
               (!in_force || !waiver.reversed);
      },
      [](const std::string& home, const std::string& id, const Ledger& ledger,
         v1::ListWaiversResponse& response) {
        *response.add_waivers() = ToWaiver(home, id, ledger.waivers.at(id));
      });
}

Expected<rpc::Begin<v1::ListSetOffsResponse>, Failure> ListSetOffs(
    const AccountLists& lists, const rpc::Call<v1::ListSetOffsRequest>& call) {
  rpc::Fields fields;
  const std::string invoice_id =
      ReadWanted(call.request.parent(), "invoice", call.request.invoice(), kInvoiceName, fields);
  return ListItems<v1::ListSetOffsResponse>(
      lists, call, fields, [](const Ledger& ledger) -> const auto& { return ledger.set_offs; },
      [invoice_id, in_force = call.request.only_in_force()](const Ledger&, const std::string&,
                                                            const SetOff& set_off) {
        return (invoice_id.empty() || IsOnEitherSide(invoice_id, set_off)) &&
               (!in_force || !set_off.reversed);
      },
      [](const std::string& home, const std::string& id, const Ledger& ledger,
         v1::ListSetOffsResponse& response) {
        *response.add_set_offs() = ToSetOff(home, id, ledger.set_offs.at(id));
      });
}

Expected<rpc::Begin<v1::ListConversionsResponse>, Failure> ListConversions(
    const AccountLists& lists, const rpc::Call<v1::ListConversionsRequest>& call) {
  rpc::Fields fields;
  const std::string payment_id =
      ReadWanted(call.request.parent(), "payment", call.request.payment(), kPaymentName, fields);
  return ListItems<v1::ListConversionsResponse>(
      lists, call, fields, [](const Ledger& ledger) -> const auto& { return ledger.conversions; },
      [payment_id, in_force = call.request.only_in_force()](
          const Ledger& ledger, const std::string& id, const Conversion& conversion) {
        return (payment_id.empty() || conversion.payment_id == payment_id) &&
               (!in_force || !ledger.reversals.contains(id));
      },
      [](const std::string& home, const std::string& id, const Ledger& ledger,
         v1::ListConversionsResponse& response) {
        *response.add_conversions() = ToConversion(home, id, ledger);
      });
}

Expected<rpc::Begin<v1::ListRefundsResponse>, Failure> ListRefunds(
    const AccountLists& lists, const IssuerLists& over,
    const rpc::Call<v1::ListRefundsRequest>& call) {
  using Response = v1::ListRefundsResponse;
  rpc::Fields fields;
  const v1::RefundState state = call.request.state();
  if (state != v1::REFUND_STATE_UNSPECIFIED) fields.OneOf("state", state);
  const auto is_in_it = [state](v1::RefundState now) {
    return state == v1::REFUND_STATE_UNSPECIFIED || now == state;
  };
  const auto tell = [](const std::string& home, const std::string& id, const Ledger& ledger,
                       Response& response) {
    *response.add_refunds() = ToRefund(home, id, ledger.refunds.at(id));
  };
  if (IssuerLists::IsAsked(call.request.parent())) {
    struct Known {
      Date effective;
      Money amount;
      v1::RefundState state;
    };
    const auto make = [](const IssuerItem& known) {
      return Known{known.day, known.amount, known.refund_state};
    };
    const auto fits = [is_in_it](const Ledger&, const std::string&, const Known& refund) {
      return is_in_it(refund.state);
    };
    return ListItemsOver<Response>(over, call, fields, IssuerItemsView::kRefunds, make, fits, tell);
  }
  return ListItems<Response>(
      lists, call, fields, [](const Ledger& ledger) -> const auto& { return ledger.refunds; },
      [is_in_it](const Ledger&, const std::string&, const Refund& refund) {
        return is_in_it(ToWire(refund.state));
      },
      tell);
}

Expected<rpc::Begin<v1::ListExtensionsResponse>, Failure> ListExtensions(
    const AccountLists& lists, const rpc::Call<v1::ListExtensionsRequest>& call) {
  const v1::ListExtensionsRequest& request = call.request;
  rpc::Fields fields;
  const ListOrdering ordering =
      ReadOrdering(request.order(), {v1::ORDER_BY_DUE_DATE}, fields.Within("order"));
  const std::string wanted =
      ReadWanted(request.parent(), "invoice", request.invoice(), kInvoiceName, fields);
  const v1::ExtensionFilter& filter = request.filter();
  rpc::Fields within = fields.Within("filter");
  const DayRange due = ReadRange(within, "due_from", filter.has_due_from(), filter.due_from(),
                                 "due_through", filter.has_due_through(), filter.due_through());
  const auto rows = [wanted, due, in_force = request.only_in_force()](const LedgerAsKnown& known) {
    std::vector<ListRow> found;
    for (const auto& [id, invoice_id] : known.ledger.invoice_by_extension) {
      const DueDateExtension& extension = *FindExtension(known.ledger, id);
      if (!wanted.empty() && invoice_id != wanted) continue;
      if (!due.Holds(extension.due) || (in_force && extension.revoked)) continue;
      found.push_back({id, Date(), extension.due, Money()});
    }
    return found;
  };
  const auto add = [home = request.parent()](const LedgerAsKnown& known, const ListRow& row,
                                             v1::ListExtensionsResponse& response) {
    *response.add_extensions() = TellExtension(home, row.id, known.ledger);
  };
  return lists.List<v1::ListExtensionsResponse>(call, fields, ordering, rows, add);
}

}  // namespace recourse::invoicing
