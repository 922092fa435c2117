// What a partner reports back, and what it is told of the debtor.

#include "services/collections/testing/partner_rig.h"

namespace recourse::collections {
namespace {

using ::testing::ElementsAre;

TEST_F(PartnerApiTest, ReportedPaymentIsSeenEverywhereAndOnce) {
  Place();
  EXPECT_EQ(Report("partners/nord", 60, 15).error().reason, "NOT_ACCEPTED");
  ASSERT_TRUE(Accept("partners/nord"));
  EXPECT_EQ(Report("partners/nord", -1, 0).error().kind, Failure::Kind::kInvalid);
  const auto reported = Report("partners/nord", 60, 15);
  ASSERT_TRUE(reported) << reported.error().reason;
  ASSERT_EQ(reported->reported_payments_size(), 1);
  EXPECT_EQ(reported->reported_payments(0).fee().units(), 15);
  EXPECT_EQ(Report("partners/nord", 60, 15)->reported_payments_size(), 1);
  EXPECT_EQ(Report("partners/nord", 61, 15).error().reason, "PAYMENT_ID_REUSED");
  EXPECT_EQ(Get("partners/nord")->escalation().open().units(), 100)
      << "what is owed changes once invoicing has the money";
  ExpectListedAsGot();
}

TEST_F(PartnerApiTest, AClosedPlacementIsReturnedAndGoesToTheNextAgency) {
  Register("west", {"DE"});
  Place();
  EXPECT_EQ(Close("partners/nord").error().reason, "NOT_ACCEPTED");
  ASSERT_TRUE(Accept("partners/nord"));
  const auto closed = Close("partners/nord");
  ASSERT_TRUE(closed) << closed.error().reason;
  EXPECT_EQ(closed->state(), v1::PLACEMENT_STATE_RETURNED);
  EXPECT_EQ(closed->return_reason(), v1::RETURN_REASON_UNCOLLECTABLE);
  ExpectListedAsGot();
  rig_.Pass(kPlaced + Days(1));
  EXPECT_EQ(rig_.Last<v1::PlacementOffered>(kAccount).partner(), "partners/west");
}

TEST_F(PartnerApiTest, TheDebtorIsToldWhileTheClaimIsPursuedOnly) {
  Place();
  EXPECT_EQ(Debtor("partners/nord").error().reason, "NOT_PURSUED");
  ASSERT_TRUE(Accept("partners/nord"));
  const auto debtor = Debtor("partners/nord");
  ASSERT_TRUE(debtor) << debtor.error().reason;
  EXPECT_EQ(debtor->legal_name(), "Hansen GmbH");
  EXPECT_EQ(debtor->placement(), kPlacement);
  EXPECT_THAT(rig_.debtors_asked(), ElementsAre(kAccount));
  EXPECT_EQ(Debtor("partners/west").error().reason, "UNKNOWN_PLACEMENT");
  ASSERT_TRUE(Close("partners/nord"));
  EXPECT_EQ(Debtor("partners/nord").error().reason, "NOT_PURSUED");
  EXPECT_EQ(rig_.debtors_asked().size(), 1u) << "nobody else's data was asked for";
}

TEST_F(PartnerApiTest, AFeedGoesOnBehindWhatWasAcknowledged) {
  Place();
  ASSERT_TRUE(Accept("partners/nord"));
  rig_.Happens(kAccount, Paid("i1", 40'00));
  rig_.Settle();
  EXPECT_EQ(Acknowledge("partners/nord", 3).error().reason, "AHEAD_OF_FEED");
  EXPECT_EQ(Acknowledge("partners/nord", 1)->acknowledged(), 1u);
  const auto feed =
      rig_.Ask<v1::Feed>("partners/nord", "PartnerService/GetFeed", v1::GetFeedRequest());
  EXPECT_EQ(feed->length(), 2u);
  EXPECT_EQ(feed->acknowledged(), 1u);

  v1::FollowEscalationsRequest request;
  request.set_after_acknowledged(true);
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + rig_.Token("partners/nord"));
  const auto stub = v1::PartnerService::NewStub(rig_.channel());
  const auto stream = stub->FollowEscalations(&context, request);
  v1::FollowEscalationsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  ASSERT_EQ(response.escalations_size(), 1);
  EXPECT_EQ(response.escalations(0).feed_sequence(), 2u);
  context.TryCancel();
  while (stream->Read(&response)) continue;
  stream->Finish();
}

}  // namespace
}  // namespace recourse::collections
