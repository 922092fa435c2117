#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/collections/domain/account.h"
#include "services/collections/domain/agency_choice.h"
#include "services/collections/domain/case_terms.h"
#include "services/collections/domain/escalation.h"

namespace recourse::collections {

// What invoicing says. Its word is taken: only what cannot be is refused.
struct ObserveAccount {
  Account account;
};
struct ObserveInvoice {
  std::string invoice_id;
  std::string number;
  Date issued;
  Date due;
  Money amount;
  Money open;
};
struct ObserveDueDate {
  std::string invoice_id;
  Date due;
};
struct ObserveBalances {
  BalanceCause cause;
  std::string reference;  // Of the payment, credit note or dispute.
  std::vector<InvoiceBalance> balances;
};

// The time that RunScheduled named has come. Before it, nothing happens.
struct RunLadder {
  std::vector<Agency> agencies;  // That the directory found for the account; none: none was sought.
};

struct PlaceHold {
  std::string hold_id;
  HoldReason reason;
  std::string invoice_id;     // Empty: the whole case.
  std::optional<Date> until;  // The first day that it stops no more.
};
struct EndHold {
  std::string hold_id;
};
struct RecordPromiseToPay {
  std::string promise_id;
  std::vector<std::string> invoice_ids;
  Money amount;
  Date due;
};
struct CompleteCallTask {
  std::string task_id;
  CallOutcome outcome;
};

// What the communication log answered: queued, or refused by a rule.
struct AnswerMessage {
  std::string message_id;
  std::optional<std::string> refused_by;
};
// What the partner's feed answered, where it refused.
struct RefuseEscalation {
  std::string placement_id;
  std::uint32_t version;
  std::string reason;
};

struct AcceptPlacement {
  std::string placement_id;
  std::string partner;  // "partners/p1": who asks.
};
struct DeclinePlacement {
  std::string placement_id;
  std::string partner;
  std::string reason;
};

struct ReportPartnerPayment {
  std::string placement_id;
  std::string partner;
  std::string payment_id;
  Money amount;
  Money fee;
  Date value_date;
};
struct ReturnPlacement {
  std::string placement_id;
  std::string partner;
  ReturnReason reason;
};

using CaseCommand = std::variant<ObserveAccount, ObserveInvoice, ObserveDueDate, ObserveBalances,
                                 RunLadder, PlaceHold, EndHold, RecordPromiseToPay,
                                 CompleteCallTask, AnswerMessage, RefuseEscalation, AcceptPlacement,
                                 DeclinePlacement, ReportPartnerPayment, ReturnPlacement>;

}  // namespace recourse::collections
