#pragma once

#include <string>

namespace recourse {

// Personal data as every room but seal sees it: opaque. Deciders carry it and never look inside.
struct Sealed {
  std::string envelope;  // Ciphertext with all that opening it needs but the key; made by seal.
  std::string digest;    // Keyed hash of the plaintext: equal for equal content of one subject.

  // The same person's same data is equal however often it was sealed.
  bool operator==(const Sealed& other) const { return digest == other.digest; }
};

}  // namespace recourse
