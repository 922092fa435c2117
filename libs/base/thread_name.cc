#include "libs/base/thread_name.h"

#include <pthread.h>

namespace recourse {

void NameThread(const std::string& name) {
  constexpr std::size_t kBytesMax = 15;
  pthread_setname_np(pthread_self(), name.substr(0, kBytesMax).c_str());
}

}  // namespace recourse
