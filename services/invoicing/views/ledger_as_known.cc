#include "services/invoicing/views/ledger_as_known.h"

#include <algorithm>
#include <utility>

#include "libs/base/check.h"
#include "recourse/history/v1/record.pb.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {

void ForEachEntry(const engine::StreamReader& streams, const std::string& home,
                  const std::function<bool(const LedgerEntry&)>& visit) {
  history::v1::Record record;
  streams.ScanStream(
      home, std::string(LedgerAggregate::kStream), 1, [&](std::uint64_t, std::string_view bytes) {
        CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
        auto event = LedgerAggregate::Decode(record.type(), record.payload());
        CHECK(event);
        return visit({record.version(), Instant(Instant::duration(record.recorded_at_us())),
                      *std::move(event), record.sequence()});
      });
}

LedgersAsKnown::Known LedgersAsKnown::KnownAt(const std::string& home, Instant known_at) const {
  return Replay(home, {.known_at = known_at});
}

LedgersAsKnown::Known LedgersAsKnown::Through(const std::string& home,
                                              std::uint64_t version) const {
  const auto fits = [&](const Kept& kept) { return kept.known->version == version; };
  if (auto known = Find(home, fits)) return known;
  return Replay(home, {.version = version});
}

LedgersAsKnown::Known LedgersAsKnown::ThroughSequence(const std::string& home,
                                                      std::uint64_t sequence,
                                                      Instant known_at) const {
  const Bounds bounds{.known_at = known_at, .sequence = sequence};
  if (auto known = Find(home, [&](const Kept& kept) { return kept.bounds == bounds; })) {
    return known;
  }
  return Replay(home, bounds);
}

LedgersAsKnown::Known LedgersAsKnown::Find(const std::string& home,
                                           const std::function<bool(const Kept&)>& fits) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
    return kept.home == home && fits(kept);
  });
  if (found == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return found->known;
}

LedgersAsKnown::Known LedgersAsKnown::Replay(const std::string& home, const Bounds& bounds) const {
  auto known = std::make_shared<LedgerAsKnown>();
  ForEachEntry(streams_, home, [&](const LedgerEntry& entry) {
    if (entry.recorded_at > bounds.known_at || entry.version > bounds.version) return false;
    if (entry.sequence > bounds.sequence) return false;
    known->version = entry.version;
    if (const auto* issued = std::get_if<InvoiceIssued>(&entry.event)) {
      InvoiceContent content = issued->content;
      content.lines.clear();
      known->contents.insert_or_assign(issued->invoice_id, std::move(content));
    }
    known->ledger = LedgerDecider::Evolve(std::move(known->ledger), entry.event);
    return true;
  });
  if (known->version > kEventsMax) return nullptr;
  Keep(home, bounds, known);
  return known;
}

void LedgersAsKnown::Keep(const std::string& home, const Bounds& bounds, const Known& known) const {
  const std::lock_guard lock(mutex_);
  kept_.push_front({home, bounds, known});
  std::uint64_t events = 0;
  std::size_t count = 0;
  const auto first_too_many = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
    events += kept.known->version;
    return ++count > kKeptMax || events > kEventsMax;
  });
  kept_.erase(first_too_many, kept_.end());
}

}  // namespace recourse::invoicing
