#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::dispute {

// Which disputes does an account have, and where do they stand? One row for each: its name
// "accounts/a1/disputes/d1" -> v1::Dispute without texts. So those of an account are the rows whose
// key starts with DisputesOf(account), in the order of their ids.
class DisputeList final : public engine::View {
 public:
  static constexpr std::string_view kName = "dispute_list";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// The common prefix of the keys of `account`, such as "accounts/a1".
std::string DisputesOf(std::string_view account);

}  // namespace recourse::dispute
