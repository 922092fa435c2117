#include "services/invoicing/views/directory_view.h"

#include <gmock/gmock.h>

#include "libs/wire/event.h"
#include "libs/wire/view_log.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/approval_codec.h"
#include "services/invoicing/codec/issuer_codec.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

AccountProfile Profile(const std::string& team) {
  AccountProfile profile;
  profile.issuer = "issuers/acme";
  profile.team = team;
  profile.personal_data.envelope = "sealed-bytes";
  return profile;
}

class DirectoryViewTest : public testing::Test {
 protected:
  views::v1::DirectoryRow Row(const std::string& key) const {
    return *wire::Unpack<views::v1::DirectoryRow>(log_.rows().at(key));
  }

  wire::ViewLog<DirectoryView> log_;
};

TEST_F(DirectoryViewTest, EachAggregateHasARowOfItsEventsAndNothingSealed) {
  log_.Happens<IssuerAggregate>("issuers/acme", "issuer", IssuerRegistered{});
  log_.Happens<AccountAggregate>("accounts/a1", "account", AccountOpened{Profile("north")});
  log_.Happens<ApprovalsAggregate>("accounts/a1", "approvals", ApprovalGranted{"x1", "people/b"});
  log_.Happens<ApprovalsAggregate>("accounts/a1", "approvals", ApprovalGranted{"x2", "people/b"});
  AgreementContent content;
  content.title = "Frame";
  content.scope = "long-scope";
  log_.Happens<AgreementAggregate>("accounts/a1", "agreements/g1",
                                   AgreementRecorded{"g1", content});
  log_.Happens<AccountAggregate>("accounts/a1", "account", AccountChanged{Profile("south")});
  EXPECT_THAT(log_.Keys(""), ElementsAre("accounts/a1", "agreements/a1/g1", "approvals/a1/x1",
                                         "approvals/a1/x2", "issuers/acme"));
  EXPECT_EQ(Row("accounts/a1").entries_size(), 2);
  for (const auto& [key, bytes] : log_.rows()) {
    EXPECT_THAT(bytes, Not(HasSubstr("sealed-bytes"))) << key;
    EXPECT_THAT(bytes, Not(HasSubstr("long-scope"))) << key;
  }
  EXPECT_EQ(log_.Rebuilt(), log_.rows());
}

TEST_F(DirectoryViewTest, ARowTellsWhatWasKnownAtASequence) {
  log_.Happens<IssuerAggregate>("issuers/acme", "issuer", IssuerRegistered{});
  log_.Happens<AccountAggregate>("accounts/a1", "account", AccountOpened{Profile("north")},
                                 Instant(Instant::duration(5)));
  log_.Happens<AccountAggregate>("accounts/a1", "account", AccountChanged{Profile("south")},
                                 Instant(Instant::duration(9)));
  const auto row = Row("accounts/a1");
  EXPECT_FALSE(KnownThrough<AccountAggregate>(row, 1));
  const auto opened = KnownThrough<AccountAggregate>(row, 2);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->state->team, "north");
  EXPECT_EQ(opened->version, 1u);
  const auto changed = KnownThrough<AccountAggregate>(row, 3);
  EXPECT_EQ(changed->state->team, "south");
  EXPECT_EQ(changed->version, 2u);
  EXPECT_EQ(changed->begun_at, Instant(Instant::duration(5)));
}

}  // namespace
}  // namespace recourse::invoicing
