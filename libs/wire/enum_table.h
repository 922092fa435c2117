#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "libs/base/check.h"

namespace recourse::wire {

// Pairs each enumerator of the domain with its one on the wire, for both directions:
//   constexpr EnumTable kSides{std::array{std::pair{Side::kLeft, v1::SIDE_LEFT}, ...}};
template <class Domain, class Wire, std::size_t N>
class EnumTable {
 public:
  constexpr explicit EnumTable(std::array<std::pair<Domain, Wire>, N> pairs) : pairs_(pairs) {}

  // The table must have every enumerator of the domain: one that is missing is our own bug.
  Wire ToWire(Domain value) const {
    for (const auto& [domain, wire] : pairs_) {
      if (domain == value) return wire;
    }
    CHECK(false);
    return {};
  }

  // Nothing for what the domain does not know: unspecified, or newer than this program.
  std::optional<Domain> FromWire(Wire value) const {
    for (const auto& [domain, wire] : pairs_) {
      if (wire == value) return domain;
    }
    return std::nullopt;
  }

  // The same; where there is nothing, `reader`, a wire::Reader, fails, and the value is never used.
  template <class Reader>
  Domain Read(Wire value, Reader& reader) const {
    const auto read = FromWire(value);
    if (!read) reader.Fail();
    return read.value_or(Domain{});
  }

 private:
  std::array<std::pair<Domain, Wire>, N> pairs_;
};

}  // namespace recourse::wire
