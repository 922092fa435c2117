#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace recourse {

// Lower-case hexadecimal, two characters a byte.
std::string ToHex(std::string_view bytes);

// Nothing if `text` has an odd length or another character than [0-9a-fA-F].
std::optional<std::string> FromHex(std::string_view text);

}  // namespace recourse
