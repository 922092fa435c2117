#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "libs/seal/key_source.h"

namespace recourse::seal {

// The keys used last, at most `capacity` of them. Thread safe.
class KeyCache {
 public:
  explicit KeyCache(std::size_t capacity) : capacity_(capacity) { CHECK(capacity > 0); }

  std::optional<SubjectKey> Get(std::string_view subject);
  void Put(std::string_view subject, const SubjectKey& key);
  void Remove(std::string_view subject);

 private:
  struct Entry {
    std::string subject;
    SubjectKey key;
  };
  using Entries = std::list<Entry>;  // The one used last is first.

  const std::size_t capacity_;
  std::mutex mutex_;
  Entries entries_;
  std::unordered_map<std::string_view, Entries::iterator> by_subject_;  // Views into entries_.
};

}  // namespace recourse::seal
