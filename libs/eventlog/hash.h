#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace recourse::eventlog {

// A SHA-256 digest.
using Hash = std::array<unsigned char, 32>;

// Hashes with SHA-256, keeping OpenSSL's context between calls. One thread at a time.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  Hash operator()(std::string_view bytes);
  // The next link of a chain: SHA-256 over the link before, then the bytes.
  Hash Link(const Hash& previous, std::string_view bytes);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// First 8 bytes, big-endian, of SHA-256(home), modulo `shards`: the same in all services, and the
// Kafka partition. Thread safe.
std::uint32_t ShardOf(std::string_view home, std::uint32_t shards);

}  // namespace recourse::eventlog
