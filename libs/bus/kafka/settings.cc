#include "libs/bus/kafka/settings.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace recourse::bus::kafka {
namespace {

bool IsHostCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_';
}

bool IsBroker(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  const std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return std::all_of(host.begin(), host.end(), IsHostCharacter) && error == std::errc() &&
         end == port.data() + port.size() && number > 0;
}

}  // namespace

std::string KafkaUserOf(std::string principal) {
  std::replace(principal.begin(), principal.end(), '/', '.');
  return principal;
}

bool IsBrokerList(std::string_view text) {
  for (;;) {
    const std::size_t comma = text.find(',');
    if (!IsBroker(text.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace recourse::bus::kafka
