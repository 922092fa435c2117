#include "libs/rpc/token_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <tuple>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/hex.h"
#include "libs/files/descriptor.h"
#include "libs/rpc/private_file.h"

namespace recourse::rpc {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kLineBytesMax = 256;
constexpr std::string_view kFirstLine = "# SHA-256 of the token, principal, role or revoked\n";
constexpr std::string_view kRevoked = "revoked";

bool IsToken(std::string_view text) {
  return text.size() == 2 * kTokenBytes && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

struct Line {
  Digest digest;
  std::string principal;
  std::optional<Role> role;  // Nothing: the token was revoked.
};

std::optional<Line> ParseLine(const std::string& text) {
  std::istringstream words(text);
  std::string hash, role_name, rest;
  Line line;
  if (!(words >> hash >> line.principal >> role_name) || words >> rest) return std::nullopt;
  const auto bytes = FromHex(hash);
  line.role = ParseRole(role_name);
  const bool known = line.role || role_name == kRevoked;
  if (!bytes || bytes->size() != line.digest.size() || !known || !IsPrincipal(line.principal)) {
    return std::nullopt;
  }
  std::copy(bytes->begin(), bytes->end(), line.digest.begin());
  return line;
}

std::string ToLine(const Digest& digest, std::string_view principal, std::string_view role) {
  return fmt::format("{} {} {}\n", ToHex({digest.data(), digest.size()}), principal, role);
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

Failure WasRevoked(const std::string& principal) {
  return {Failure::Kind::kPrecondition,
          "TOKEN_REVOKED",
          "This token was revoked, and does not come back: make a new one.",
          {{"principal", principal}}};
}

// Held while the file is read and replaced, so that of two processes neither undoes what the other
// has done. A file of its own, since the token file is replaced as a whole.
class FileLock {
 public:
  explicit FileLock(const std::string& path)
      : file_(open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    held_ = file_.get() >= 0 && flock(file_.get(), LOCK_EX) == 0;
  }

  bool held() const { return held_; }

 private:
  const files::Descriptor file_;  // The lock goes with it.
  bool held_ = false;
};

Failure NotLocked(const std::string& path) {
  return {Failure::Kind::kInternal,
          "TOKEN_FILE_NOT_LOCKED",
          "The lock beside the token file cannot be had.",
          {{"path", path + ".lock"}}};
}

Failure NoTokenFile(const std::string& path) {
  return {
      Failure::Kind::kNotFound, "NO_TOKEN_FILE", "There is no such token file.", {{"path", path}}};
}

Failure NoToken(const std::string& path) {
  return {Failure::Kind::kInvalid,
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
  const FileLock file(path_);
  if (!file.held()) return Unexpected{NotLocked(path_)};
  if (const auto loaded = ReloadLocked(); !loaded) return Unexpected{loaded.error()};
  Holders holders = *holders_.load(std::memory_order_relaxed);
  const Caller caller{std::string(principal), role};
  if (const auto taken = holders.find(hash); taken != holders.end()) {
    if (taken->second == caller) return Done{};
    return Unexpected{Taken(taken->second)};
  }
  if (const auto revoked = revoked_.find(hash); revoked != revoked_.end()) {
    return Unexpected{WasRevoked(revoked->second)};
  }
  if (holders.size() + revoked_.size() >= kTokensMax) {
    return Unexpected{Failure{Failure::Kind::kExhausted,
                              "TOO_MANY_TOKENS",
                              "The token file is full of tokens and revoked tokens.",
                              {{"path", path_}}}};
  }
  holders.emplace(hash, caller);
  return SaveLocked(std::move(holders), revoked_);
}

Expected<std::size_t, Failure> TokenStore::Revoke(std::string_view principal) {
  const std::lock_guard lock(mutex_);
  const FileLock file(path_);
  if (!file.held()) return Unexpected{NotLocked(path_)};
  if (const auto loaded = ReloadLocked(); !loaded) return Unexpected{loaded.error()};
  Holders holders = *holders_.load(std::memory_order_relaxed);
  Revoked revoked = revoked_;
  const std::size_t count = std::erase_if(holders, [&](const auto& holder) {
    if (holder.second.principal != principal) return false;
    revoked.emplace(holder.first, principal);
    return true;
  });
  if (count == 0) return count;
  const auto saved = SaveLocked(std::move(holders), std::move(revoked));
  if (!saved) return Unexpected{saved.error()};
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
  Revoked revoked;
  Failure::Values unreadable;
  std::istringstream lines(*text ? **text : std::string());
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    if (const auto parsed = ParseLine(line); parsed && parsed->role) {
      holders.emplace(parsed->digest, Caller{parsed->principal, *parsed->role});
    } else if (parsed) {
      revoked.emplace(parsed->digest, parsed->principal);
    } else {
      unreadable.emplace_back(fmt::format("line {}", number), line.substr(0, kLineBytesMax));
    }
  }
  if (!unreadable.empty()) return Unexpected{UnreadableLines(path_, std::move(unreadable))};
  revoked_ = std::move(revoked);
  PublishLocked(std::move(holders));
  return Done{};
}

Expected<Done, Failure> TokenStore::SaveLocked(Holders holders, Revoked revoked) {
  std::vector<std::string> lines;
  for (const auto& [digest, caller] : holders) {
    lines.push_back(ToLine(digest, caller.principal, ToString(caller.role)));
  }
  for (const auto& [digest, principal] : revoked) {
    lines.push_back(ToLine(digest, principal, kRevoked));
  }
  std::sort(lines.begin(), lines.end());
  std::string text(kFirstLine);
  for (const std::string& line : lines) text += line;
  if (const auto written = ReplacePrivateFile(path_, text); !written) return written;
  revoked_ = std::move(revoked);
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
  if (!*text) return Unexpected{NoTokenFile(path)};
  std::string_view token = **text;
  while (token.ends_with('\n')) token.remove_suffix(1);
  if (!IsToken(token)) return Unexpected{NoToken(path)};
  return std::string(token);
}

}  // namespace recourse::rpc
