#pragma once

namespace recourse {

// The deleter of a std::unique_ptr to what a C library gives, and takes back by kFree:
//   using Folder = std::unique_ptr<DIR, FreedBy<closedir>>;
template <auto kFree>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

}  // namespace recourse
