#include "libs/process/failure_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace recourse::process {
namespace {

// Nothing that a server says may break the line or steer the terminal.
std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return text;
}

}  // namespace

std::string ToText(const Failure& failure) {
  std::string values;
  for (const auto& [field, value] : failure.values) {
    values += fmt::format("{}{} = {}", values.empty() ? "" : ", ", field, value);
  }
  std::string text = failure.message;
  while (!text.empty() && text.back() == '.') text.pop_back();
  if (!failure.reason.empty()) {
    text += fmt::format("{}({}{}{})", text.empty() ? "" : " ", failure.reason,
                        values.empty() ? "" : ": ", values);
  } else if (!values.empty()) {
    text += fmt::format(" ({})", values);
  }
  return OneLine(text);
}

}  // namespace recourse::process
