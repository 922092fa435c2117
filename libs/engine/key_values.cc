#include "libs/engine/key_values.h"

namespace recourse::engine {

void KeyValues::ForEach(std::string_view prefix, const RowVisitor& visit) const {
  constexpr std::size_t kPage = 1'000;
  for (std::string after;;) {
    const auto rows = Scan(prefix, after, kPage);
    for (const auto& [key, value] : rows) {
      if (!visit(key, value)) return;
    }
    if (rows.size() < kPage) return;
    after = rows.back().first;
  }
}

}  // namespace recourse::engine
