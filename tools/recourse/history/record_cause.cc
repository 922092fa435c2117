#include "tools/recourse/history/record_cause.h"

#include <charconv>
#include <string_view>

namespace recourse::cli {
namespace {

// Takes "-<number>" from the end of `text`.
std::optional<std::uint64_t> TakeNumber(std::string_view& text) {
  const auto dash = text.rfind('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(dash + 1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
  if (error != std::errc() || end != digits.end()) return std::nullopt;
  text = text.substr(0, dash);
  return number;
}

// "collections-3-1-45", as the dispatcher of a service names its promises: shard, epoch, sequence.
std::optional<RecordPlace> PromiseNamedBy(const history::v1::Record& record) {
  std::string_view id = record.request().request_id();
  const auto sequence = TakeNumber(id);
  const auto epoch = TakeNumber(id);
  const auto shard = TakeNumber(id);
  if (!sequence || !epoch || !shard || record.actor() != "services/" + std::string(id)) {
    return std::nullopt;
  }
  return RecordPlace{std::string(id), static_cast<std::uint32_t>(*shard), *sequence};
}

}  // namespace

std::optional<RecordPlace> CauseOf(const history::v1::Record& record) {
  if (record.has_event()) {
    return RecordPlace{record.event().service(), record.shard(), record.event().sequence()};
  }
  return PromiseNamedBy(record);
}

}  // namespace recourse::cli
