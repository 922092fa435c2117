#pragma once

#include <string>
#include <variant>
#include <vector>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/agreement_parts.h"

namespace recourse::invoicing {

struct RecordAgreement {
  std::string agreement_id;
  AgreementContent content;
};
// A change order: what is agreed from content.effective_from on, whole.
struct AmendAgreement {
  std::string agreement_id;
  int version = 0;  // Chosen by the caller: one more than the newest.
  AgreementContent content;
  std::string reason;
};
using AgreementCommand = std::variant<RecordAgreement, AmendAgreement>;

// Events are kept for ever: add new ones, never change these.

// Version 1.
struct AgreementRecorded {
  std::string agreement_id;
  AgreementContent content;
  bool operator==(const AgreementRecorded&) const = default;
};
struct AgreementAmended {
  std::string agreement_id;
  int version = 0;  // From 2.
  AgreementContent content;
  std::string reason;
  bool operator==(const AgreementAmended&) const = default;
};
using AgreementEvent = std::variant<AgreementRecorded, AgreementAmended>;

enum class AgreementRule {
  kUnknownAgreement,
  kAgreementExists,  // With other content.
  kVersionExists,    // With other content, or another reason.
  kVersionSkipped,
  kTooManyVersions,
  kNothingAmended,
  kFieldMissing,
  kFieldTooLong,
  kUntilBeforeFrom,
  kPriceNegative,
  kTermsInvalid,
  kTooManyPaymentMethods,
  kNoKindOfCharge,
  kKindNamedTwice,
  kInterestNotAgreed,  // Its kind is, its terms are not; or the other way round.
  kFeeNotAgreed,       // The same of a fixed fee.
  kFeeNotPositive,
};

struct AgreementVersion {
  AgreementContent content;
  std::string reason;  // Empty of the first.
};

// Its versions, the first one first: version n is at n - 1. None until it is recorded.
struct Agreement {
  std::vector<AgreementVersion> versions;

  // Nothing if there is none.
  const AgreementVersion* Find(int version) const;
  // The number of the version in force on `day`: the newest of those that are effective by then, if
  // it has not run out; 0 if none is. So an amendment replaces all before it from its own day on,
  // also where it is effective before one of them was.
  int InForceOn(Date day) const;
};

struct AgreementDecider {
  using Command = AgreementCommand;
  using Event = AgreementEvent;
  using State = Agreement;
  using Rule = AgreementRule;

  static Agreement Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Agreement& agreement,
                                      Instant now);
  static Agreement Evolve(Agreement agreement, const Event& event);
};
static_assert(Decider<AgreementDecider>);

}  // namespace recourse::invoicing
