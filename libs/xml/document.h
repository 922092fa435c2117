#pragma once

#include <filesystem>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/xml/element.h"
#include "libs/xml/limits.h"

namespace recourse::xml {

// Reads a whole document into its root element. Nothing but `bytes` is read: no network, no other
// file. The encoding is the one that the document declares, texts are handed out in UTF-8. Thread
// safe.
//
// Refusals, each with the line under "line", but for a document that is too large as it lies:
//   XML_MALFORMED  not well-formed, a namespace that is not declared, an unknown entity or encoding
//   XML_DOCTYPE    the document has a DOCTYPE: no DTD is processed, so no entity is ever declared
//   XML_TOO_DEEP, XML_TOO_LARGE  beyond `limits`, which bound was broken under its name
Expected<Element, Failure> Parse(std::string_view bytes, const Limits& limits = {});

// The same of a file. XML_FILE, with its path under "file" and the system's reason, if it cannot be
// read.
Expected<Element, Failure> ParseFile(const std::filesystem::path& file, const Limits& limits = {});

}  // namespace recourse::xml
