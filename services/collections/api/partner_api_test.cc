#include "services/collections/testing/partner_rig.h"

namespace recourse::collections {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(PartnerApiTest, ClaimIsOfferedToTheAgencyOfTheRegion) {
  Register("all", {"*"});
  Register("bayern", {"AT", "DE-BY"});
  rig_.Pass(kPlaced - Days(1));
  rig_.News(kAccount);
  rig_.Pass(kPlaced);
  EXPECT_THAT(rig_.News(kAccount), ElementsAre("AgencySought", "LadderRun", "PlacementOffered",
                                               "EscalationPromised", "RunScheduled"));
  const auto offered = rig_.Last<v1::PlacementOffered>(kAccount);
  EXPECT_EQ(offered.partner(), "partners/bayern");
  EXPECT_EQ(offered.choice().considered(), 2u);
  EXPECT_EQ(offered.choice().matches(0).matched_region(), "DE-BY");
  EXPECT_EQ(offered.choice().matches(1).partner(), "partners/all");
  const auto issued = rig_.Last<v1::EscalationIssued>("partners/bayern");
  EXPECT_EQ(issued.feed_sequence(), 1u);
  EXPECT_EQ(issued.placement(), kPlacement);
  EXPECT_EQ(issued.escalation().invoice_number(), "R-i1");
}

TEST_F(PartnerApiTest, WithoutAnAgencyTheClaimWaitsForOne) {
  rig_.Pass(kPlaced);
  EXPECT_EQ(rig_.Last<v1::PlacementNotOffered>(kAccount).choice().considered(), 0u);
  Register("nord", {"DE"});
  rig_.Pass(kPlaced + Days(7));
  EXPECT_EQ(rig_.Last<v1::PlacementOffered>(kAccount).partner(), "partners/nord");
}

TEST_F(PartnerApiTest, PartnerIsToldOfAllThatHappensToItsClaim) {
  Place();
  ExpectListedAsGot();
  ASSERT_TRUE(Accept("partners/nord"));
  ExpectListedAsGot();
  rig_.Happens(kAccount, Marked("i1", 100'00, 100'00));
  EXPECT_EQ(Get("partners/nord")->state(), v1::PLACEMENT_STATE_SUSPENDED);
  ExpectListedAsGot();
  rig_.Happens(kAccount, Released("i1", 100'00));
  rig_.Happens(kAccount, Paid("i1", 40'00));
  EXPECT_EQ(Get("partners/nord")->state(), v1::PLACEMENT_STATE_ACTIVE);
  ExpectListedAsGot();
  rig_.Happens(kAccount, Paid("i1", 0));
  EXPECT_EQ(Get("partners/nord")->state(), v1::PLACEMENT_STATE_CLOSED);
  ExpectListedAsGot();
  EXPECT_EQ(rig_.Last<v1::EscalationIssued>("partners/nord").feed_sequence(), 6u);
}

TEST_F(PartnerApiTest, DeclinedClaimGoesToTheNextAgency) {
  Register("west", {"DE"});
  Place();
  EXPECT_EQ(Decline("partners/nord", std::string(501, 'x')).error().kind, Failure::Kind::kInvalid);
  const auto declined = Decline("partners/nord", "conflict of interest");
  ASSERT_TRUE(declined) << declined.error().reason;
  EXPECT_EQ(declined->state(), v1::PLACEMENT_STATE_DECLINED);
  EXPECT_EQ(declined->decline_reason(), "conflict of interest");
  EXPECT_EQ(Accept("partners/nord").error().reason, "ALREADY_ANSWERED");
  rig_.Pass(kPlaced + Days(1));
  EXPECT_EQ(rig_.Last<v1::PlacementOffered>(kAccount).partner(), "partners/west");
}

TEST_F(PartnerApiTest, OfferWithoutAnAnswerIsRecalled) {
  Place();
  rig_.Pass(kPlaced + Days(8));
  EXPECT_EQ(rig_.Last<v1::PlacementRecalled>(kAccount).reason(), v1::RECALL_REASON_NO_ANSWER);
  EXPECT_EQ(rig_.Last<v1::EscalationIssued>("partners/nord").escalation().kind(),
            v1::ESCALATION_KIND_RECALLED);
  EXPECT_EQ(Accept("partners/nord").error().reason, "PLACEMENT_ENDED");
}

TEST_F(PartnerApiTest, AnothersPlacementAndNoneAreTheSame) {
  const auto refusals = [&] {
    return std::vector{Get("partners/west").error(), Accept("partners/west").error(),
                       Decline("partners/west", "").error()};
  };
  const auto of_none = refusals();  // Not even the account has a placement.
  EXPECT_EQ(of_none[0].kind, Failure::Kind::kNotFound);
  const auto of_no_account = Accept("partners/west", "accounts/none/placements/p1").error();
  Place();
  EXPECT_TRUE(Get("partners/nord"));
  EXPECT_EQ(refusals(), of_none);
  EXPECT_EQ(of_none[1].message, of_no_account.message);
  EXPECT_EQ(of_none[1].reason, of_no_account.reason);
  EXPECT_THAT(List("partners/west"), IsEmpty());
}

TEST_F(PartnerApiTest, PartnerAnswersOnceAndMayRepeatIt) {
  Place();
  const auto accepted = Accept("partners/nord");
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->state(), v1::PLACEMENT_STATE_ACTIVE);
  EXPECT_TRUE(accepted->accepted());
  EXPECT_EQ(Accept("partners/nord")->SerializeAsString(), accepted->SerializeAsString());
  EXPECT_EQ(Decline("partners/nord", "too late").error().reason, "ALREADY_ANSWERED");
  EXPECT_THAT(rig_.News(kAccount), ElementsAre("PlacementAccepted", "RunScheduled"));
}

TEST_F(PartnerApiTest, AnothersRequestIdOpensNothing) {
  Place();
  v1::AcceptPlacementRequest request;
  request.set_request_id("r1");
  request.set_name(kPlacement);
  const std::string accept = "PartnerService/AcceptPlacement";
  ASSERT_TRUE(rig_.Ask<v1::Placement>("partners/nord", accept, request));
  const auto stolen = rig_.Ask<v1::Placement>("partners/west", accept, request);
  ASSERT_FALSE(stolen) << stolen->DebugString();
  EXPECT_EQ(stolen.error(),
            (Failure{Failure::Kind::kAborted,
                     "REQUEST_ID_REUSED",
                     "This request id was used before, for a request with other content.",
                     {{"request_id", "r1"}}}));
}

TEST_F(PartnerApiTest, OnlyAnAgencyThatIsAPartnerMayAsk) {
  EXPECT_EQ(Get(kOperator).error().kind, Failure::Kind::kDenied);
}

TEST_F(PartnerApiTest, StaffSeesPlacementsOfOneOrAllPartners) {
  Place();
  const auto list = [&](const std::string& parent) {
    v1::ListPlacementsRequest request;
    request.set_parent(parent);
    rig_.Settle();
    return rig_.Ask<v1::ListPlacementsResponse>(kClerk, "CollectionsService/ListPlacements",
                                                request);
  };
  EXPECT_EQ(list("partners/-")->placements_size(), 1);
  EXPECT_EQ(list("partners/nord")->placements(0).name(), kPlacement);
  EXPECT_EQ(list("partners/west")->placements_size(), 0);
}

TEST_F(PartnerApiTest, PartnerIsRegisteredOnce) {
  Register("nord", {"DE"});
  auto other = AgencyNamed("nord", {"AT"});
  other.set_request_id("again");
  const std::string method = "CollectionsService/RegisterPartner";
  EXPECT_EQ(rig_.Ask<v1::Partner>(kOperator, method, other).error().reason, "ALREADY_REGISTERED");
  EXPECT_EQ(rig_.Ask<v1::Partner>(kOperator, method, AgencyNamed("-", {"AT"})).error().kind,
            Failure::Kind::kInvalid);
  EXPECT_EQ(rig_.Ask<v1::Partner>(kOperator, method, AgencyNamed("ost", {"Ost"})).error().reason,
            "NOT_A_REGION");
  EXPECT_EQ(rig_.Ask<v1::Partner>(kClerk, method, AgencyNamed("ost", {"AT"})).error().kind,
            Failure::Kind::kDenied);
  const auto partners = rig_.Ask<v1::ListPartnersResponse>(
      kClerk, "CollectionsService/ListPartners", v1::ListPartnersRequest());
  ASSERT_EQ(partners->partners_size(), 1);
  EXPECT_EQ(partners->partners(0).answer_days(), 7u);
}

TEST_F(PartnerApiTest, FeedOfNoPartnerRefusesAndTheClaimIsRecalled) {
  // Listed, yet never registered: only a fault could bring that about.
  v1::ListAgencyRequest request;
  request.set_request_id("r1");
  request.mutable_agency()->set_partner("partners/ghost");
  request.mutable_agency()->add_regions("DE");
  request.mutable_agency()->set_answer_days(7);
  ASSERT_TRUE(rig_.Ask<v1::ListAgencyResponse>("services/collections",
                                               "AgencyDirectoryService/ListAgency", request));
  rig_.Pass(kPlaced);
  EXPECT_EQ(rig_.Last<v1::EscalationRefused>(kAccount).reason(), "UNKNOWN_PARTNER");
  EXPECT_EQ(rig_.Last<v1::PlacementRecalled>(kAccount).reason(), v1::RECALL_REASON_UNDELIVERABLE);
}

// One open stream of a partner.
class Following {
 public:
  Following(ServiceRig& rig, const std::string& who, std::uint64_t after)
      : stub_(v1::PartnerService::NewStub(rig.channel())) {
    context_.AddMetadata("authorization", "Bearer " + rig.Token(who));
    v1::FollowEscalationsRequest request;
    request.set_after_feed_sequence(after);
    reader_ = stub_->FollowEscalations(&context_, request);
  }
  ~Following() {
    context_.TryCancel();
    if (reader_) (void)reader_->Finish();
  }

  // "1 offered": of the next message.
  std::vector<std::string> Next() {
    v1::FollowEscalationsResponse response;
    EXPECT_TRUE(reader_->Read(&response));
    std::vector<std::string> lines;
    for (const auto& issued : response.escalations()) {
      lines.push_back(std::to_string(issued.feed_sequence()) + " " +
                      v1::EscalationKind_Name(issued.escalation().kind()).substr(16));
    }
    return lines;
  }
  Failure End() {
    v1::FollowEscalationsResponse response;
    EXPECT_FALSE(reader_->Read(&response));
    return rpc::ToFailure(std::exchange(reader_, nullptr)->Finish());
  }

 private:
  std::unique_ptr<v1::PartnerService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::FollowEscalationsResponse>> reader_;
};

TEST_F(PartnerApiTest, FeedIsFollowedFromAnyPlaceAndThenLive) {
  Place();
  rig_.Happens(kAccount, Paid("i1", 40'00));
  Following all(rig_, "partners/nord", 0);
  EXPECT_THAT(all.Next(), ElementsAre("1 OFFERED", "2 BALANCE_CHANGED"));
  Following resumed(rig_, "partners/nord", 1);
  EXPECT_THAT(resumed.Next(), ElementsAre("2 BALANCE_CHANGED"));

  rig_.Happens(kAccount, Marked("i1", 40'00, 40'00));
  EXPECT_THAT(all.Next(), ElementsAre("3 SUSPENDED"));
  EXPECT_THAT(resumed.Next(), ElementsAre("3 SUSPENDED"));
  rig_.Happens(kAccount, Released("i1", 40'00));
  EXPECT_THAT(all.Next(), ElementsAre("4 RESUMED"));
}

TEST_F(PartnerApiTest, FeedIsOfTheCallerAlone) {
  Following west(rig_, "partners/west", 0);
  Place();  // With another.
  Register("west", {"DE"});
  rig_.Pass(kPlaced + Days(8));
  EXPECT_THAT(west.Next(), ElementsAre("1 OFFERED"));
}

TEST_F(PartnerApiTest, WhoIsAheadOfTheFeedIsTold) {
  Following ahead(rig_, "partners/nord", 1);
  EXPECT_EQ(ahead.End().reason, "AHEAD_OF_FEED");
}

}  // namespace
}  // namespace recourse::collections
