#pragma once

#include <vector>

#include "services/invoicing/domain/frozen_days.h"
#include "services/invoicing/domain/interest.h"
#include "services/invoicing/domain/ledger_rules.h"

// Interest as the ledger has it. Its one rule, at every position of the log: what a charge of
// interest comes to is what its terms make of the invoice's base, for the days that were assessed.
// Only the files of the ledger include this.
namespace recourse::invoicing {

// What bears interest of an invoice, from its issue date on: what is owed of it, with tax, at the
// end of the day before. What is disputed bears none as long as it is, and what was conceded never
// did: it drops out of all days. What is written off is still owed.
std::vector<BaseFrom> BasesOf(const Invoice& invoice);

// The base on one day that is not before the issue date.
Money BaseOn(const Invoice& invoice, Date day);

// kNotComputed, with what a policy says.
Unexpected<Refusal<LedgerRule>> NotComputed(const Failure& why);

// The days for which no charge of `kind` accrues on an invoice.
std::vector<FrozenDays> FrozenOf(const Invoice& invoice, ChargeKind kind,
                                 const ChargeFreezes& freezes);

// Interest of an invoice for the days of `accrual` that are not frozen, for being late not before
// an extension that it uses has passed. kNotComputed, with what the policy says.
Expected<Interest, Refusal<LedgerRule>> Accrue(const Invoice& invoice, ChargeKind kind,
                                               const InterestAccrual& accrual,
                                               const ChargeFreezes& freezes);

std::vector<ChargeSegment> SegmentsOf(const Interest& interest);

// `events`, and behind them the corrections of interest that they call for. kNotComputed.
LedgerDecision WithCorrections(LedgerEvents events, const Ledger& ledger);

}  // namespace recourse::invoicing
