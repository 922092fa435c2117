#include "libs/rpc/token_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <tuple>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/hex.h"
#include "libs/rpc/private_file.h"

namespace recourse::rpc {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kLineBytesMax = 256;
constexpr std::string_view kFirstLine = "# SHA-256 of the token, principal, role\n";

bool IsToken(std::string_view text) {
  return text.size() == 2 * kTokenBytes && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::optional<std::pair<Digest, Caller>> ParseLine(const std::string& line) {
  std::istringstream words(line);
  std::string hash, principal, role_name, rest;
  if (!(words >> hash >> principal >> role_name) || words >> rest) return std::nullopt;
  const auto bytes = FromHex(hash);
  const auto role = ParseRole(role_name);
  Digest digest;
  if (!bytes || bytes->size() != digest.size() || !role || !IsPrincipal(principal)) {
    return std::nullopt;
  }
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return std::pair{digest, Caller{principal, *role}};
}

Failure UnreadableLines(const std::string& path, Failure::Values lines) {
  lines.emplace_back("path", path);
  return {Failure::Kind::kInvalid, "TOKEN_FILE_UNREADABLE",
          "Lines of the token file are not \"<64 hex digits> <principal> <role>\".",
          std::move(lines)};
}

Failure Taken(const Caller& holder) {
  return {Failure::Kind::kExists,
          "TOKEN_TAKEN",
          "This token lets somebody else in, or in another role: make a new one.",
          {{"principal", holder.principal}, {"role", std::string(ToString(holder.role))}}};
}

Failure NoToken(Failure::Kind kind, const std::string& path) {
  return {kind,
          "NO_TOKEN_IN_FILE",
          "This file should hold one token of 64 hexadecimal digits.",
          {{"path", path}}};
}

}  // namespace

Expected<std::unique_ptr<TokenStore>, Failure> TokenStore::Open(std::string path) {
  std::unique_ptr<TokenStore> store(new TokenStore(std::move(path)));
  if (const auto loaded = store->Reload(); !loaded) return Unexpected{loaded.error()};
  return store;
}

const Caller* TokenStore::Find(std::string_view token) const {
  if (!IsToken(token)) return nullptr;
  const Holders& holders = *holders_.load(std::memory_order_acquire);
  const auto holder = holders.find(Sha256({token}));
  return holder == holders.end() ? nullptr : &holder->second;
}

Expected<std::string, Failure> TokenStore::Issue(std::string_view principal, Role role) {
  std::string token = NewToken();
  if (const auto added = Add(Sha256({token}), principal, role); !added) {
    return Unexpected{added.error()};
  }
  return token;
}

Expected<Done, Failure> TokenStore::Add(const Digest& hash, std::string_view principal, Role role) {
  if (!IsPrincipal(principal)) {
    return Unexpected{Failure{Failure::Kind::kInvalid,
                              "NOT_A_PRINCIPAL",
                              "A principal is a collection and an id, such as operators/root.",
                              {{"principal", std::string(principal)}}}};
  }
  const std::lock_guard lock(mutex_);
  if (const auto loaded = ReloadLocked(); !loaded) return Unexpected{loaded.error()};
  Holders holders = *holders_.load(std::memory_order_relaxed);
  const Caller caller{std::string(principal), role};
  if (const auto taken = holders.find(hash); taken != holders.end()) {
    if (taken->second == caller) return Done{};
    return Unexpected{Taken(taken->second)};
  }
  if (holders.size() >= kTokensMax) {
    return Unexpected{Failure{
        Failure::Kind::kExhausted, "TOO_MANY_TOKENS", "Revoke tokens that are not used.", {}}};
  }
  holders.emplace(hash, caller);
  return SaveLocked(std::move(holders));
}

Expected<std::size_t, Failure> TokenStore::Revoke(std::string_view principal) {
  const std::lock_guard lock(mutex_);
  if (const auto loaded = ReloadLocked(); !loaded) return Unexpected{loaded.error()};
  Holders holders = *holders_.load(std::memory_order_relaxed);
  const std::size_t count = std::erase_if(
      holders, [&](const auto& holder) { return holder.second.principal == principal; });
  if (count == 0) return count;
  if (const auto saved = SaveLocked(std::move(holders)); !saved) return Unexpected{saved.error()};
  return count;
}

std::vector<std::pair<Caller, Digest>> TokenStore::List() const {
  std::vector<std::pair<Caller, Digest>> entries;
  for (const auto& [hash, caller] : *holders_.load(std::memory_order_acquire)) {
    entries.emplace_back(caller, hash);
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.principal, a.second) < std::tie(b.first.principal, b.second);
  });
  return entries;
}

Expected<Done, Failure> TokenStore::Reload() {
  const std::lock_guard lock(mutex_);
  return ReloadLocked();
}

Expected<Done, Failure> TokenStore::ReloadLocked() {
  const auto text = ReadPrivateFile(path_, kTokensMax * kLineBytesMax);
  if (!text) return Unexpected{text.error()};
  Holders holders;
  Failure::Values unreadable;
  std::istringstream lines(*text ? **text : std::string());
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    auto holder = ParseLine(line);
    if (holder) {
      holders.insert(*std::move(holder));
    } else {
      unreadable.emplace_back(fmt::format("line {}", number), line.substr(0, kLineBytesMax));
    }
  }
  if (!unreadable.empty()) return Unexpected{UnreadableLines(path_, std::move(unreadable))};
  PublishLocked(std::move(holders));
  return Done{};
}

Expected<Done, Failure> TokenStore::SaveLocked(Holders holders) {
  std::vector<std::string> lines;
  for (const auto& [digest, caller] : holders) {
    lines.push_back(fmt::format("{} {} {}\n", ToHex({digest.data(), digest.size()}),
                                caller.principal, ToString(caller.role)));
  }
  std::sort(lines.begin(), lines.end());
  std::string text(kFirstLine);
  for (const std::string& line : lines) text += line;
  if (const auto written = ReplacePrivateFile(path_, text); !written) return written;
  PublishLocked(std::move(holders));
  return Done{};
}

void TokenStore::PublishLocked(Holders holders) {
  if (!versions_.empty() && holders == *versions_.back()) return;
  versions_.push_back(std::make_unique<const Holders>(std::move(holders)));
  holders_.store(versions_.back().get(), std::memory_order_release);
}

std::string NewToken() { return ToHex(RandomBytes(kTokenBytes)); }

Expected<Done, Failure> WriteTokenFile(const std::string& path, std::string_view token) {
  return ReplacePrivateFile(path, fmt::format("{}\n", token));
}

Expected<std::string, Failure> ReadTokenFile(const std::string& path) {
  const auto text = ReadPrivateFile(path, kLineBytesMax);
  if (!text) return Unexpected{text.error()};
  if (!*text) return Unexpected{NoToken(Failure::Kind::kNotFound, path)};
  std::string_view token = **text;
  while (token.ends_with('\n')) token.remove_suffix(1);
  if (!IsToken(token)) return Unexpected{NoToken(Failure::Kind::kInvalid, path)};
  return std::string(token);
}

}  // namespace recourse::rpc
