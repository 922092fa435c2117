#pragma once

#include <iconv.h>

#include <string>
#include <string_view>

#include "libs/bank_statement/refused.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// Turns the lines of one MT file, which does not say its encoding, into UTF-8. The first line that
// is not plain ASCII tells: if it is UTF-8, all of the file is; else it is windows-1252, which
// reads ISO 8859-1 too. Its five bytes without a character are the control characters of ISO 8859-1
// (WHATWG Encoding Standard), so no byte is refused. Banks of some countries write others (a DOS
// code page); the caller may name it. One thread at a time.
class TextEncoding {
 public:
  // `name` as iconv knows it ("CP852"); empty to tell by the text.
  explicit TextEncoding(std::string name = "");
  ~TextEncoding();
  TextEncoding(const TextEncoding&) = delete;
  TextEncoding& operator=(const TextEncoding&) = delete;

  // TEXT_MALFORMED if the line is not in the encoding of the file, or holds a control character
  // other than a tab; ENCODING_UNKNOWN if iconv does not know the name.
  Expected<std::string, Failure> ToUtf8(std::string_view line, const Place& place);

 private:
  Expected<std::string, Failure> Convert(std::string_view line, const Place& place);

  std::string name_;
  iconv_t converter_ = reinterpret_cast<iconv_t>(-1);
};

}  // namespace recourse::bank_statement
