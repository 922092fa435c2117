#pragma once

#include <cstdint>
#include <string>

namespace recourse::engine {

// An event of another service that could not be handled here, and waits for an operator.
struct ParkedEvent {
  std::uint32_t shard = 0;  // Here and at the source.
  std::string source;       // Whose event.
  std::string home;
  std::uint64_t sequence = 0;  // At the source.
  std::string type;
  std::string reason;
  std::int64_t parked_at_us = 0;
};

// A promise that can never be kept as it stands, the first of its home and target.
struct ParkedPromise {
  std::uint32_t shard = 0;
  std::string home;
  std::string target;
  std::uint64_t sequence = 0;  // Of the record that made it.
  std::string method;
  std::string reason;      // The target's own words.
  std::size_t behind = 0;  // How many wait behind it.
};

}  // namespace recourse::engine
