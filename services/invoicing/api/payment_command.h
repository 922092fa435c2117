#pragma once

#include <functional>

#include "libs/base/expected.h"
#include "libs/engine/engine.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::invoicing {

// Checks a payment and says how to record it in its account's home. What that gives are the bytes
// of a v1::Payment.
Expected<std::function<engine::Outcome(engine::Unit&)>, Failure> PaymentCommand(
    const v1::RecordPaymentRequest& request);

}  // namespace recourse::invoicing
