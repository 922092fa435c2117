#pragma once

#include <gmime/gmime.h>

#include <memory>

#include "libs/base/freed_by.h"

namespace recourse::mail {

// A reference to a GObject: what GMime makes is counted.
template <class T>
using Owned = std::unique_ptr<T, FreedBy<g_object_unref>>;

// To be called before anything else of GMime; again it does nothing. Thread safe.
void InitGMimeOnce();

}  // namespace recourse::mail
