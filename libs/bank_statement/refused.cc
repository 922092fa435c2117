#include "libs/bank_statement/refused.h"

#include <fmt/format.h>
#include <utf8.h>

#include <algorithm>
#include <utility>

namespace recourse::bank_statement {
namespace {

constexpr std::size_t kValueBytesMax = 80;

}  // namespace

Unexpected<Failure> Refused(std::string reason, const Place& place, std::string_view value,
                            std::string_view expected) {
  const std::string_view cut = value.substr(0, std::min(value.size(), kValueBytesMax));
  const auto end = utf8::find_invalid(cut.begin(), cut.end());
  Failure failure;
  failure.kind = Failure::Kind::kInvalid;
  failure.reason = std::move(reason);
  failure.message = fmt::format("line {}, {}: expected {}", place.line, place.field, expected);
  failure.values = {{"line", std::to_string(place.line)},
                    {"field", place.field},
                    {"value", std::string(cut.begin(), end)}};
  return Unexpected{std::move(failure)};
}

}  // namespace recourse::bank_statement
