#pragma once

#include <cstdint>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::collections {

// Whom must a person call? One row for each task that is neither completed nor without an open
// invoice, "task/2012-03-05/accounts/a1/call-2012-03-05-EUR" -> v1::CallTask, so the oldest come
// first; and two by which it is found, "of/accounts/a1/call-2012-03-05-EUR" and
// "invoice/accounts/a1/i1" -> the key of the first. An invoice leads to the last task that names
// it.
class CallList final : public engine::View {
 public:
  static constexpr std::string_view kName = "call_list";
  // What the keys of all tasks start with.
  static constexpr std::string_view kTasks = "task/";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

}  // namespace recourse::collections
