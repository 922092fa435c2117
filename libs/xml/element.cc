#include "libs/xml/element.h"

#include <algorithm>

namespace recourse::xml {

std::string_view Element::Value() const {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const std::size_t first = text_.find_first_not_of(kWhiteSpace);
  if (first == std::string::npos) return {};
  const std::size_t last = text_.find_last_not_of(kWhiteSpace);
  return std::string_view(text_).substr(first, last - first + 1);
}

std::optional<std::string_view> Element::FindAttribute(std::string_view name) const {
  for (const Attribute& attribute : attributes_) {
    if (attribute.ns.empty() && attribute.name == name) return attribute.value;
  }
  return std::nullopt;
}

const Element* Element::Child(std::string_view ns, std::string_view name) const {
  const auto found = std::find_if(children_.begin(), children_.end(), [&](const Element& child) {
    return child.name_ == name && *child.ns_ == ns;
  });
  return found == children_.end() ? nullptr : &*found;
}

std::vector<const Element*> Element::Children(std::string_view ns, std::string_view name) const {
  std::vector<const Element*> found;
  for (const Element& child : children_) {
    if (child.name_ == name && *child.ns_ == ns) found.push_back(&child);
  }
  return found;
}

const Element* Element::Find(std::string_view path) const {
  const Element* at = this;
  while (at != nullptr && !path.empty()) {
    const std::size_t slash = path.find('/');
    at = at->Child(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return at;
}

}  // namespace recourse::xml
