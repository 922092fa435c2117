#include "libs/bank_statement/mt_codes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "libs/bank_statement/account_id.h"
#include "libs/bank_statement/text.h"

namespace recourse::bank_statement {
namespace {

constexpr std::array<std::string_view, 20> kCodes = {
    "ADDR", "BENM", "BIC",  "CSID", "EREF", "IBAN", "ID",   "ISDT", "MARF", "NAME",
    "ORDP", "PREF", "PURP", "REMI", "RTRN", "SVCL", "TRCD", "TRTP", "ULTC", "ULTD"};

// The known code that stands between strokes at `at`.
std::optional<std::string_view> CodeAt(std::string_view text, std::size_t at) {
  if (text[at] != '/') return std::nullopt;
  const std::size_t end = text.find('/', at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view code = text.substr(at + 1, end - at - 1);
  if (std::find(kCodes.begin(), kCodes.end(), code) == kCodes.end()) return std::nullopt;
  return code;
}

struct Coded {
  std::string_view code;
  std::string_view text;
};

std::vector<Coded> Split(std::string_view text) {
  std::vector<Coded> parts;
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto code = CodeAt(text, at);
    if (!code) {
      ++at;
      continue;
    }
    if (!parts.empty()) parts.back().text = Trimmed(text.substr(begin, at - begin));
    parts.push_back({*code, {}});
    begin = at + code->size() + 2;
    at = begin;
  }
  if (!parts.empty()) parts.back().text = Trimmed(text.substr(begin));
  return parts;
}

// Whom the codes that follow speak of.
enum class Whom { kOther, kUs, kUltimateOther, kUltimateUs };

std::optional<Whom> WhomOf(std::string_view code, bool is_credit) {
  if (code == "ORDP") return is_credit ? Whom::kOther : Whom::kUs;
  if (code == "BENM") return is_credit ? Whom::kUs : Whom::kOther;
  if (code == "ULTD") return is_credit ? Whom::kUltimateOther : Whom::kUltimateUs;
  if (code == "ULTC") return is_credit ? Whom::kUltimateUs : Whom::kUltimateOther;
  return std::nullopt;
}

void ReadParty(const Coded& part, Whom whom, Counterparty& other) {
  if (part.code == "NAME" && whom == Whom::kUltimateOther) other.ultimate_name = part.text;
  if (whom != Whom::kOther) return;
  if (part.code == "NAME") other.name = part.text;
  if (part.code == "IBAN") other.account = AccountOf(part.text);
  if (part.code == "BIC") other.bank = BankOf(part.text);
}

}  // namespace

bool ReadMtCodes(std::string_view text, Entry& entry) {
  text = Trimmed(text);
  if (text.empty() || !CodeAt(text, 0)) return false;
  Detail& detail = entry.details.front();
  Whom whom = Whom::kOther;
  for (const Coded& part : Split(text)) {
    if (const auto named = WhomOf(part.code, entry.amount.minor_units >= 0)) whom = *named;
    ReadParty(part, whom, detail.counterparty);
    if (part.code == "EREF") detail.references.end_to_end = Reference(part.text);
    if (part.code == "PREF") detail.references.payment_information = Reference(part.text);
    if (part.code == "MARF") detail.references.mandate = Reference(part.text);
    if (part.code == "CSID") detail.references.creditor_id = Reference(part.text);
    if (part.code == "RTRN") detail.return_reason = part.text;
    if (part.code == "REMI") AddLine(detail.remittance.text, part.text);
  }
  return true;
}

}  // namespace recourse::bank_statement
