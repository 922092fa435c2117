#pragma once

#include <cstdint>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::collections {

// Which partners are there? One row for each: its name "partners/p1" -> v1::Partner.
class PartnerList final : public engine::View {
 public:
  static constexpr std::string_view kName = "partner_list";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

}  // namespace recourse::collections
