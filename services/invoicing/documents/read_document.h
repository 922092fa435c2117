#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/einvoice/party.h"
#include "services/invoicing/domain/ledger_parts.h"

namespace recourse::invoicing {

// Below what one message may have (1 MiB), since the document travels in one.
inline constexpr std::size_t kDocumentBytesMax = 1'000'000;

// Something that did not stop it but deserves a look.
struct Notice {
  std::string reason;   // DUE_DATE_ASSUMED, CORRECTS_ANOTHER, or a rule's number.
  std::string message;  // One sentence for a person.
};

// An electronic invoice as it can be issued, by whom it was written, and what to tell of it.
struct ReadInvoice {
  InvoiceContent content;  // Without issuer; with digest and source.
  einvoice::Party seller;
  std::vector<Notice> notices;
};

// Reads one document of EN 16931 and holds it against the rules: what it says is kept as it stands,
// nothing is put right. Thread safe. Refusals are those of einvoice::Read, DOCUMENT_TOO_LARGE
// (kInvalid), and EINVOICE_RULES (kPrecondition) with a value for each rule whose breach is fatal,
// at most 20.
Expected<ReadInvoice, Failure> ReadDocument(std::string_view document);

}  // namespace recourse::invoicing
