#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/eventlog/event.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/agreement_events.pb.h"
#include "services/invoicing/domain/agreement.h"

namespace recourse::invoicing {

// The agreement as the engine takes it (engine::Aggregate): stream "agreements/<id>" of
// "accounts/<id>". Thread safe.
struct AgreementAggregate {
  using Decider = AgreementDecider;
  // Of which there is one for each agreement.
  static std::string Stream(std::string_view agreement_id);

  static eventlog::EncodedEvent Encode(const AgreementEvent& event);
  // Nothing if `type` is not an event of the agreement, or `payload` cannot be read as one.
  static std::optional<AgreementEvent> Decode(std::string_view type, std::string_view payload);
};

// Whether a stream of an account is that of an agreement.
bool IsAgreement(std::string_view stream);

void Write(const AgreementContent& content, v1::AgreementContent* message);
AgreementContent Read(const v1::AgreementContent& message, wire::Reader& reader);

}  // namespace recourse::invoicing
