#include "libs/bank_statement/camt_entry.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/bank_statement/camt_fields.h"
#include "libs/bank_statement/text.h"

namespace recourse::bank_statement {
namespace {

using xml::Element;

// Sts is a code in versions 2 to 7, and holds one in 8. ISO 20022 external code set, EntryStatus.
Expected<Entry::Status, Failure> StatusOf(const Element& element) {
  const std::string code = TextOf(element, {"Sts/Cd", "Sts"});
  if (code == "BOOK") return Entry::Status::kBooked;
  if (code == "PDNG" || code == "FUTR") return Entry::Status::kPending;
  if (code == "INFO") return Entry::Status::kInformation;
  return Refused("STATUS_UNKNOWN", PlaceOf(element, "Sts"), code, "BOOK, PDNG, FUTR or INFO");
}

Expected<bool, Failure> IsReversal(const Element& element) {
  const std::string text = TextOf(element, {"RvslInd"});
  if (text.empty() || text == "false" || text == "0") return false;
  if (text == "true" || text == "1") return true;
  return Refused("MARK_UNKNOWN", PlaceOf(element, "RvslInd"), text, "true or false");
}

TransactionCode CodeOf(const Element& element) {
  TransactionCode code;
  code.domain = TextOf(element, {"BkTxCd/Domn/Cd"});
  code.family = TextOf(element, {"BkTxCd/Domn/Fmly/Cd"});
  code.sub_family = TextOf(element, {"BkTxCd/Domn/Fmly/SubFmlyCd"});
  code.proprietary = TextOf(element, {"BkTxCd/Prtry/Cd"});
  return code;
}

References ReferencesOf(const Element& details) {
  References references;
  references.end_to_end = Reference(TextOf(details, {"Refs/EndToEndId"}));
  references.mandate = Reference(TextOf(details, {"Refs/MndtId"}));
  references.instruction = Reference(TextOf(details, {"Refs/InstrId"}));
  references.payment_information = Reference(TextOf(details, {"Refs/PmtInfId"}));
  references.message = Reference(TextOf(details, {"Refs/MsgId"}));
  references.transaction = Reference(TextOf(details, {"Refs/TxId"}));
  references.uetr = TextOf(details, {"Refs/UETR"});
  references.bank = Reference(TextOf(details, {"Refs/AcctSvcrRef"}));
  return references;
}

Counterparty CounterpartyOf(const Element& details, bool is_debtor) {
  const std::string_view name = is_debtor ? "RltdPties/Dbtr" : "RltdPties/Cdtr";
  const std::string_view account = is_debtor ? "RltdPties/DbtrAcct" : "RltdPties/CdtrAcct";
  const std::string_view bank = is_debtor ? "RltdAgts/DbtrAgt" : "RltdAgts/CdtrAgt";
  const std::string_view ultimate = is_debtor ? "RltdPties/UltmtDbtr" : "RltdPties/UltmtCdtr";
  return {CamtName(details.Find(name)), CamtAccount(details.Find(account)),
          CamtBank(details.Find(bank)), CamtName(details.Find(ultimate))};
}

void Append(std::vector<std::string> more, std::vector<std::string>& texts) {
  for (std::string& text : more) texts.push_back(std::move(text));
}

Remittance RemittanceOf(const Element& details) {
  Remittance remittance;
  for (const std::string& text : TextsOf(details, "RmtInf", "Ustrd")) {
    AddLine(remittance.text, text);
  }
  const Element* const information = details.Find("RmtInf");
  if (information == nullptr) return remittance;
  for (const Element* const structured : information->Children("Strd")) {
    Append(TextsOf(*structured, "CdtrRefInf", "Ref"), remittance.creditor_references);
    for (const Element* const document : structured->Children("RfrdDocInf")) {
      Append(TextsOf(*document, "", "Nb"), remittance.documents);
    }
    for (const std::string& text : TextsOf(*structured, "", "AddtlRmtInf")) {
      AddLine(remittance.text, text);
    }
  }
  return remittance;
}

// Nothing if the details do not say it. `is_debit` is the entry's, and becomes the detail's own.
Expected<std::optional<Money>, Failure> DetailAmount(const Element& details, bool& is_debit) {
  if (details.Child("CdtDbtInd") != nullptr) {
    const auto own = IsDebit(details);
    if (!own) return Unexpected{own.error()};
    is_debit = *own;
  }
  const Element* stated = details.Child("Amt");
  if (stated == nullptr) stated = details.Find("AmtDtls/TxAmt/Amt");
  if (stated == nullptr) return std::optional<Money>();
  const auto amount = UnsignedAmount(*stated);
  if (!amount) return Unexpected{amount.error()};
  return std::optional(is_debit ? -*amount : *amount);
}

Expected<Detail, Failure> ReadDetail(const Element& details, const Entry& entry, bool is_debit) {
  const auto amount = DetailAmount(details, is_debit);
  if (!amount) return Unexpected{amount.error()};
  Detail detail;
  detail.amount = *amount;
  detail.references = ReferencesOf(details);
  detail.counterparty = CounterpartyOf(details, is_debit == entry.reversal);
  detail.remittance = RemittanceOf(details);
  detail.code = CodeOf(details);
  if (detail.code == TransactionCode{}) detail.code = entry.code;
  detail.return_reason = TextOf(details, {"RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"});
  detail.line = details.line();
  return detail;
}

Expected<Done, Failure> ReadDetails(const Element& element, bool is_debit, Entry& entry) {
  for (const Element* const group : element.Children("NtryDtls")) {
    for (const Element* const details : group->Children("TxDtls")) {
      auto detail = ReadDetail(*details, entry, is_debit);
      if (!detail) return Unexpected{detail.error()};
      entry.details.push_back(*std::move(detail));
    }
  }
  if (entry.details.size() == 1 && !entry.details.front().amount) {
    entry.details.front().amount = entry.amount;
  }
  return Done{};
}

Expected<Done, Failure> ReadDays(const Element& element, Entry& entry) {
  const auto booking = DayOf(element, "BookgDt");
  if (!booking) return Unexpected{booking.error()};
  const auto value = DayOf(element, "ValDt");
  if (!value) return Unexpected{value.error()};
  entry.booking_date = *booking;
  entry.value_date = *value;
  return Done{};
}

}  // namespace

Expected<Entry, Failure> ReadCamtEntry(const Element& element) {
  const auto amount_element = Require(element, "Amt");
  if (!amount_element) return Unexpected{amount_element.error()};
  const auto amount = UnsignedAmount(**amount_element);
  if (!amount) return Unexpected{amount.error()};
  const auto is_debit = IsDebit(element);
  if (!is_debit) return Unexpected{is_debit.error()};
  const auto reversal = IsReversal(element);
  if (!reversal) return Unexpected{reversal.error()};
  const auto status = StatusOf(element);
  if (!status) return Unexpected{status.error()};

  Entry entry;
  entry.amount = *is_debit ? -*amount : *amount;
  entry.reversal = *reversal;
  entry.status = *status;
  entry.reference = TextOf(element, {"NtryRef"});
  entry.bank_reference = Reference(TextOf(element, {"AcctSvcrRef"}));
  entry.code = CodeOf(element);
  entry.booking_text = TextOf(element, {"AddtlNtryInf"});
  entry.line = element.line();
  if (const auto read = ReadDays(element, entry); !read) return Unexpected{read.error()};
  if (const auto read = ReadDetails(element, *is_debit, entry); !read) {
    return Unexpected{read.error()};
  }
  return entry;
}

}  // namespace recourse::bank_statement
