#pragma once

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/domain/ledger.h"

namespace recourse::invoicing {

// What is asked for of amount, basis, lines and taxes; what is wrong with them goes to `fields`.
void ReadCreditParts(const v1::CreditNote& asked, IssueCreditNote& command, rpc::Fields& fields);

// The same of an approval, as it was asked for.
void WriteCreditParts(const IssueCreditNote& asked, v1::CreditNote* message);

}  // namespace recourse::invoicing
