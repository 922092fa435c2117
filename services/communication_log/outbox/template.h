#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::communication_log {

// The named values that a template may use.
struct Fields {
  std::map<std::string, std::string> texts;
  // A section stands once for each element, in which the element's fields come first; none: it is
  // left out.
  std::map<std::string, std::vector<Fields>> lists;
};

// Named texts that a template may include as {{>name}}.
using Partials = std::map<std::string, std::string, std::less<>>;

// Whether `text` is a well-formed mustache template. kInvalid TEMPLATE_MALFORMED says where not.
Expected<Done, Failure> CheckTemplate(const std::string& text);

// Fills `text`, a mustache template of plain text: nothing is escaped. A value is put in as it is,
// never read as a template. Every field and partial that the template uses must be given, and no
// used text may be empty: else kInvalid FIELD_MISSING names the first that is missing. Runs of
// empty lines, such as sections left out leave behind, become one, and none at the end. Thread
// safe.
Expected<std::string, Failure> Fill(const std::string& text, const Partials& partials,
                                    const Fields& fields);

}  // namespace recourse::communication_log
