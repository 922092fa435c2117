#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::collections {

// Which placements has a partner, and where do they stand? One row for each,
// "partners/p1/accounts/a1/placements/p1" -> v1::Placement, and one by which it is found,
// "of/accounts/a1/placements/p1" -> the key of the first.
class PlacementList final : public engine::View {
 public:
  static constexpr std::string_view kName = "placement_list";
  // What the keys of all placements start with.
  static constexpr std::string_view kAll = "partners/";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// What the keys of the placements of `partner`, such as "partners/p1", start with.
std::string PlacementsOf(std::string_view partner);

}  // namespace recourse::collections
