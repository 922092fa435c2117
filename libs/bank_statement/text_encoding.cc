#include "libs/bank_statement/text_encoding.h"

#include <fmt/format.h>
#include <utf8.h>

#include <algorithm>
#include <utility>

namespace recourse::bank_statement {
namespace {

constexpr const char* kDefault = "WINDOWS-1252";
const iconv_t kNone = reinterpret_cast<iconv_t>(-1);

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

}  // namespace

TextEncoding::TextEncoding(std::string name) : name_(std::move(name)) {}

TextEncoding::~TextEncoding() {
  if (converter_ != kNone) iconv_close(converter_);
}

Expected<std::string, Failure> TextEncoding::ToUtf8(std::string_view line, const Place& place) {
  if (std::any_of(line.begin(), line.end(), IsControl)) {
    return Refused("TEXT_MALFORMED", place, line, "text without control characters");
  }
  if (IsAscii(line)) return std::string(line);
  const bool is_utf8 = utf8::is_valid(line.begin(), line.end());
  if (name_.empty()) name_ = is_utf8 ? "UTF-8" : kDefault;
  if (name_ != "UTF-8") return Convert(line, place);
  if (is_utf8) return std::string(line);
  return Refused("TEXT_MALFORMED", place, line, "UTF-8, as on the lines before");
}

Expected<std::string, Failure> TextEncoding::Convert(std::string_view line, const Place& place) {
  if (converter_ == kNone) converter_ = iconv_open("UTF-8", name_.c_str());
  if (converter_ == kNone) {
    return Refused("ENCODING_UNKNOWN", place, name_, "the name of an encoding");
  }
  // No character of an encoding of bytes takes more than four in UTF-8.
  std::string text(line.size() * 4, '\0');
  char* in = const_cast<char*>(line.data());
  std::size_t in_left = line.size();
  char* out = text.data();
  std::size_t out_left = text.size();
  iconv(converter_, nullptr, nullptr, nullptr, nullptr);
  while (iconv(converter_, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) {
    if (name_ != kDefault) {
      return Refused("TEXT_MALFORMED", place, line, fmt::format("text in {}", name_));
    }
    char* const end = utf8::unchecked::append(static_cast<unsigned char>(*in), out);
    out_left -= static_cast<std::size_t>(end - out);
    out = end;
    ++in;
    --in_left;
  }
  text.resize(text.size() - out_left);
  return text;
}

}  // namespace recourse::bank_statement
