#pragma once

#include <string>
#include <string_view>

namespace recourse::communication_log {

// The 32 bytes of SHA-256 over `bytes`.
std::string Sha256(std::string_view bytes);

}  // namespace recourse::communication_log
