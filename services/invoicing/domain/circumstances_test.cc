#include "services/invoicing/domain/circumstances.h"

#include "libs/decider/given.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using Given = GivenHistory<CircumstancesDecider>;
using enum CircumstanceRule;
using namespace date::literals;

const Date kFirst = 2022_y / 4 / 1;

ChargeFreeze ByRule() {
  return {"ru-moratorium-2022", "decree 497", {ChargeKind::kLateInterest}, true, kFirst,
          2022_y / 10 / 1};
}

CircumstanceContent Moratorium() {
  return {CircumstanceKind::kMoratorium, kFirst, std::nullopt, "Government", "decree 497", ByRule(),
          Sealed{"envelope", "digest"}};
}

template <class Change>
RecordCircumstance Changed(const Change& change) {
  RecordCircumstance record{"m1", Moratorium(), "people/jones"};
  change(record.content);
  return record;
}

const RecordCircumstance kRecord{"m1", Moratorium(), "people/jones"};
const CircumstanceRecorded kRecorded{"m1", Moratorium(), "people/jones"};
const CircumstanceEnded kEnded{"m1", 2022_y / 7 / 1, "refused it", "people/smith"};
const CircumstanceRevoked kRevoked{"m1", "another company", "people/smith"};

EndCircumstance End(Date until, const std::string& reason = "refused it") {
  return {"m1", until, reason, "people/smith"};
}
RevokeCircumstance Revoke(const std::string& reason = "another company") {
  return {"m1", reason, "people/smith"};
}

TEST(CircumstancesTest, AreRecordedEndedAndRevoked) {
  Given({}).When(kRecord).Then({kRecorded});
  Given({kRecorded}).When(End(2022_y / 7 / 1)).Then({kEnded});
  Given({kRecorded, kEnded})
      .When(End(2022_y / 8 / 1))
      .Then({CircumstanceEnded{"m1", 2022_y / 8 / 1, "refused it", "people/smith"}});
  Given({kRecorded, kEnded}).When(Revoke()).Then({kRevoked});
}

TEST(CircumstancesTest, TheSameAgainIsNothingWhoeverAsks) {
  RecordCircumstance other = kRecord;
  other.by = "people/smith";
  Given({kRecorded, kEnded}).When(other).ThenNothing();
  Given({kRecorded, kEnded}).When(End(2022_y / 7 / 1)).ThenNothing();
  Given({kRecorded, kRevoked}).When(Revoke()).ThenNothing();
}

TEST(CircumstancesTest, HoldFromTheFirstThroughTheLastDay) {
  const auto known = Replay<CircumstancesDecider>({kRecorded, kEnded});
  const Circumstance& circumstance = known.at("m1");
  EXPECT_FALSE(circumstance.InForceOn(kFirst - Days(1)));
  EXPECT_TRUE(circumstance.InForceOn(kFirst));
  EXPECT_TRUE(circumstance.InForceOn(2022_y / 7 / 1));
  EXPECT_FALSE(circumstance.InForceOn(2022_y / 7 / 2));
  EXPECT_FALSE(Replay<CircumstancesDecider>({kRecorded, kRevoked}).at("m1").InForceOn(kFirst));
}

TEST(CircumstancesTest, FreezeTheDaysThatTheyAndTheirRuleHaveInCommon) {
  const auto freezes = [](std::vector<CircumstanceEvent> events) {
    return Replay<CircumstancesDecider>(events).at("m1").Freezes();
  };
  EXPECT_EQ(freezes({kRecorded}), ByRule());
  ChargeFreeze until_july = ByRule();
  until_july.through = 2022_y / 7 / 1;
  EXPECT_EQ(freezes({kRecorded, kEnded}), until_july);
  EXPECT_EQ(freezes({kRecorded, CircumstanceEnded{"m1", 2023_y / 1 / 1, "late", ""}}), ByRule());
  EXPECT_EQ(freezes({kRecorded, kRevoked}), std::nullopt);
  CircumstanceRecorded later = kRecorded;
  later.content.from = 2022_y / 9 / 1;
  EXPECT_EQ(freezes({later})->from, Date(2022_y / 9 / 1));
  later.content.freeze->from = 2022_y / 12 / 1;
  EXPECT_EQ(freezes({later}), std::nullopt);
  later.content.freeze.reset();
  EXPECT_EQ(freezes({later}), std::nullopt);
}

TEST(CircumstancesTest, RefusalsOfWhatIsThereOrIsNot) {
  const Failure::Values id{{"circumstance_id", "m1"}};
  Given({}).When(End(kFirst)).ThenRefused(kUnknownCircumstance, id);
  Given({}).When(Revoke()).ThenRefused(kUnknownCircumstance, id);
  const auto other_file = Changed([](auto& content) { content.reference = "decree 428"; });
  Given({kRecorded}).When(other_file).ThenRefused(kCircumstanceExists, id);
  const auto other_lawyer = Changed([](auto& content) { content.contact->digest = "other"; });
  Given({kRecorded}).When(other_lawyer).ThenRefused(kCircumstanceExists, id);
  std::vector<CircumstanceEvent> many;
  for (std::size_t i = 0; i < kCircumstancesMax; ++i) {
    many.push_back(CircumstanceRecorded{"x" + std::to_string(i), Moratorium(), ""});
  }
  Given(many).When(kRecord).ThenRefused(kTooManyCircumstances, {{"circumstances", "100"}});
}

TEST(CircumstancesTest, RefusalsOfWhatIsSaid) {
  const auto refused = [](const auto& change, CircumstanceRule rule, Failure::Values values) {
    Given({}).When(Changed(change)).ThenRefused(rule, values);
  };
  const std::string wordy(kCircumstanceFieldBytesMax + 1, 'x');
  refused([](auto& content) { content.source = ""; }, kFieldMissing, {{"field", "source"}});
  refused([](auto& content) { content.reference = ""; }, kFieldMissing, {{"field", "reference"}});
  refused([](auto& content) { content.freeze->law = ""; }, kFieldMissing,
          {{"field", "freeze.law"}});
  Given({kRecorded}).When(End(kFirst, "")).ThenRefused(kFieldMissing, {{"field", "reason"}});
  Given({kRecorded}).When(Revoke("")).ThenRefused(kFieldMissing, {{"field", "reason"}});
  refused([&](auto& content) { content.source = wordy; }, kFieldTooLong, {{"field", "source"}});
  const std::string reason(kTextBytesMax + 1, 'x');
  Given({kRecorded}).When(Revoke(reason)).ThenRefused(kFieldTooLong, {{"field", "reason"}});
  const Failure::Values early{{"until", "2022-03-31"}, {"from", "2022-04-01"}};
  refused([](auto& content) { content.until = kFirst - Days(1); }, kUntilBeforeFrom, early);
  Given({kRecorded}).When(End(kFirst - Days(1))).ThenRefused(kUntilBeforeFrom, early);
  refused([](auto& content) { content.freeze->kinds.clear(); }, kNothingFrozen,
          {{"freeze.kinds", ""}});
  refused([](auto& content) { content.from = 2022_y / 10 / 2; }, kNothingFrozen,
          {{"freeze.from", "2022-04-01"}, {"freeze.through", "2022-10-01"}});
  refused([](auto& content) { content.freeze->kinds.push_back(ChargeKind::kLateInterest); },
          kKindFrozenTwice, {});
}

TEST(CircumstancesTest, RefusalsOfWhatWasRevoked) {
  Given({kRecorded, kRevoked})
      .When(End(kFirst))
      .ThenRefused(kIsRevoked, {{"reason", "another company"}});
  Given({kRecorded, kRevoked})
      .When(Revoke("typing error"))
      .ThenRefused(kRevokedOtherwise, {{"reason", "another company"}});
}

}  // namespace
}  // namespace recourse::invoicing
