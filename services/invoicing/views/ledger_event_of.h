#pragma once

#include "recourse/history/v1/record.pb.h"
#include "services/invoicing/domain/ledger_events.h"

namespace recourse::invoicing {

// The event of a record of a ledger, for views: each of them is shown a record before the next one
// is, so the last is kept, and decoded once for all of them. The thread's, until it asks for
// another.
const LedgerEvent& LedgerEventOf(const history::v1::Record& record);

}  // namespace recourse::invoicing
