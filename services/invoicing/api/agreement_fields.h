#pragma once

#include <string>

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "services/invoicing/domain/agreement.h"

// Agreements as callers write and read them.
namespace recourse::invoicing {

// What is missing or cannot be read is named; what breaks a rule is refused later, by its name.
AgreementContent ReadAgreement(const v1::AgreementContent& message, rpc::Fields fields);

// The same of payment terms alone, which must also be sound.
PaymentTerms ReadPaymentTerms(const v1::PaymentTerms& message, rpc::Fields fields);

// `name` is "accounts/a1/agreements/g1".
v1::Agreement ToAgreement(const std::string& name, int version, const AgreementVersion& said);

}  // namespace recourse::invoicing
