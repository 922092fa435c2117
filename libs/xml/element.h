#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recourse::xml {

struct Attribute {
  std::string ns;  // Its namespace; empty for a name without prefix.
  std::string name;
  std::string value;

  bool operator==(const Attribute&) const = default;
};

// One element of a document with all that is in it: a value that owns what it holds. Names are
// local names, without prefix. Comments and processing instructions are not kept.
class Element {
 public:
  const std::string& name() const { return name_; }
  const std::string& ns() const { return *ns_; }  // The namespace's URI; empty if it has none.
  int line() const { return line_; }              // Where its start tag ends, from 1.

  // The characters directly in it, of all its pieces, entities resolved. White space between
  // child elements is not kept.
  const std::string& text() const { return text_; }
  // text() without the white space of XML around it.
  std::string_view Value() const;

  const std::vector<Attribute>& attributes() const { return attributes_; }
  // The value of the attribute with this name and no namespace.
  std::optional<std::string_view> FindAttribute(std::string_view name) const;

  const std::vector<Element>& children() const { return children_; }
  // The first child of this name, in `ns`; without `ns`, in the namespace of this element. Null if
  // there is none.
  const Element* Child(std::string_view name) const { return Child(ns(), name); }
  const Element* Child(std::string_view ns, std::string_view name) const;
  // All children of this name, in the document's order.
  std::vector<const Element*> Children(std::string_view name) const { return Children(ns(), name); }
  std::vector<const Element*> Children(std::string_view ns, std::string_view name) const;
  // Follows the first child of each name, all in the namespace of this element: "Acct/Id/IBAN".
  const Element* Find(std::string_view path) const;

 private:
  friend class TreeBuilder;

  std::string name_;
  std::shared_ptr<const std::string> ns_;
  int line_ = 0;
  std::string text_;
  std::vector<Attribute> attributes_;
  std::vector<Element> children_;
};

}  // namespace recourse::xml
