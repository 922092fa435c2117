#pragma once

#include <string>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "services/collections/domain/case.h"
#include "services/collections/domain/morning.h"

namespace recourse::collections {

using CaseDecision = Decision<CaseEvent, CaseRule>;

// A decision in the making. Each event is applied at once, so that what follows is decided on what
// came before. Only for this folder: callers see CaseDecider.
class CaseDraft {
 public:
  CaseDraft(const Case& kase, Instant now) : kase_(kase), now_(now) {}

  const Case& kase() const { return kase_; }
  Instant now() const { return now_; }
  // The account must be known.
  const Account& account() const { return *kase_.account; }
  Mornings mornings() const;

  void Add(CaseEvent event);

  // The events, and when the case must next be looked at, if that changed. A run that is due but
  // has not happened yet stays due: what it finds is decided when it comes.
  std::vector<CaseEvent> Finish() &&;
  // The same for the run itself, which has looked at everything up to and including `day`.
  std::vector<CaseEvent> FinishRun(Date day) &&;

 private:
  void Schedule(Date from);

  Case kase_;
  const Instant now_;
  std::vector<CaseEvent> events_;
};

// What each command does; `kase` has an account but for ObserveAccount.
CaseDecision Decide(const ObserveAccount& command, const Case& kase, Instant now);
CaseDecision Decide(const ObserveInvoice& command, const Case& kase, Instant now);
CaseDecision Decide(const ObserveDueDate& command, const Case& kase, Instant now);
CaseDecision Decide(const ObserveBalances& command, const Case& kase, Instant now);
CaseDecision Decide(const RunLadder& command, const Case& kase, Instant now);
CaseDecision Decide(const PlaceHold& command, const Case& kase, Instant now);
CaseDecision Decide(const EndHold& command, const Case& kase, Instant now);
CaseDecision Decide(const RecordPromiseToPay& command, const Case& kase, Instant now);
CaseDecision Decide(const CompleteCallTask& command, const Case& kase, Instant now);
CaseDecision Decide(const AnswerMessage& command, const Case& kase, Instant now);
CaseDecision Decide(const RefuseEscalation& command, const Case& kase, Instant now);
CaseDecision Decide(const AcceptPlacement& command, const Case& kase, Instant now);
CaseDecision Decide(const DeclinePlacement& command, const Case& kase, Instant now);
CaseDecision Decide(const ReportPartnerPayment& command, const Case& kase, Instant now);
CaseDecision Decide(const ReturnPlacement& command, const Case& kase, Instant now);

// Promises of which enough was paid, or of whose invoices nothing is left to chase, are kept.
void KeepPromises(CaseDraft& draft);
// Promises whose tolerance has passed by `day` are broken.
void BreakPromises(CaseDraft& draft, Date day);

// Offers to partners that were not answered before `day` are taken back.
void RecallUnanswered(CaseDraft& draft, Date day);
// Claims that want an agency on `day` are offered to the best of `agencies`.
void OfferPlacements(CaseDraft& draft, const std::vector<Agency>& agencies, Date day);
// Tells the partner what became of its claim; `before` is the invoice's balance until now. Nothing
// if the invoice is not placed.
void TellPartner(CaseDraft& draft, const InvoiceBalance& before, BalanceCause cause);

}  // namespace recourse::collections
