#include "libs/rpc/resource_name.h"

#include <algorithm>

#include "libs/base/check.h"

namespace recourse::rpc {
namespace {

// Takes the text up to the next slash, and the slash, off the front.
std::string_view TakeSegment(std::string_view& rest) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view segment = rest.substr(0, slash);
  rest.remove_prefix(std::min(slash + 1, rest.size()));
  return segment;
}

}  // namespace

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

bool ParseName(std::string_view pattern, std::string_view name, std::span<std::string_view> ids) {
  if (std::count(name.begin(), name.end(), '/') != std::count(pattern.begin(), pattern.end(), '/'))
    return false;
  std::size_t count = 0;
  while (!pattern.empty()) {
    const std::string_view expected = TakeSegment(pattern);
    const std::string_view actual = TakeSegment(name);
    if (expected.front() != '{') {
      if (actual != expected) return false;
    } else {
      if (!IsId(actual)) return false;
      ids[count++] = actual;
    }
  }
  return true;
}

std::string FormatName(std::string_view pattern, std::span<const std::string_view> ids) {
  std::string name;
  std::size_t count = 0;
  while (!pattern.empty()) {
    const std::string_view segment = TakeSegment(pattern);
    if (!name.empty()) name += '/';
    if (segment.front() == '{') {
      CHECK(IsId(ids[count]));
      name += ids[count++];
    } else {
      name += segment;
    }
  }
  return name;
}

}  // namespace recourse::rpc
