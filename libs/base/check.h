#pragma once

namespace recourse::base {

// Writes where and what to standard error and ends the process with SIGABRT.
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition);

}  // namespace recourse::base

// Guards against our own bugs only, and stays on in release. Never for input or storage errors.
#define CHECK(condition) \
  ((condition) ? void() : ::recourse::base::CheckFailed(__FILE__, __LINE__, #condition))
