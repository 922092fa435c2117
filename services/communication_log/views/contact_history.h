#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::communication_log {

// What was said to and by an account, when, and what was refused? One row for each contact, message
// and clearance, a v1::ContactEntry without texts. Those of an account are the rows whose key
// starts with HistoryOf(account), in the order of their moments: a contact's when it happened, the
// others' when they were decided.
//
// A message changes after its row was made, and its later events do not say when that was; so one
// more row for each message, whose key starts otherwise, holds the key of its entry.
class ContactHistory final : public engine::View {
 public:
  static constexpr std::string_view kName = "contact_history";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 2; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// The common prefix of the keys of `account`, such as "accounts/a1".
std::string HistoryOf(std::string_view account);

}  // namespace recourse::communication_log
