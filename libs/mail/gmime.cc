#include "libs/mail/gmime.h"

#include <mutex>

namespace recourse::mail {

void InitGMimeOnce() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

}  // namespace recourse::mail
