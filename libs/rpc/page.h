#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/engine/engine.h"
#include "libs/rpc/digest.h"

namespace recourse::rpc {

// Page tokens of AIP-158. A token carries where a list goes on, and is bound to one question: used
// with another filter, by another caller, or changed by hand, it opens to nothing.
class PageTokens {
 public:
  explicit PageTokens(const KeyedHash& hash) : hash_(hash) {}

  // `question` is all that the answer depends on: method, caller, parent, filter, order.
  std::string Issue(std::string_view question, std::string_view cursor) const;
  // The cursor: empty for an empty token, which is the first page; nothing if the token is wrong.
  std::optional<std::string> Open(std::string_view question, std::string_view token) const;

 private:
  std::string Seal(std::string_view question, std::string_view cursor) const;

  const KeyedHash hash_;
};

// The metadata in which a position travels: with every answer as trailing metadata, and with a read
// that must see it as request metadata, several times if it must see several.
inline constexpr char kPositionKey[] = "recourse-position";

// "3/41": shard 3, sequence 41.
std::string FormatPosition(const engine::Position& position);
std::optional<engine::Position> ParsePosition(std::string_view text);

}  // namespace recourse::rpc
