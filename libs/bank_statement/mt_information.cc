#include "libs/bank_statement/mt_information.h"

#include <string>
#include <string_view>

#include "libs/bank_statement/account_id.h"
#include "libs/bank_statement/mt_codes.h"
#include "libs/bank_statement/mt_german.h"
#include "libs/bank_statement/text.h"

namespace recourse::bank_statement {
namespace {

constexpr std::size_t kNonSwiftSize = 27;  // As in the sub-fields of :86:.

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void ReadMtInformation(const std::vector<std::string>& lines, Entry& entry) {
  std::string joined;
  for (const std::string& line : lines) {
    joined += line;
    AddLine(entry.information, line);
  }
  Remittance& remittance = entry.details.front().remittance;
  if (!ReadMtGerman(joined, entry) && !ReadMtCodes(joined, entry)) {
    for (const std::string& line : lines) AddLine(remittance.text, line);
  }
  if (IsCreditorReference(remittance.text)) {
    remittance.creditor_references.push_back(remittance.text);
  }
}

void ReadMtNonSwift(const std::vector<std::string>& lines, Entry& entry) {
  Detail& detail = entry.details.front();
  std::vector<std::string_view> name;
  for (const std::string_view line : lines) {
    AddLine(entry.information, line);
    if (line.size() < 2 || !IsDigit(line[0]) || !IsDigit(line[1])) continue;
    const std::string_view code = line.substr(0, 2);
    const std::string_view text = line.substr(2);
    if (code >= "01" && code <= "14") AddLine(detail.remittance.text, text);
    if (code == "15" || code == "16") name.push_back(text);
    if (code == "17") entry.booking_text = Trimmed(text);
    if (code == "33") detail.counterparty.bank = BankOf(text);
    if (code == "34") detail.counterparty.account = AccountOf(text);
  }
  if (!name.empty()) detail.counterparty.name = Trimmed(JoinCut(name, kNonSwiftSize).text);
}

}  // namespace recourse::bank_statement
