#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/xml/element.h"
#include "libs/xml/limits.h"
#include "libs/xml/sax.h"

namespace recourse::xml {

// For this room only. Builds one element with all that is in it from the parser's calls, and
// counts what it holds against the limits.
class TreeBuilder {
 public:
  explicit TreeBuilder(const Limits& limits) : limits_(limits) {}

  // Whether an element is begun and not ended.
  bool building() const { return !open_.empty(); }

  Expected<Done, Failure> Open(const StartTag& tag);
  Expected<Done, Failure> Text(std::string_view text, int line);
  void Close();

  // The element that the last Close ended. What was counted begins anew.
  Element Release();

 private:
  Expected<Done, Failure> Count(std::size_t bytes, std::size_t nodes, int line);
  std::shared_ptr<const std::string> Namespace(std::string_view ns);

  const Limits limits_;
  // Those that are not ended, from the outside in: an element becomes the child of the one before
  // it when it ends.
  std::vector<Element> open_;
  Element whole_;
  std::size_t bytes_ = 0;
  std::size_t nodes_ = 0;
  std::map<std::string, std::shared_ptr<const std::string>, std::less<>> namespaces_;
};

}  // namespace recourse::xml
