#pragma once

#include <string>
#include <string_view>

namespace recourse::observability {

// Appends `text` to `out` as a JSON string with its quotes (RFC 8259). Control characters, quotes
// and backslashes are escaped; a byte that is not part of valid UTF-8 becomes U+FFFD, so that what
// comes out can always be parsed. The line separators U+2028 and U+2029 are escaped too: some
// readers of logs break lines at them.
void AppendJsonString(std::string_view text, std::string& out);

}  // namespace recourse::observability
