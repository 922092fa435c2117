#include "libs/rpc/page.h"

#include <fmt/format.h>

#include <charconv>

#include "libs/base/hex.h"

namespace recourse::rpc {
namespace {

constexpr std::size_t kSealBytes = 8;
constexpr std::size_t kTokenCharsMax = 4096;

template <class Number>
bool ParseNumber(std::string_view text, Number& number) {
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && at == end;
}

}  // namespace

std::string PageTokens::Seal(std::string_view question, std::string_view cursor) const {
  return hash_(fmt::format("page {} {}", question.size(), question), cursor).substr(0, kSealBytes);
}

std::string PageTokens::Issue(std::string_view question, std::string_view cursor) const {
  return ToHex(Seal(question, cursor) + std::string(cursor));
}

std::optional<std::string> PageTokens::Open(std::string_view question,
                                            std::string_view token) const {
  if (token.empty()) return std::string();
  if (token.size() > kTokenCharsMax) return std::nullopt;
  const auto bytes = FromHex(token);
  if (!bytes || bytes->size() < kSealBytes) return std::nullopt;
  std::string cursor = bytes->substr(kSealBytes);
  if (Seal(question, cursor) != bytes->substr(0, kSealBytes)) return std::nullopt;
  return cursor;
}

std::string FormatPosition(const engine::Position& position) {
  return fmt::format("{}/{}", position.shard, position.sequence);
}

std::optional<engine::Position> ParsePosition(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  engine::Position position;
  if (!ParseNumber(text.substr(0, slash), position.shard) ||
      !ParseNumber(text.substr(slash + 1), position.sequence)) {
    return std::nullopt;
  }
  return position;
}

}  // namespace recourse::rpc
