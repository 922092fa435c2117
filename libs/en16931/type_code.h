#pragma once

#include <string_view>

namespace recourse::en16931 {

// Whether the type code (BT-3) is one of UNTDID 1001 that EN 16931 takes for a credit note: 381 and
// its kin. Such a document states what it credits with positive amounts.
bool IsCreditNoteCode(std::string_view type_code);
// Whether EN 16931 allows the type code at all (BR-CL-01).
bool IsTypeCode(std::string_view type_code);

}  // namespace recourse::en16931
