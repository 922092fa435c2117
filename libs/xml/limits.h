#pragma once

#include <cstddef>

namespace recourse::xml {

// What is read of a document before it is refused. In a stream the bounds hold for each subtree
// that is handed over, but for the depth, which is counted from the root.
struct Limits {
  // Of the document as it lies, and of the names and text that are kept of it.
  std::size_t bytes_max = std::size_t{32} << 20;
  int depth_max = 64;                 // The root is at depth 1.
  std::size_t nodes_max = 1'000'000;  // Elements and attributes.
};

}  // namespace recourse::xml
