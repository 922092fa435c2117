#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/rpc/status.h"
#include "libs/wire/convert.h"
#include "recourse/collections/v1/directory_service.pb.h"
#include "recourse/collections/v1/partner_service.grpc.pb.h"
#include "services/collections/testing/facts.h"

namespace recourse::collections {

inline const Date kDue = Day(2012, 2, 2);
inline const Date kPlaced = kDue + Days(91);
inline constexpr char kPlacement[] = "accounts/a1/placements/p1";

// Placements from the ladder's last step to the partner's feed, and what the partner can do.
class PartnerApiTest : public testing::Test {
 protected:
  PartnerApiTest() {
    rig_.Happens(kAccount, GermanBusiness());
    rig_.Happens(kAccount, Issued("i1", kDue));
  }

  void Register(const std::string& id, const std::vector<std::string>& regions) {
    const auto partner = rig_.Ask<v1::Partner>(kOperator, "CollectionsService/RegisterPartner",
                                               AgencyNamed(id, regions));
    ASSERT_TRUE(partner) << partner.error().reason;
    rig_.Settle();
  }
  // Lets the ladder come to its last step, with one agency for the customer's region.
  void Place() {
    Register("nord", {"DE"});
    rig_.Pass(kPlaced);
    rig_.News(kAccount);
  }

  Expected<v1::Placement, Failure> Get(const std::string& who,
                                       const std::string& name = kPlacement) {
    v1::GetPlacementRequest request;
    request.set_name(name);
    return rig_.Ask<v1::Placement>(who, "PartnerService/GetPlacement", request);
  }
  Expected<v1::Placement, Failure> Accept(const std::string& who,
                                          const std::string& name = kPlacement) {
    v1::AcceptPlacementRequest request;
    request.set_request_id("accept-" + who.substr(who.find('/') + 1));
    request.set_name(name);
    return rig_.Ask<v1::Placement>(who, "PartnerService/AcceptPlacement", request);
  }
  Expected<v1::Placement, Failure> Decline(const std::string& who, const std::string& reason) {
    v1::DeclinePlacementRequest request;
    request.set_request_id("decline");
    request.set_name(kPlacement);
    request.set_reason(reason);
    return rig_.Ask<v1::Placement>(who, "PartnerService/DeclinePlacement", request);
  }
  Expected<v1::Placement, Failure> Report(const std::string& who, int euros, int fee) {
    v1::ReportPaymentRequest request;
    request.set_request_id("report-" + std::to_string(++reports_));
    request.set_name(kPlacement);
    request.set_payment_id("b7");
    request.mutable_amount()->set_currency_code("EUR");
    request.mutable_amount()->set_units(euros);
    request.mutable_fee()->set_currency_code("EUR");
    request.mutable_fee()->set_units(fee);
    *request.mutable_value_date() = wire::ToWire(kPlaced);
    return rig_.Ask<v1::Placement>(who, "PartnerService/ReportPayment", request);
  }
  Expected<v1::Placement, Failure> Close(const std::string& who) {
    v1::ClosePlacementRequest request;
    request.set_request_id("close-" + std::to_string(++reports_));
    request.set_name(kPlacement);
    request.set_reason(v1::RETURN_REASON_UNCOLLECTABLE);
    return rig_.Ask<v1::Placement>(who, "PartnerService/ClosePlacement", request);
  }
  Expected<v1::Debtor, Failure> Debtor(const std::string& who) {
    v1::GetDebtorRequest request;
    request.set_name(kPlacement);
    return rig_.Ask<v1::Debtor>(who, "PartnerService/GetDebtor", request);
  }
  Expected<v1::Feed, Failure> Acknowledge(const std::string& who, std::uint64_t through) {
    v1::AcknowledgeEscalationsRequest request;
    request.set_request_id("acknowledge-" + std::to_string(through));
    request.set_through_feed_sequence(through);
    return rig_.Ask<v1::Feed>(who, "PartnerService/AcknowledgeEscalations", request);
  }
  std::vector<v1::Placement> List(const std::string& who) {
    rig_.Settle();
    const auto page = rig_.Ask<v1::PartnerServiceListPlacementsResponse>(
        who, "PartnerService/ListPlacements", v1::PartnerServiceListPlacementsRequest());
    return {page->placements().begin(), page->placements().end()};
  }
  // Both ways of asking tell the same.
  void ExpectListedAsGot() {
    const auto got = Get("partners/nord");
    ASSERT_TRUE(got);
    ASSERT_EQ(List("partners/nord").size(), 1u);
    EXPECT_EQ(List("partners/nord")[0].DebugString(), got->DebugString());
  }

  ServiceRig rig_;
  int reports_ = 0;
};

}  // namespace recourse::collections
