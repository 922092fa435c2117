#pragma once

#include <optional>
#include <string_view>

#include "libs/eventlog/event.h"
#include "services/invoicing/domain/account.h"

namespace recourse::invoicing {

// The account as the engine takes it (engine::Aggregate): stream "account" of
// "accounts/<id>". Thread safe.
struct AccountAggregate {
  using Decider = AccountDecider;
  static constexpr std::string_view kStream = "account";

  static eventlog::EncodedEvent Encode(const AccountEvent& event);
  // Nothing if `type` is not an event of the account, or `payload` cannot be read as one.
  static std::optional<AccountEvent> Decode(std::string_view type, std::string_view payload);
};

}  // namespace recourse::invoicing
