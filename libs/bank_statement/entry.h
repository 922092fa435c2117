#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/bank_statement/statement.h"
#include "libs/base/date.h"
#include "libs/base/money.h"

namespace recourse::bank_statement {

// The names that a payment goes by. What says that there is none (NONREF, NOTPROVIDED) is empty.
struct References {
  std::string end_to_end;           // MT EREF, camt EndToEndId.
  std::string mandate;              // MT MREF and MARF, camt MndtId.
  std::string creditor_id;          // MT CRED and CSID.
  std::string instruction;          // camt InstrId.
  std::string payment_information;  // MT PREF, camt PmtInfId.
  std::string message;              // camt MsgId.
  std::string transaction;          // camt TxId.
  std::string uetr;                 // camt UETR.
  std::string customer;             // MT :61: sub-field 7, and KREF.
  std::string bank;                 // MT :61: sub-field 8, camt AcctSvcrRef.

  bool operator==(const References&) const = default;
};

// Who stands at the other end: the debtor of a credit, the creditor of a debit. A reversal names
// the parties of what it reverses, so there it is the other way round.
struct Counterparty {
  std::string name;
  Account account;
  Bank bank;
  std::string ultimate_name;  // For whom it acts: camt UltmtDbtr and UltmtCdtr, MT ABWA and ABWE.

  bool operator==(const Counterparty&) const = default;
};

struct Remittance {
  std::string text;  // What the payer wrote; pieces of the file parted by '\n'.
  std::vector<std::string> creditor_references;  // camt CdtrRefInf/Ref; MT a text that is an ISO
                                                 // 11649 reference (RF).
  std::vector<std::string> documents;            // camt RfrdDocInf/Nb: numbers of invoices.

  bool operator==(const Remittance&) const = default;
};

struct TransactionCode {
  std::string domain;  // ISO 20022 external codes: PMNT, RCDT, ESCT.
  std::string family;
  std::string sub_family;
  std::string proprietary;  // camt Prtry/Cd; MT the three digits before the sub-fields of :86:.
  std::string swift;        // MT :61: sub-field 6: NTRF.

  bool operator==(const TransactionCode&) const = default;
};

// One payment of an entry.
struct Detail {
  // Signed. Nothing if the bank does not say how much of an entry of several payments it is; it may
  // be of another currency than the entry.
  std::optional<Money> amount;
  References references;
  Counterparty counterparty;
  Remittance remittance;
  TransactionCode code;
  std::string return_reason;  // Why it came back: camt RtrInf/Rsn, MT /RTRN/.
  int line = 0;

  bool operator==(const Detail&) const = default;
};

struct Entry {
  enum class Status {
    kBooked,
    kPending,      // Not yet booked: camt PDNG and FUTR, MT942 EC and ED.
    kInformation,  // Not to be booked: camt INFO.
  };

  Money amount;
  bool reversal = false;  // Takes back an earlier entry; `amount` has the sign of this one.
  Status status = Status::kBooked;
  std::optional<Date> booking_date;
  std::optional<Date> value_date;
  std::string reference;       // camt NtryRef.
  std::string bank_reference;  // MT :61: sub-field 8, camt AcctSvcrRef.
  TransactionCode code;
  std::string booking_text;   // MT ?00, camt AddtlNtryInf.
  std::string supplementary;  // MT :61: sub-field 9.
  std::string information;    // MT :86: and :NS: as they stand, lines parted by '\n'.
  // Its payments: of MT always one; of camt as many as the bank lists, often one, at times none.
  std::vector<Detail> details;
  int line = 0;  // Where it begins in the file, from 1.

  bool operator==(const Entry&) const = default;
};

}  // namespace recourse::bank_statement
