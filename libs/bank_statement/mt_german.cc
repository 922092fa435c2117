#include "libs/bank_statement/mt_german.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/bank_statement/account_id.h"
#include "libs/bank_statement/text.h"

namespace recourse::bank_statement {
namespace {

constexpr std::size_t kSubfieldSize = 27;

constexpr std::array<std::string_view, 14> kKeywords = {"EREF+", "KREF+", "MREF+", "CRED+", "DEBT+",
                                                        "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+",
                                                        "IBAN+", "BIC+",  "PURP+", "MTLG:"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Codes of sub-fields that exist; any other "?NN" is text.
bool IsSubfield(int code) {
  return code <= 11 || (code >= 20 && code <= 38) || (code >= 60 && code <= 79);
}

std::optional<int> CodeAt(std::string_view text, std::size_t at, char sign) {
  if (at + 2 >= text.size() || text[at] != sign) return std::nullopt;
  if (!IsDigit(text[at + 1]) || !IsDigit(text[at + 2])) return std::nullopt;
  const int code = (text[at + 1] - '0') * 10 + (text[at + 2] - '0');
  if (!IsSubfield(code)) return std::nullopt;
  return code;
}

struct Subfield {
  int code;
  std::string_view text;
};

std::vector<Subfield> Split(std::string_view text, char sign) {
  std::vector<Subfield> subfields;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto code = CodeAt(text, at, sign);
    if (!code) continue;
    if (!subfields.empty()) subfields.back().text = text.substr(begin, at - begin);
    subfields.push_back({*code, {}});
    begin = at + 3;
  }
  if (!subfields.empty()) subfields.back().text = text.substr(begin);
  return subfields;
}

Joined Pieces(const std::vector<Subfield>& subfields, auto&& is_wanted) {
  std::vector<std::string_view> pieces;
  for (const Subfield& subfield : subfields) {
    if (is_wanted(subfield.code)) pieces.push_back(subfield.text);
  }
  return JoinCut(pieces, kSubfieldSize);
}

std::string FirstOf(const std::vector<Subfield>& subfields, int code) {
  for (const Subfield& subfield : subfields) {
    if (subfield.code == code) return std::string(Trimmed(subfield.text));
  }
  return "";
}

// Keyword -> what follows it, up to the next one; "" -> what stands before the first. A keyword
// that comes again is text.
std::map<std::string_view, std::string> Keywords(const Joined& purpose) {
  const std::string_view text = purpose.text;
  std::map<std::string_view, std::string> values;
  std::string_view open;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = at == 0 || text[at - 1] == ' ' ||
                        std::binary_search(purpose.starts.begin(), purpose.starts.end(), at);
    if (!begins) continue;
    for (const std::string_view keyword : kKeywords) {
      if (!text.substr(at).starts_with(keyword) || values.contains(keyword) || open == keyword) {
        continue;
      }
      values[open] = std::string(Trimmed(text.substr(begin, at - begin)));
      open = keyword;
      begin = at + keyword.size();
    }
  }
  values[open] = std::string(Trimmed(text.substr(begin)));
  return values;
}

void ReadPurpose(const Joined& purpose, Entry& entry) {
  auto values = Keywords(purpose);
  Detail& detail = entry.details.front();
  // A creditor id has no spaces: what follows one is text for which the bank wrote no keyword.
  const std::string credited = std::exchange(values["CRED+"], "");
  const std::size_t id_end = credited.find(' ');
  detail.references.end_to_end = Reference(values["EREF+"]);
  detail.references.mandate = Reference(values["MREF+"]);
  detail.references.creditor_id = Reference(std::string_view(credited).substr(0, id_end));
  if (const std::string customer = Reference(values["KREF+"]); !customer.empty()) {
    detail.references.customer = customer;
  }
  for (const std::string_view keyword : {"", "SVWZ+", "MTLG:"}) {
    AddLine(detail.remittance.text, values[keyword]);
  }
  if (id_end != std::string::npos) AddLine(detail.remittance.text, credited.substr(id_end));

  Counterparty& other = detail.counterparty;
  const bool is_debit = entry.amount.minor_units < 0;
  const bool is_recipient = is_debit && !values["ABWE+"].empty();
  other.ultimate_name = is_recipient ? values["ABWE+"] : values["ABWA+"];
  if (!values["IBAN+"].empty()) other.account = AccountOf(values["IBAN+"]);
  if (!values["BIC+"].empty()) other.bank = BankOf(values["BIC+"]);
}

void ReadParty(const std::vector<Subfield>& subfields, Counterparty& other) {
  const auto is_name = [](int code) { return code == 32 || code == 33; };
  other.name = std::string(Trimmed(Pieces(subfields, is_name).text));
  if (const std::string bank = FirstOf(subfields, 30); !bank.empty()) other.bank = BankOf(bank);
  if (const std::string account = FirstOf(subfields, 31); !account.empty()) {
    other.account = AccountOf(account);
  }
  if (const std::string iban = FirstOf(subfields, 38); IsIban(iban)) other.account = {iban, ""};
}

}  // namespace

bool ReadMtGerman(std::string_view text, Entry& entry) {
  text = Trimmed(text);
  if (text.size() < 4 || !std::all_of(text.begin(), text.begin() + 3, IsDigit)) return false;
  const char sign = text[3];
  if ((sign != '?' && sign != '>' && sign != '^') || !CodeAt(text, 3, sign)) return false;

  const std::vector<Subfield> subfields = Split(text.substr(3), sign);
  const auto is_purpose = [](int code) {
    return (code >= 20 && code <= 29) || (code >= 60 && code <= 63);
  };
  ReadPurpose(Pieces(subfields, is_purpose), entry);
  ReadParty(subfields, entry.details.front().counterparty);
  entry.booking_text = FirstOf(subfields, 0);
  entry.code.proprietary = std::string(text.substr(0, 3));
  entry.details.front().code = entry.code;
  return true;
}

}  // namespace recourse::bank_statement
