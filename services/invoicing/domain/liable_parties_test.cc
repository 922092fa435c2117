#include "services/invoicing/domain/liable_parties.h"

#include "libs/decider/given.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using Given = GivenHistory<LiablePartiesDecider>;
using enum LiablePartyRule;
using namespace date::literals;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

LiablePartyContent Guarantor() {
  return {LiableRole::kGuarantor, Eur(5000'00),         2022_y / 1 / 1,
          2024_y / 12 / 31,       std::string(32, 'a'), Sealed{"envelope", "digest"}};
}

template <class Change>
LiablePartyContent Changed(const Change& change) {
  LiablePartyContent content = Guarantor();
  change(content);
  return content;
}

const auto kHigher = Changed([](auto& content) { content.limit = Eur(6000'00); });
const LiablePartyAdded kAdded{"g1", Guarantor()};
const LiablePartyChanged kChanged{"g1", kHigher};
const LiablePartyReleased kReleased{"g1", "paid", 2023_y / 1 / 1};
const ReleaseLiableParty kRelease{"g1", "paid", 2023_y / 1 / 1};

TEST(LiablePartiesTest, AreAddedChangedAndReleased) {
  Given({}).When(AddLiableParty{"g1", Guarantor()}).Then({kAdded});
  Given({kAdded}).When(ChangeLiableParty{"g1", kHigher}).Then({kChanged});
  Given({kAdded, kChanged}).When(kRelease).Then({kReleased});
}

TEST(LiablePartiesTest, TheSameAgainIsNothing) {
  Given({kAdded, kChanged, kReleased}).When(AddLiableParty{"g1", Guarantor()}).ThenNothing();
  Given({kAdded, kChanged}).When(ChangeLiableParty{"g1", kHigher}).ThenNothing();
  Given({kAdded, kReleased}).When(kRelease).ThenNothing();
}

TEST(LiablePartiesTest, Refusals) {
  const Failure::Values id{{"party_id", "g1"}};
  Given({}).When(ChangeLiableParty{"g1", kHigher}).ThenRefused(kUnknownParty, id);
  Given({}).When(kRelease).ThenRefused(kUnknownParty, id);
  Given({kAdded}).When(AddLiableParty{"g1", kHigher}).ThenRefused(kPartyExists, id);
  const auto other = Changed([](auto& content) { content.personal_data.digest = "other"; });
  Given({kAdded}).When(AddLiableParty{"g1", other}).ThenRefused(kPartyExists, id);
  std::vector<LiablePartyEvent> many;
  for (std::size_t i = 0; i < kLiablePartiesMax; ++i) {
    many.push_back(LiablePartyAdded{"x" + std::to_string(i), Guarantor()});
  }
  Given(many)
      .When(AddLiableParty{"g1", Guarantor()})
      .ThenRefused(kTooManyParties, {{"parties", "100"}});
  const auto co_debtor = Changed([](auto& content) { content.role = LiableRole::kCoDebtor; });
  Given({kAdded}).When(ChangeLiableParty{"g1", co_debtor}).ThenRefused(kRoleDiffers);
  const auto refused = [](const auto& change, LiablePartyRule rule, Failure::Values values) {
    Given({}).When(AddLiableParty{"g1", Changed(change)}).ThenRefused(rule, values);
    Given({LiablePartyAdded{"g1", Guarantor()}})
        .When(ChangeLiableParty{"g1", Changed(change)})
        .ThenRefused(rule, values);
  };
  refused([](auto& content) { content.limit = Eur(0); }, kLimitNotPositive,
          {{"limit", "0.00 EUR"}});
  refused([](auto& content) { content.limit = Eur(kMoneyMax + 1); }, kLimitTooLarge,
          {{"limit", ToString(Eur(kMoneyMax + 1))}});
  refused([](auto& content) { content.until = 2021_y / 12 / 31; }, kUntilBeforeFrom,
          {{"until", "2021-12-31"}, {"from", "2022-01-01"}});
  refused([](auto& content) { content.document_sha256 = "short"; }, kDocumentMalformed,
          {{"bytes", "5"}});
  ReleaseLiableParty wordy = kRelease;
  wordy.reason = "";
  Given({kAdded}).When(wordy).ThenRefused(kFieldMissing, {{"field", "reason"}});
  wordy.reason.assign(kTextBytesMax + 1, 'x');
  Given({kAdded}).When(wordy).ThenRefused(kFieldTooLong, {{"field", "reason"}});
  Given({kAdded, kReleased})
      .When(ChangeLiableParty{"g1", kHigher})
      .ThenRefused(kIsReleased, {{"effective_date", "2023-01-01"}});
  Given({kAdded, kReleased})
      .When(ReleaseLiableParty{"g1", "insolvent", 2023_y / 1 / 1})
      .ThenRefused(kReleasedOtherwise, {{"effective_date", "2023-01-01"}, {"reason", "paid"}});
}

}  // namespace
}  // namespace recourse::invoicing
