#pragma once

#include <string>

#include "services/invoicing/domain/approvals.h"

namespace recourse::invoicing {

constexpr ControlledOperation OperationOf(const WriteOffInvoice&) {
  return ControlledOperation::kWriteOff;
}
constexpr ControlledOperation OperationOf(const WaiveCharge&) {
  return ControlledOperation::kWaiver;
}
constexpr ControlledOperation OperationOf(const IssueCreditNote&) {
  return ControlledOperation::kCreditNote;
}
constexpr ControlledOperation OperationOf(const RequestRefund&) {
  return ControlledOperation::kRefund;
}

struct Ledger;

// The same with the amount that its lines, its taxes or the whole rest make now, or of one that is
// known have made: that is what limits are held against. As it is where it will be refused.
IssueCreditNote Priced(IssueCreditNote credit, const Ledger& ledger);

// The same, held against `table`.
template <class Command>
Command HeldAgainst(const LimitTable& table, Command command) {
  command.control = ControlBy(table, OperationOf(command), command.amount.currency);
  return command;
}

// The same for the ledger, allowed by an approval.
inline LedgerCommand AllowedBy(const std::string& approval_id, const LimitTable& table,
                               const ControlledCommand& operation) {
  return std::visit(
      [&](const auto& command) -> LedgerCommand {
        auto held = HeldAgainst(table, command);
        held.control.approval_id = approval_id;
        return held;
      },
      operation);
}

}  // namespace recourse::invoicing
