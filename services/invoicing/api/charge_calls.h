#pragma once

#include <optional>
#include <string>

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "services/invoicing/api/controlled.h"
#include "services/invoicing/domain/ledger.h"
#include "services/invoicing/domain/regime.h"

// What the calls of ChargeService do in the account's home.
namespace recourse::invoicing {

Expected<rpc::Prepared<v1::Charge>, Failure> PrepareGetCharge(const v1::GetChargeRequest& request,
                                                              const rpc::Caller& caller);
// What is asked for; what is wrong with it goes to `fields`.
WaiveCharge ReadWaiver(const v1::WaiveChargeRequest& request, rpc::Fields& fields);
Expected<ControlledCall<v1::Charge>, Failure> PrepareWaiveCharge(
    const v1::WaiveChargeRequest& request, const rpc::Caller& caller);
Expected<ControlledCall<v1::Charge>, Failure> PrepareReverseCharge(
    const v1::ReverseChargeRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Charge>, Failure> PrepareReverseWaiver(
    const v1::ReverseWaiverRequest& request, const rpc::Caller& caller);

// Decides `command`, and answers with the charge as it then is.
Expected<v1::Charge, Failure> DecideCharge(engine::Unit& unit, const std::string& charge_id,
                                           const LedgerCommand& command);

// Interest whose terms and first day may still have to be found.
struct InterestAsked {
  AssessInterest command;
  std::string regime;        // Empty: the terms are the command's own.
  bool as_agreed = false;    // Neither: those of the invoice's agreement.
  std::optional<Date> from;  // Nothing: the day after the due day.
};
// With the regime and the table that are in force for the invoice.
Expected<v1::Charge, Failure> DecideInterest(engine::Unit& unit, const InterestAsked& asked,
                                             const RateBook& rates);

// The day on which the debt arose, by which laws are chosen: that of issue. The first of all days
// for an invoice that is not there, which is then refused.
Date ArisenOn(engine::Unit& unit, const std::string& invoice_id);

}  // namespace recourse::invoicing
