#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "libs/engine/stream_reader.h"
#include "services/invoicing/domain/ledger.h"

namespace recourse::invoicing {

// One event of an account's ledger, and where it lies.
struct LedgerEntry {
  std::uint64_t version = 0;  // Dense, from 1.
  Instant recorded_at;
  LedgerEvent event;
  std::uint64_t sequence = 0;  // In its shard.
};

// Visits the ledger of `home` ("accounts/a1") in order, until `visit` returns false.
void ForEachEntry(const engine::StreamReader& streams, const std::string& home,
                  const std::function<bool(const LedgerEntry&)>& visit);

// A ledger as it was behind one of its events: what a list is made of, so that all its pages are of
// one state.
struct LedgerAsKnown {
  std::uint64_t version = 0;  // Of its last event; 0 if it has none.
  Ledger ledger;
  std::map<std::string, InvoiceContent> contents;  // Of issued invoices by id, without lines.
};

// Makes ledgers again from the log, as far as it has been applied. That costs what the writer pays
// to load an account, some microseconds an event; the last few are kept, so that the pages of a
// list cost it once. Thread safe.
class LedgersAsKnown {
 public:
  // Of a ledger that may be read so, and of all that are kept.
  static constexpr std::uint64_t kEventsMax = 1'000'000;
  static constexpr std::size_t kKeptMax = 8;

  using Known = std::shared_ptr<const LedgerAsKnown>;

  explicit LedgersAsKnown(const engine::StreamReader& streams) : streams_(streams) {}

  // With what had been recorded at or before `known_at`. Null beyond kEventsMax.
  Known KnownAt(const std::string& home, Instant known_at) const;
  // Through its event `version`, which it has.
  Known Through(const std::string& home, std::uint64_t version) const;
  // With what had been recorded through this sequence of its shard, and at or before `known_at`.
  // Null beyond kEventsMax.
  Known ThroughSequence(const std::string& home, std::uint64_t sequence, Instant known_at) const;

 private:
  struct Bounds {
    Instant known_at = Instant::max();
    std::uint64_t version = kEventsMax + 1;
    std::uint64_t sequence = UINT64_MAX;
    bool operator==(const Bounds&) const = default;
  };
  struct Kept {
    std::string home;
    Bounds bounds;  // That it was asked for by.
    Known known;
  };

  // The one kept of `home` that fits; null if there is none.
  Known Find(const std::string& home, const std::function<bool(const Kept&)>& fits) const;
  Known Replay(const std::string& home, const Bounds& bounds) const;
  void Keep(const std::string& home, const Bounds& bounds, const Known& known) const;

  const engine::StreamReader& streams_;
  mutable std::mutex mutex_;
  mutable std::list<Kept> kept_;  // The one used last first.
};

}  // namespace recourse::invoicing
