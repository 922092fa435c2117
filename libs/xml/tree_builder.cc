#include "libs/xml/tree_builder.h"

#include <fmt/format.h>

#include <utility>

#include "libs/base/check.h"

namespace recourse::xml {
namespace {

Failure TooLarge(std::string_view what, std::string_view bound, std::size_t max, int line) {
  Failure failure =
      Refused("XML_TOO_LARGE", fmt::format("It holds more than {} {}.", max, what), line);
  failure.values.emplace_back(bound, std::to_string(max));
  return failure;
}

bool IsWhiteSpace(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

Expected<Done, Failure> TreeBuilder::Open(const StartTag& tag) {
  std::size_t bytes = tag.name.size();
  for (const auto& attribute : tag.attributes) {
    bytes += attribute.ns.size() + attribute.name.size() + attribute.value.size();
  }
  if (!namespaces_.contains(tag.ns)) bytes += tag.ns.size();
  if (auto counted = Count(bytes, 1 + tag.attributes.size(), tag.line); !counted) return counted;

  Element element;
  element.name_ = tag.name;
  element.ns_ = Namespace(tag.ns);
  element.line_ = tag.line;
  element.attributes_.reserve(tag.attributes.size());
  for (const auto& [ns, name, value] : tag.attributes) {
    element.attributes_.push_back({std::string(ns), std::string(name), std::string(value)});
  }
  open_.push_back(std::move(element));
  return Done{};
}

Expected<Done, Failure> TreeBuilder::Text(std::string_view text, int line) {
  if (auto counted = Count(text.size(), 0, line); !counted) return counted;
  open_.back().text_ += text;
  return Done{};
}

void TreeBuilder::Close() {
  CHECK(building());
  Element element = std::move(open_.back());
  open_.pop_back();
  if (!element.children_.empty() && IsWhiteSpace(element.text_)) element.text_ = {};
  if (open_.empty()) {
    whole_ = std::move(element);
  } else {
    open_.back().children_.push_back(std::move(element));
  }
}

Element TreeBuilder::Release() {
  CHECK(!building());
  bytes_ = 0;
  nodes_ = 0;
  namespaces_.clear();
  return std::exchange(whole_, {});
}

Expected<Done, Failure> TreeBuilder::Count(std::size_t bytes, std::size_t nodes, int line) {
  bytes_ += bytes;
  nodes_ += nodes;
  if (bytes_ > limits_.bytes_max) {
    return Unexpected{TooLarge("bytes", "bytes_max", limits_.bytes_max, line)};
  }
  if (nodes_ > limits_.nodes_max) {
    return Unexpected{TooLarge("elements and attributes", "nodes_max", limits_.nodes_max, line)};
  }
  return Done{};
}

std::shared_ptr<const std::string> TreeBuilder::Namespace(std::string_view ns) {
  const auto known = namespaces_.find(ns);
  if (known != namespaces_.end()) return known->second;
  return namespaces_.emplace(ns, std::make_shared<const std::string>(ns)).first->second;
}

}  // namespace recourse::xml
