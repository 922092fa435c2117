#include "libs/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace recourse::base {

void CheckFailed(const char* file, int line, const char* condition) {
  std::fprintf(stderr, "%s:%d: CHECK(%s) failed\n", file, line, condition);
  std::abort();
}

}  // namespace recourse::base
