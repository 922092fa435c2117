#pragma once

#include <string>

namespace recourse {

// Names the calling thread, for whoever looks at the process (top -H, a profile, a core). Linux
// keeps the first 15 bytes.
void NameThread(const std::string& name);

}  // namespace recourse
