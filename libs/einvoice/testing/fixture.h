#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "libs/base/check.h"

namespace recourse::einvoice {

// The bytes of a document of this folder. Tests run in the repository's root.
inline std::string Fixture(std::string_view name) {
  std::ifstream file("libs/einvoice/testing/" + std::string(name), std::ios::binary);
  CHECK(file.is_open());
  return {std::istreambuf_iterator<char>(file), {}};
}

// The document with the first `from` in it as `to`.
inline std::string Replaced(std::string document, std::string_view from, std::string_view to) {
  const std::size_t at = document.find(from);
  CHECK(at != std::string::npos);
  return document.replace(at, from.size(), to);
}

}  // namespace recourse::einvoice
