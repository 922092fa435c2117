#pragma once

#include <string>

namespace recourse::cli {

// The name of a resource, given by its id or by its name: both "a1" and "accounts/a1" are
// "accounts/a1" in `collection` "accounts".
inline std::string NameIn(const std::string& collection, const std::string& argument) {
  const std::string prefix = collection + "/";
  return argument.starts_with(prefix) ? argument : prefix + argument;
}

}  // namespace recourse::cli
