#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace recourse::rpc {

// Which places of a fixed number are taken, a bit each. Thread safe, without locks; taking and
// giving back are sequentially consistent. Threads begin to look at different words, so that they
// seldom meet.
class PlaceSet {
 public:
  // `places` is rounded up to a multiple of 64.
  explicit PlaceSet(std::size_t places) : words_((places + 63) / 64) {}

  std::size_t size() const { return words_.size() * 64; }

  // A place that was free; nothing if none is.
  std::optional<std::size_t> Take() {
    thread_local const std::size_t home = next_home_.fetch_add(1, std::memory_order_relaxed);
    for (std::size_t tried = 0; tried < words_.size(); ++tried) {
      const std::size_t word = (home + tried) % words_.size();
      std::uint64_t taken = words_[word].bits.load(std::memory_order_relaxed);
      while (taken != ~std::uint64_t{0}) {
        const std::uint64_t lowest_free = ~taken & (taken + 1);
        taken = words_[word].bits.fetch_or(lowest_free);
        if ((taken & lowest_free) == 0) {
          return word * 64 + static_cast<std::size_t>(std::countr_zero(lowest_free));
        }
      }
    }
    return std::nullopt;
  }

  void GiveBack(std::size_t place) {
    words_[place / 64].bits.fetch_and(~(std::uint64_t{1} << place % 64));
  }

  template <class Visit>
  void ForEachTaken(Visit visit) const {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      for (std::uint64_t taken = words_[word].bits.load(); taken != 0; taken &= taken - 1) {
        visit(word * 64 + static_cast<std::size_t>(std::countr_zero(taken)));
      }
    }
  }

 private:
  // A cache line each, so that threads with different homes do not disturb one another.
  struct alignas(64) Word {
    std::atomic<std::uint64_t> bits = 0;
  };

  static inline std::atomic<std::size_t> next_home_ = 0;

  std::vector<Word> words_;
};

}  // namespace recourse::rpc
