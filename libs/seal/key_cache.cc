#include "libs/seal/key_cache.h"

namespace recourse::seal {

std::optional<SubjectKey> KeyCache::Get(std::string_view subject) {
  const std::lock_guard lock(mutex_);
  const auto found = by_subject_.find(subject);
  if (found == by_subject_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->key;
}

void KeyCache::Put(std::string_view subject, const SubjectKey& key) {
  const std::lock_guard lock(mutex_);
  if (by_subject_.contains(subject)) return;
  entries_.push_front({std::string(subject), key});
  by_subject_.emplace(entries_.front().subject, entries_.begin());
  if (entries_.size() <= capacity_) return;
  by_subject_.erase(entries_.back().subject);
  entries_.pop_back();
}

void KeyCache::Remove(std::string_view subject) {
  const std::lock_guard lock(mutex_);
  const auto found = by_subject_.find(subject);
  if (found == by_subject_.end()) return;
  const auto entry = found->second;
  by_subject_.erase(found);
  entries_.erase(entry);
}

}  // namespace recourse::seal
