#include "services/communication_log/domain/contact.h"

#include "libs/decider/given.h"

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using Given = GivenHistory<ContactDecider>;

constexpr Instant kNow = Date(2012_y / 3 / 5) + std::chrono::hours(12);

const Contact kCall{.contact_id = "c1",
                    .channel = Channel::kPhone,
                    .direction = Direction::kOutbound,
                    .outcome = ContactOutcome::kPromised,
                    .person = "debtor",
                    .debts = {"i1"},
                    .occurred_at = kNow,
                    .utc_offset_minutes = 60,
                    .links = {"accounts/a1/invoices/i1"},
                    .text = Sealed{"envelope", "digest"}};

TEST(ContactTest, WhatHappenedIsRecorded) {
  Given({}).At(kNow).When({kCall}).Then({ContactRecorded{kCall}});
}

TEST(ContactTest, RecordingAgainChangesNothing) {
  Given({ContactRecorded{kCall}}).At(kNow).When({kCall}).ThenNothing();
}

TEST(ContactTest, Refusals) {
  Contact other = kCall;
  other.outcome = ContactOutcome::kVoicemail;
  Given({ContactRecorded{kCall}}).At(kNow).When({other}).ThenRefused(ContactRule::kContactIdInUse);
  Given({})
      .At(kNow - std::chrono::microseconds(1))
      .When({kCall})
      .ThenRefused(ContactRule::kNotYetHappened);
}

TEST(ContactTest, EveryRuleHasItsOwnName) {
  EXPECT_EQ(Name(ContactRule::kContactIdInUse), "CONTACT_ID_IN_USE");
  EXPECT_EQ(Name(ContactRule::kNotYetHappened), "NOT_YET_HAPPENED");
}

}  // namespace
}  // namespace recourse::communication_log
