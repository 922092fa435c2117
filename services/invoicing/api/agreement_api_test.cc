#include <google/protobuf/util/message_differencer.h>

#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "services/invoicing/api/agreement_refusals.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

const std::string kService = "/recourse.invoicing.v1.AgreementService/";

class AgreementApiTest : public ServiceRig {
 protected:
  AgreementApiTest() {
    RegisterAcme();
    OpenAccount("a1");
  }

  static v1::AgreementContent Content(int month, const std::string& price) {
    auto content = Text<v1::AgreementContent>(R"(
        title: "Frame contract" scope: "Roofs"
        payment_terms { net_days: 30 working_days: "DE" discounts { days: 7 millionths: 20000 } }
        payment_methods: "bank transfer" allocation_order: ALLOCATION_ORDER_PRINCIPAL_FIRST
        late_charges { kinds: CHARGE_KIND_LATE_INTEREST regime: "de-business" clause: "7.2"
                       communicated_on { year: 2011 month: 12 day: 1 } communicated_how: "signed" }
        effective_from { year: 2012 day: 1 })");
    content.set_price_text(price);
    content.mutable_effective_from()->set_month(month);
    content.set_document_sha256(std::string(32, 'd'));
    return content;
  }
  Expected<v1::Agreement, Failure> Record(const std::string& request_id, const std::string& id,
                                          const v1::AgreementContent& content) {
    v1::RecordAgreementRequest request;
    request.set_request_id(request_id);
    request.set_parent("accounts/a1");
    request.set_agreement_id(id);
    *request.mutable_content() = content;
    return Call<v1::Agreement>(kService + "RecordAgreement", request, rpc::Role::kClerk);
  }
  Expected<v1::Agreement, Failure> Amend(const std::string& request_id, int version,
                                         const v1::AgreementContent& content) {
    v1::AmendAgreementRequest request;
    request.set_request_id(request_id);
    request.set_name("accounts/a1/agreements/g1");
    request.set_version(version);
    request.set_reason("new prices");
    *request.mutable_content() = content;
    return Call<v1::Agreement>(kService + "AmendAgreement", request, rpc::Role::kClerk);
  }
  Expected<v1::Agreement, Failure> Get(const std::string& which) {
    return Call<v1::Agreement>(
        kService + "GetAgreement",
        Text<v1::GetAgreementRequest>("name: \"accounts/a1/agreements/g1\" " + which));
  }
};

TEST_F(AgreementApiTest, AVersionIsToldAsItWasAskedAndInForceFromItsDay) {
  const auto first = Record("r1", "g1", Content(1, "94.00 EUR an hour"));
  ASSERT_TRUE(first) << first.error().reason;
  EXPECT_EQ(first->version(), 1);
  EXPECT_TRUE(MessageDifferencer::Equals(first->content(), Content(1, "94.00 EUR an hour")))
      << first->DebugString();
  const auto second = Amend("r2", 2, Content(7, "99.00 EUR an hour"));
  ASSERT_TRUE(second) << second.error().reason;
  EXPECT_TRUE(
      MessageDifferencer::Equals(*Amend("r3", 2, Content(7, "99.00 EUR an hour")), *second));
  EXPECT_TRUE(MessageDifferencer::Equals(*Record("r4", "g1", first->content()), *first));

  EXPECT_TRUE(MessageDifferencer::Equals(*Get(""), *second));
  EXPECT_TRUE(MessageDifferencer::Equals(*Get("version: 1"), *first));
  EXPECT_TRUE(
      MessageDifferencer::Equals(*Get("in_force_on { year: 2012 month: 6 day: 30 }"), *first));
  EXPECT_TRUE(
      MessageDifferencer::Equals(*Get("in_force_on { year: 2012 month: 7 day: 1 }"), *second));
  EXPECT_EQ(Get("in_force_on { year: 2011 month: 7 day: 1 }").error().reason, "NOT_IN_FORCE");
  EXPECT_EQ(Get("version: 3").error().reason, "NO_SUCH_VERSION");
  const auto versions = Call<v1::ListVersionsResponse>(
      kService + "ListVersions",
      Text<v1::ListVersionsRequest>("name: \"accounts/a1/agreements/g1\""));
  ASSERT_TRUE(versions);
  ASSERT_EQ(versions->versions_size(), 2);
  EXPECT_TRUE(MessageDifferencer::Equals(versions->versions(1), *second));
}

TEST_F(AgreementApiTest, AgreementsAreListedWithTheirNewestVersionPageByPage) {
  for (const std::string id : {"g1", "g2", "g3"}) {
    ASSERT_TRUE(Record("r-" + id, id, Content(1, "94.00 EUR an hour")));
  }
  ASSERT_TRUE(Amend("r4", 2, Content(7, "99.00 EUR an hour")));
  Settle();
  const auto list = [&](const std::string& token) {
    auto request = Text<v1::ListAgreementsRequest>("parent: \"accounts/a1\" page_size: 2");
    request.set_page_token(token);
    return *Call<v1::ListAgreementsResponse>(kService + "ListAgreements", request);
  };
  const auto page = list("");
  ASSERT_EQ(page.agreements_size(), 2);
  EXPECT_EQ(page.agreements(0).name(), "accounts/a1/agreements/g1");
  EXPECT_EQ(page.agreements(0).version(), 2);
  EXPECT_EQ(page.agreements(0).content().scope(), "");
  const auto rest = list(page.next_page_token());
  ASSERT_EQ(rest.agreements_size(), 1);
  EXPECT_EQ(rest.agreements(0).name(), "accounts/a1/agreements/g3");
  EXPECT_EQ(rest.next_page_token(), "");
}

TEST_F(AgreementApiTest, WhatIsWrongIsNamed) {
  auto content = Content(1, "94.00 EUR an hour");
  content.mutable_payment_terms()->clear_rule();
  content.set_document_sha256("short");
  content.mutable_late_charges()->add_kinds(static_cast<v1::ChargeKind>(99));
  const auto invalid = Record("r1", "g1", content);
  ASSERT_FALSE(invalid);
  EXPECT_EQ(invalid.error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(invalid.error().values.size(), 3u);
  EXPECT_EQ(Get("").error().reason, "NO_SUCH_AGREEMENT");
  content = Content(1, "94.00 EUR an hour");
  content.mutable_payment_terms()->set_net_days(5);
  EXPECT_EQ(Record("r2", "g1", content).error().reason, "TERMS_INVALID");
  EXPECT_EQ(Amend("r3", 2, Content(1, "94.00 EUR an hour")).error().reason, "UNKNOWN_AGREEMENT");
}

TEST(AgreementRefusalsTest, EveryRuleHasANameAndASentence) {
  const auto rows = AgreementRefusals();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Failure failure = ToFailure(Refusal<AgreementRule>{static_cast<AgreementRule>(i), {}});
    EXPECT_EQ(failure.reason, rows[i].reason);
    EXPECT_TRUE(failure.message.ends_with('.')) << failure.message;
  }
}

}  // namespace
}  // namespace recourse::invoicing
