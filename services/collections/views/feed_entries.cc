#include "services/collections/views/feed_entries.h"

#include "services/collections/codec/partner_codec.h"

namespace recourse::collections {

void FeedEntries::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  const auto event = FeedAggregate::Decode(record.type(), record.payload());
  if (!event) return;  // Of a case, of a partner, or of the engine itself.
  const auto* issued = std::get_if<EscalationIssued>(&*event);
  if (issued == nullptr) return;
  rows.Put(FeedKey(record.home(), issued->feed_sequence), record.payload());
}

std::string FeedOf(std::string_view partner) { return std::string(partner) + "/"; }

std::string FeedKey(std::string_view partner, std::uint64_t feed_sequence) {
  std::string key = FeedOf(partner);
  for (int shift = 56; shift >= 0; shift -= 8) {
    key.push_back(static_cast<char>(feed_sequence >> shift & 0xff));
  }
  return key;
}

}  // namespace recourse::collections
