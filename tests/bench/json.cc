#include "tests/bench/json.h"

#include <fmt/format.h>

#include <cmath>

namespace recourse::bench {
namespace {

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += fmt::format("\\{}", c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      quoted += fmt::format("\\u{:04x}", c);
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace

JsonObject& JsonObject::Text(std::string_view key, std::string_view value) {
  return Raw(key, Quoted(value));
}

JsonObject& JsonObject::Number(std::string_view key, double value) {
  return Raw(key, std::isfinite(value) ? fmt::format("{:.6g}", value) : "null");
}

JsonObject& JsonObject::Raw(std::string_view key, std::string_view value) {
  if (!members_.empty()) members_ += ", ";
  members_ += fmt::format("{}: {}", Quoted(key), value);
  return *this;
}

}  // namespace recourse::bench
