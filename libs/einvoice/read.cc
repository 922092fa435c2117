#include "libs/einvoice/read.h"

#include <fmt/format.h>

#include "libs/einvoice/cii.h"
#include "libs/einvoice/reading.h"
#include "libs/einvoice/ubl.h"
#include "libs/xml/document.h"

namespace recourse::einvoice {
namespace {

// What is repeated of a namespace in a failure.
constexpr std::size_t kShownBytes = 100;

Failure UnknownRoot(const xml::Element& root) {
  const std::string ns = root.ns().substr(0, kShownBytes);
  return {
      .kind = Failure::Kind::kInvalid,
      .reason = "EINVOICE_UNKNOWN_ROOT",
      .message = fmt::format("{} of namespace \"{}\" is neither an Invoice or CreditNote of UBL "
                             "2.1 nor a CrossIndustryInvoice (line {})",
                             root.name(), ns, root.line()),
      .values = {{"path", root.name()}, {"value", ns}, {"line", std::to_string(root.line())}}};
}

Expected<Document, Failure> ReadRoot(const Expected<xml::Element, Failure>& root) {
  if (!root) return Unexpected{root.error()};
  Reading in(*root);
  const bool is_ubl = ubl::IsRoot(*root);
  if (!is_ubl && !cii::IsRoot(*root)) return Unexpected{UnknownRoot(*root)};
  Invoice invoice = is_ubl ? ubl::Read(in) : cii::Read(in);
  if (in.failure()) return Unexpected{*in.failure()};
  return Document{std::move(invoice), is_ubl ? Syntax::kUbl : Syntax::kCii};
}

Expected<Invoice, Failure> InvoiceOf(Expected<Document, Failure> document) {
  if (!document) return Unexpected{document.error()};
  return std::move(document->invoice);
}

}  // namespace

Expected<Invoice, Failure> Read(std::string_view document, const xml::Limits& limits) {
  return InvoiceOf(ReadDocument(document, limits));
}

Expected<Invoice, Failure> ReadFile(const std::filesystem::path& file, const xml::Limits& limits) {
  return InvoiceOf(ReadRoot(xml::ParseFile(file, limits)));
}

Expected<Document, Failure> ReadDocument(std::string_view document, const xml::Limits& limits) {
  return ReadRoot(xml::Parse(document, limits));
}

}  // namespace recourse::einvoice
