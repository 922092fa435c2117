#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/eventlog/event.h"
#include "recourse/invoicing/v1/draft_events.pb.h"
#include "services/invoicing/domain/draft.h"

namespace recourse::invoicing {

// The draft as the engine takes it (engine::Aggregate): stream "drafts/<id>" of "accounts/<id>".
// Thread safe.
struct DraftAggregate {
  using Decider = DraftDecider;
  // Of which there is one for each draft.
  static std::string Stream(std::string_view draft_id);

  static eventlog::EncodedEvent Encode(const DraftEvent& event);
  // Nothing if `type` is not an event of a draft, or `payload` cannot be read as one.
  static std::optional<DraftEvent> Decode(std::string_view type, std::string_view payload);
};

// Whether a stream of an account is that of a draft.
bool IsDraft(std::string_view stream);

// What is not written yet is unset.
void Write(const DraftContent& content, v1::InvoiceContent* message);

}  // namespace recourse::invoicing
