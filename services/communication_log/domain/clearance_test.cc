#include "services/communication_log/domain/clearance.h"

#include "libs/decider/given.h"

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using namespace std::chrono_literals;
using Given = GivenHistory<ClearanceDecider>;

const ContactQuestion kQuestion{.channel = Channel::kPhone,
                                .person = "debtor",
                                .debts = {"i1"},
                                .customer_kind = CustomerKind::kBusiness,
                                .country = "DE",
                                .local = {2012_y / 3 / 5, 12h}};

ContactQuestion AtNight() {
  ContactQuestion question = kQuestion;
  question.local.time_of_day = 23h;
  return question;
}

Clearance Answered(const ContactQuestion& question) {
  return {"q1", "debtor", {"i1"}, DecideContact(question, {})};
}

TEST(ClearanceTest, YesIsRecordedWithItsReasons) {
  Given({}).When({"q1", kQuestion, {}}).Then({ContactCleared{Answered(kQuestion)}});
}

TEST(ClearanceTest, NoIsRecordedAsWell) {
  ASSERT_EQ(Answered(AtNight()).decision.refused_by, PolicyRule::kQuietHours);
  Given({}).When({"q1", AtNight(), {}}).Then({ContactRefused{Answered(AtNight())}});
}

TEST(ClearanceTest, TheFirstAnswerStands) {
  Given({ContactCleared{Answered(kQuestion)}}).When({"q1", AtNight(), {}}).ThenNothing();
}

TEST(ClearanceTest, AnotherQuestionUnderTheSameIdIsRefused) {
  std::vector<ContactQuestion> others(5, kQuestion);
  others[0].channel = Channel::kSms;
  others[1].person = "co-debtor";
  others[2].debts = {"i2"};
  others[3].customer_kind = CustomerKind::kConsumer;
  others[4].country = "AT";
  for (const auto& other : others) {
    Given({ContactCleared{Answered(kQuestion)}})
        .When({"q1", other, {}})
        .ThenRefused(ClearanceRule::kClearanceIdInUse, {{"clearance_id", "q1"}});
  }
  EXPECT_EQ(Name(ClearanceRule::kClearanceIdInUse), "CLEARANCE_ID_IN_USE");
}

}  // namespace
}  // namespace recourse::communication_log
