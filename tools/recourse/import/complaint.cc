#include "tools/recourse/import/complaint.h"

#include <fmt/format.h>
#include <utf8.h>

#include <algorithm>
#include <tuple>

namespace recourse::csv_import {
namespace {

constexpr std::size_t kShownBytesMax = 80;

bool Printable(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7f;
}

// The longest start of `value` that is shown, not cut inside a character.
std::string_view Shown(std::string_view value) {
  if (value.size() <= kShownBytesMax) return value;
  std::size_t size = kShownBytesMax;
  while (size > 0 && (static_cast<unsigned char>(value[size]) & 0xc0) == 0x80) --size;
  return value.substr(0, size);
}

}  // namespace

std::string Quoted(std::string_view value) {
  const std::string_view shown = Shown(value);
  std::string text = "\"";
  auto at = shown.begin();
  while (at != shown.end()) {
    const auto valid_end = utf8::find_invalid(at, shown.end());
    for (; at != valid_end; ++at) {
      text += Printable(*at) ? std::string(1, *at)
                             : fmt::format("\\x{:02x}", static_cast<unsigned char>(*at));
    }
    if (at == shown.end()) break;
    text += fmt::format("\\x{:02x}", static_cast<unsigned char>(*at));
    ++at;
  }
  return text + (shown.size() < value.size() ? "...\"" : "\"");
}

std::string ToString(const Complaint& complaint) {
  std::string text = complaint.file;
  if (complaint.line > 0) text += fmt::format(":{}", complaint.line);
  text += ": ";
  if (!complaint.place.empty()) {
    text += fmt::format("{} {}: ", complaint.place, Quoted(complaint.value));
  } else if (!complaint.value.empty()) {
    text += Quoted(complaint.value) + ": ";
  }
  return text + complaint.expected;
}

void Print(Complaints complaints, std::ostream& out, std::size_t lines_max) {
  const auto order = [](const Complaint& c) { return std::tie(c.file, c.line); };
  std::stable_sort(complaints.begin(), complaints.end(),
                   [&](const Complaint& a, const Complaint& b) { return order(a) < order(b); });
  const std::size_t shown = std::min(lines_max, complaints.size());
  for (std::size_t i = 0; i < shown; ++i) out << ToString(complaints[i]) << '\n';
  if (shown < complaints.size()) {
    out << fmt::format("... and {} more\n", complaints.size() - shown);
  }
  out << fmt::format("{} {} in all\n", complaints.size(),
                     complaints.size() == 1 ? "error" : "errors");
}

}  // namespace recourse::csv_import
