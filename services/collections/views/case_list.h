#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::collections {

// Which cases are there, and where do they stand? One row for each case, "case/accounts/a1" ->
// v1::CaseSummary, and one for each invoice by which it is kept up to date,
// "invoice/accounts/a1/i1" -> v1::ChasedInvoice without number and days.
class CaseList final : public engine::View {
 public:
  static constexpr std::string_view kName = "case_list";
  // What the keys of all summaries start with.
  static constexpr std::string_view kCases = "case/";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

}  // namespace recourse::collections
