#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::collections {

// What was a partner told after a given entry of its feed? One row for each entry, FeedKey(...) ->
// v1::EscalationIssued, in the order of the feed.
class FeedEntries final : public engine::View {
 public:
  static constexpr std::string_view kName = "feed_entries";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// What the keys of the feed of `partner`, such as "partners/p1", start with.
std::string FeedOf(std::string_view partner);
// The key of one entry. Scanning FeedOf(partner) after FeedKey(partner, n) gives what follows n.
std::string FeedKey(std::string_view partner, std::uint64_t feed_sequence);

}  // namespace recourse::collections
