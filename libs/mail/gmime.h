#pragma once

#include <gmime/gmime.h>

#include <memory>

namespace recourse::mail {

// Unreferences a GObject: what GMime makes is counted.
struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// To be called before anything else of GMime; again it does nothing. Thread safe.
void InitGMimeOnce();

}  // namespace recourse::mail
