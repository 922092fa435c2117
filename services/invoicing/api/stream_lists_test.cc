#include <gmock/gmock.h>

#include "recourse/invoicing/v1/circumstance_service.pb.h"
#include "recourse/invoicing/v1/liable_party_service.pb.h"
#include "services/invoicing/testing/list_rig.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;

const std::string kCircumstances = "/recourse.invoicing.v1.AccountCircumstanceService/";
const std::string kParties = "/recourse.invoicing.v1.LiablePartyService/";

class StreamListsTest : public ListRig {
 protected:
  // From that day of February 2012.
  void Record(const std::string& id, int day) {
    auto request = Text<v1::RecordCircumstanceRequest>(R"(
        parent: "accounts/a1" kind: CIRCUMSTANCE_KIND_DECEASED source: "register" reference: "1"
        from { year: 2012 month: 2 })");
    request.set_request_id(id);
    request.set_circumstance_id(id);
    request.mutable_from()->set_day(day);
    const auto recorded = Call<v1::Circumstance>(kCircumstances + "RecordCircumstance", request);
    ASSERT_TRUE(recorded) << recorded.error().reason;
  }
  void Add(const std::string& id, const std::string& more) {
    auto request =
        Text<v1::AddLiablePartyRequest>(R"(
        parent: "accounts/a1" party { role: LIABLE_ROLE_GUARANTOR )" +
                                        more + "} personal_data { display_name: 'Gale' }");
    request.set_request_id(id);
    request.set_party_id(id);
    const auto added = Call<v1::LiableParty>(kParties + "AddLiableParty", request);
    ASSERT_TRUE(added) << added.error().reason;
  }
  std::vector<std::string> Circumstances(const std::string& text) {
    return IdsOf<v1::ListCircumstancesResponse, v1::ListCircumstancesRequest>(
        kCircumstances + "ListCircumstances", "parent: 'accounts/a1' page_size: 1 " + text);
  }
  std::vector<std::string> Parties(const std::string& text) {
    return IdsOf<v1::ListLiablePartiesResponse, v1::ListLiablePartiesRequest>(
        kParties + "ListLiableParties", "parent: 'accounts/a1' page_size: 1 " + text);
  }
};

TEST_F(StreamListsTest, CircumstancesHaveOrdersAndPages) {
  Record("c1", 3);
  Record("c3", 1);
  Record("c2", 2);
  EXPECT_THAT(Circumstances(""), ElementsAre("c1", "c2", "c3"));
  EXPECT_THAT(Circumstances("order { by: ORDER_BY_DATE }"), ElementsAre("c3", "c2", "c1"));
  EXPECT_THAT(Circumstances("order { descending: true }"), ElementsAre("c3", "c2", "c1"));
  EXPECT_THAT(Circumstances("in_force_on { year: 2012 month: 2 day: 2 }"), ElementsAre("c2", "c3"));
}

TEST_F(StreamListsTest, PartiesHaveOrdersAndPages) {
  Add("g1", "from { year: 2012 month: 2 day: 1 }");
  Add("g2", "");
  EXPECT_THAT(Parties(""), ElementsAre("g1", "g2"));
  EXPECT_THAT(Parties("order { by: ORDER_BY_DATE }"), ElementsAre("g2", "g1"));
}

TEST_F(StreamListsTest, PagesStayThoseOfTheFirstWhileDataChanges) {
  Record("c1", 3);
  Record("c3", 3);
  using Listed = v1::ListCircumstancesResponse;
  const auto request = Text<v1::ListCircumstancesRequest>(
      "parent: 'accounts/a1' page_size: 1 in_force_on { year: 2012 month: 2 day: 5 }");
  const auto change = [&] {
    Record("c2", 3);
    ASSERT_TRUE(Call<v1::Circumstance>(kCircumstances + "RevokeCircumstance",
                                       Text<v1::RevokeCircumstanceRequest>(R"(
        request_id: "x" name: "accounts/a1/circumstances/c3" reason: "no" )")));
  };
  EXPECT_THAT(Ids<Listed>(kCircumstances + "ListCircumstances", request, change),
              ElementsAre("c1", "c3"));
  EXPECT_THAT(Circumstances("in_force_on { year: 2012 month: 2 day: 5 }"), ElementsAre("c1", "c2"));

  Add("g1", "");
  Add("g3", "");
  const auto parties = Text<v1::ListLiablePartiesRequest>("parent: 'accounts/a1' page_size: 1");
  EXPECT_THAT(Ids<v1::ListLiablePartiesResponse>(kParties + "ListLiableParties", parties,
                                                 [&] { Add("g2", ""); }),
              ElementsAre("g1", "g3"));
}

TEST_F(StreamListsTest, WhatCannotBeListedIsRefusedByName) {
  Record("c1", 3);
  Record("c2", 3);
  const std::string method = kCircumstances + "ListCircumstances";
  using Request = v1::ListCircumstancesRequest;
  EXPECT_EQ(Wrong(method, Text<Request>("parent: 'accounts/no'")), "NO_SUCH_ACCOUNT");
  EXPECT_EQ(Wrong(method, Text<Request>("parent: 'accounts/a1' page_size: -1")), "page_size");
  EXPECT_EQ(Wrong(method, Text<Request>("parent: 'accounts/a1' order { by: ORDER_BY_AMOUNT }")),
            "order.by");
  const auto request = Text<Request>("parent: 'accounts/a1' page_size: 1");
  auto other = request;
  other.mutable_order()->set_descending(true);
  EXPECT_EQ(WrongToken<v1::ListCircumstancesResponse>(method, request, other), "page_token");
}

}  // namespace
}  // namespace recourse::invoicing
