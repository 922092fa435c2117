#pragma once

#include <optional>

#include "libs/einvoice/invoice.h"
#include "libs/einvoice/reading.h"

namespace recourse::einvoice {

// For this room only. What `element` embeds in base64 (BT-125), or nothing if it is null; both
// syntaxes name file and type by the same attributes. EINVOICE_BAD_BASE64.
std::optional<Attachment::Content> ReadContent(Reading& in, const xml::Element* element);

}  // namespace recourse::einvoice
