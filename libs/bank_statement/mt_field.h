#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/bank_statement/refused.h"

namespace recourse::bank_statement {

// The fields of MT940 and MT942 (SWIFT Standards MT, category 9), and :NS: ("non-SWIFT"), which
// German and Hungarian banks add.
enum class MtTag {
  k13,      // 13, 13D: when an MT942 was made
  k20,      // Reference of the message.
  k21,      // Related reference.
  k25,      // 25, 25P: account.
  k28,      // 28, 28C: number and page of the statement.
  k34,      // 34F: floor limit of an MT942.
  k60,      // 60F, 60M: opening balance.
  k61,      // Statement line.
  k62,      // 62F, 62M: closing balance.
  k64,      // Closing available balance.
  k65,      // Forward available balance.
  k86,      // Information to the account owner.
  k90,      // 90C, 90D: number and sum of the entries of an MT942.
  kNs,      // Lines that begin with a two-digit code.
  kHeader,  // 940, 942: the message's type, as some banks put it before a statement.
  kUnknown,
};

// A line that begins with a tag, ":61:".
struct MtTaggedLine {
  MtTag tag;
  std::string_view name;  // "61", "60F".
  std::string_view text;  // Behind the tag.
};
// Nothing if the line begins otherwise. A tag is two digits and at most one letter, or NS, or three
// digits, between colons.
std::optional<MtTaggedLine> ReadTag(std::string_view line);

// A field with all its lines, in UTF-8.
struct MtField {
  MtTag tag = MtTag::kUnknown;
  std::string name;
  int line = 0;                    // Of its tag.
  std::vector<std::string> lines;  // At least one, the first may be empty, the last of others not.

  Place place() const { return {line, ":" + name + ":"}; }
};

// Beyond any bank's: SWIFT allows an :86: 6 lines of 65 characters.
inline constexpr std::size_t kMtFieldBytesMax = 65'536;

}  // namespace recourse::bank_statement
