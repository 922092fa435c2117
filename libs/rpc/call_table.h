#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

#include "libs/base/check.h"
#include "libs/rpc/place_set.h"

namespace recourse::rpc {

// The calls that wait for an answer: a fixed number of places, so it bounds them too. Each call is
// opened once, and ended once: by its answer or by its deadline, whichever comes first. A call that
// ended by its deadline keeps its place until the answer comes, late as it is, so what lies behind
// (the engine) never holds more than the table. Opening and answering take no lock and allocate
// nothing.
//
//   free -> waiting -> answering -> free
//              `-> expiring -> expired -> free   (answered late)
//                       `-> orphan -> free       (answered while expiring)
template <class T>
class CallTable {
 public:
  static_assert(std::is_trivially_copyable_v<T>);

  // One opening of one place.
  struct Ticket {
    std::uint32_t place = 0;
    std::uint32_t opening = 0;
  };

  explicit CallTable(std::size_t places) : taken_(places), places_(taken_.size()) {}

  // Nothing if every place is taken.
  std::optional<Ticket> Open(const T& call, std::int64_t deadline_ns) {
    const auto index = taken_.Take();
    if (!index) return std::nullopt;
    Place& place = places_[*index];
    const auto opening =
        static_cast<std::uint32_t>((place.state.load(std::memory_order_relaxed) >> 8) + 1);
    place.call = call;
    place.deadline_ns.store(deadline_ns, std::memory_order_relaxed);
    place.state.store(Word(opening, kWaiting), std::memory_order_release);
    return Ticket{static_cast<std::uint32_t>(*index), opening};
  }

  // Ends the call by its answer with `finish(call)`; or leaves that, if its deadline has ended it.
  // The place is free again in any case. A second answer is our own bug.
  template <class Finish>
  void Answer(Ticket ticket, Finish finish) {
    Place& place = places_[ticket.place];
    std::uint64_t state = Word(ticket.opening, kWaiting);
    if (place.state.compare_exchange_strong(state, Word(ticket.opening, kAnswering))) {
      finish(place.call);
      return Free(ticket.place);
    }
    // Just being ended by its deadline: who does that frees the place, too.
    if (state == Word(ticket.opening, kExpiring) &&
        place.state.compare_exchange_strong(state, Word(ticket.opening, kOrphan))) {
      return;
    }
    CHECK(state == Word(ticket.opening, kExpired));
    Free(ticket.place);
  }

  // Whether the call still waits. It may end at any time after.
  bool IsWaiting(Ticket ticket) const {
    return places_[ticket.place].state.load() == Word(ticket.opening, kWaiting);
  }

  // Ends every call whose deadline is at or before `now_ns` with `finish(call)`. One thread at a
  // time.
  template <class Finish>
  void Expire(std::int64_t now_ns, Finish finish) {
    taken_.ForEachTaken([&](std::size_t index) { ExpirePlace(index, now_ns, finish); });
  }

  // How many calls have not ended. A call that is opened before its thread loads a flag is counted
  // by whoever asks after setting that flag, if both use sequential consistency.
  std::size_t waiting() const {
    return Count([](State state) { return state != kExpired; });
  }
  // How many have ended by their deadline and are still unanswered.
  std::size_t expired() const {
    return Count([](State state) { return state == kExpired; });
  }

 private:
  enum State : std::uint64_t { kFree, kWaiting, kAnswering, kExpiring, kExpired, kOrphan };

  struct alignas(64) Place {
    std::atomic<std::uint64_t> state = kFree;  // Opening, then State in the lowest byte.
    std::atomic<std::int64_t> deadline_ns = 0;
    T call;
  };

  static std::uint64_t Word(std::uint64_t opening, State state) { return opening << 8 | state; }

  void Free(std::size_t index) {
    Place& place = places_[index];
    const std::uint64_t opening = place.state.load(std::memory_order_relaxed) >> 8;
    place.state.store(Word(opening, kFree), std::memory_order_relaxed);
    taken_.GiveBack(index);
  }

  template <class Finish>
  void ExpirePlace(std::size_t index, std::int64_t now_ns, Finish& finish) {
    Place& place = places_[index];
    std::uint64_t state = place.state.load(std::memory_order_acquire);
    const std::uint64_t opening = state >> 8;
    if (state != Word(opening, kWaiting)) return;
    // If the place is opened anew in between, the exchange below fails: `opening` has moved on.
    if (place.deadline_ns.load(std::memory_order_relaxed) > now_ns) return;
    if (!place.state.compare_exchange_strong(state, Word(opening, kExpiring))) return;
    finish(place.call);
    state = Word(opening, kExpiring);
    if (place.state.compare_exchange_strong(state, Word(opening, kExpired))) return;
    CHECK(state == Word(opening, kOrphan));
    Free(index);
  }

  template <class Matches>
  std::size_t Count(Matches matches) const {
    std::size_t count = 0;
    taken_.ForEachTaken([&](std::size_t index) {
      count += matches(State(places_[index].state.load() & 0xFF)) ? 1 : 0;
    });
    return count;
  }

  PlaceSet taken_;
  std::vector<Place> places_;
};

}  // namespace recourse::rpc
