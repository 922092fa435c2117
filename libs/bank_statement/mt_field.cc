#include "libs/bank_statement/mt_field.h"

#include <array>
#include <utility>

namespace recourse::bank_statement {
namespace {

constexpr std::array<std::pair<std::string_view, MtTag>, 22> kTags = {{
    {"13", MtTag::k13},      {"13D", MtTag::k13},     {"20", MtTag::k20},  {"21", MtTag::k21},
    {"25", MtTag::k25},      {"25P", MtTag::k25},     {"28", MtTag::k28},  {"28C", MtTag::k28},
    {"34F", MtTag::k34},     {"60F", MtTag::k60},     {"60M", MtTag::k60}, {"61", MtTag::k61},
    {"62F", MtTag::k62},     {"62M", MtTag::k62},     {"64", MtTag::k64},  {"65", MtTag::k65},
    {"86", MtTag::k86},      {"90C", MtTag::k90},     {"90D", MtTag::k90}, {"NS", MtTag::kNs},
    {"940", MtTag::kHeader}, {"942", MtTag::kHeader},
}};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsTagName(std::string_view name) {
  if (name == "NS") return true;
  if (name.size() < 2 || name.size() > 3 || !IsDigit(name[0]) || !IsDigit(name[1])) return false;
  return name.size() == 2 || IsDigit(name[2]) || (name[2] >= 'A' && name[2] <= 'Z');
}

}  // namespace

std::optional<MtTaggedLine> ReadTag(std::string_view line) {
  if (!line.starts_with(':')) return std::nullopt;
  const std::size_t end = line.find(':', 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(1, end - 1);
  if (!IsTagName(name)) return std::nullopt;
  MtTaggedLine tagged{MtTag::kUnknown, name, line.substr(end + 1)};
  for (const auto& [known, tag] : kTags) {
    if (known == name) tagged.tag = tag;
  }
  return tagged;
}

}  // namespace recourse::bank_statement
