#pragma once

#include <filesystem>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/einvoice/invoice.h"
#include "libs/xml/limits.h"

namespace recourse::einvoice {

// Attachments are embedded, so an invoice is larger than its words.
inline constexpr xml::Limits kLimits{
    .bytes_max = std::size_t{32} << 20, .depth_max = 64, .nodes_max = 1'000'000};

// Reads one invoice or credit note, as its root tells: UBL 2.1 by CEN/TS 16931-3-2, or UN/CEFACT
// CII D16B by CEN/TS 16931-3-3. Thread safe.
//
// It reads what the document says and judges nothing but whether that can be understood; Check
// (check.h) holds the result against the rules. What the model has no term for is not read.
// Refusals are those of xml::Parse, EINVOICE_UNKNOWN_ROOT, and:
//   EINVOICE_MISSING            a term without which there is no invoice; "rule" names the rule
//   EINVOICE_REPEATED           what may be there once is there twice, or twice differently
//   EINVOICE_BAD_DATE           no calendar day in the syntax's only form
//   EINVOICE_BAD_AMOUNT, EINVOICE_BAD_NUMBER, EINVOICE_BAD_INDICATOR, EINVOICE_BAD_BASE64
//   EINVOICE_TOO_MANY_DECIMALS  an amount that its currency cannot hold exactly (BR-DEC-01 to -28
//                               for two decimals); zeros at the end do not count
//   EINVOICE_UNKNOWN_CURRENCY, EINVOICE_OTHER_CURRENCY
//   EINVOICE_BAD_TYPE           a UBL CreditNote with a type code of something else (BR-CL-01)
//   EINVOICE_UNSUPPORTED        lines within lines in CII
// Each names "term", "path", "value" and "line" of the first place that it meets.
Expected<Invoice, Failure> Read(std::string_view document, const xml::Limits& limits = kLimits);
Expected<Invoice, Failure> ReadFile(const std::filesystem::path& file,
                                    const xml::Limits& limits = kLimits);

enum class Syntax { kUbl, kCii };

struct Document {
  Invoice invoice;
  Syntax syntax{};
};

// The same, and in which syntax it is written.
Expected<Document, Failure> ReadDocument(std::string_view document,
                                         const xml::Limits& limits = kLimits);

}  // namespace recourse::einvoice
