#pragma once

#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "libs/base/hex.h"
#include "libs/engine/unit.h"

namespace recourse::wire {

// Holds one event to its golden file `<folder>/<Event>.txt`, the hexadecimal of its bytes as first
// released: decoding the file gives `event`, and encoding `event` gives the file. A file that has
// to change means that stored events can no longer be read.
template <engine::Aggregate A>
void ExpectGolden(const std::string& folder, const typename A::Decider::Event& event) {
  const eventlog::EncodedEvent encoded = A::Encode(event);
  const std::string_view name = encoded.type.substr(encoded.type.rfind('.') + 1);
  const std::string path = folder + "/" + std::string(name) + ".txt";
  const testing::ScopedTrace trace(__FILE__, __LINE__, path);

  std::ifstream file(path);
  ASSERT_TRUE(file) << "no golden file; it would hold\n" << ToHex(encoded.payload);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });

  EXPECT_EQ(ToHex(encoded.payload), text);
  const auto golden = FromHex(text);
  ASSERT_TRUE(golden) << "not hexadecimal";
  const auto decoded = A::Decode(encoded.type, *golden);
  ASSERT_TRUE(decoded) << "cannot be decoded";
  EXPECT_TRUE(*decoded == event) << "decodes to something else";
}

}  // namespace recourse::wire
