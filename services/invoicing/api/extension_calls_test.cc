#include <google/protobuf/util/message_differencer.h>

#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

const std::string kService = "/recourse.invoicing.v1.AgreementService/";

class ExtensionCallsTest : public ServiceRig {
 protected:
  ExtensionCallsTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
  }
  using Told = Expected<v1::DueDateExtension, Failure>;

  Told Extend(const std::string& request_id, int day) {
    auto request = Text<v1::ExtendDueDateRequest>(R"(
        parent: "accounts/a1" extension_id: "e1" extension {
          invoice: "accounts/a1/invoices/i1" due_date { year: 2012 month: 2 } reason: "storm"
          for_interest: true for_aging: true })");
    request.set_request_id(request_id);
    request.mutable_extension()->mutable_due_date()->set_day(day);
    return Call<v1::DueDateExtension>(kService + "ExtendDueDate", request, rpc::Role::kClerk);
  }
  Told Revoke(const std::string& request_id, const std::string& reason) {
    v1::RevokeExtensionRequest request;
    request.set_request_id(request_id);
    request.set_name("accounts/a1/extensions/e1");
    request.set_reason(reason);
    return Call<v1::DueDateExtension>(kService + "RevokeExtension", request, rpc::Role::kClerk);
  }
  v1::Invoice Get() {
    v1::GetInvoiceRequest get;
    get.set_name("accounts/a1/invoices/i1");
    return *Call<v1::Invoice>("GetInvoice", get);
  }
  // The count of current items on 9 February.
  std::int64_t Current() {
    Settle();
    auto request = Text<v1::ReportAgingRequest>(
        R"(issuer: "issuers/acme" as_of { year: 2012 month: 2 day: 9 })");
    return Call<v1::ReportAgingResponse>("ReportAging", request)->rows(0).count();
  }
};

TEST_F(ExtensionCallsTest, TheInvoiceShowsItAndAgingUsesIt) {
  EXPECT_EQ(Current(), 0);
  const auto extended = Extend("r1", 9);
  ASSERT_TRUE(extended) << extended.error().reason;
  EXPECT_EQ(extended->name(), "accounts/a1/extensions/e1");
  EXPECT_EQ(Get().due_date().day(), 9);
  EXPECT_EQ(Get().content().due_date().day(), 31);
  ASSERT_EQ(Get().extensions_size(), 1);
  EXPECT_TRUE(MessageDifferencer::Equals(Get().extensions(0), *extended));
  EXPECT_TRUE(MessageDifferencer::Equals(*Extend("r2", 9), *extended));
  EXPECT_EQ(Current(), 1);

  const auto revoked = Revoke("r3", "no storm");
  ASSERT_TRUE(revoked) << revoked.error().reason;
  EXPECT_EQ(revoked->revoked_because(), "no storm");
  EXPECT_TRUE(MessageDifferencer::Equals(*Revoke("r4", "no storm"), *revoked));
  EXPECT_TRUE(MessageDifferencer::Equals(*Extend("r5", 9), *revoked));
  EXPECT_EQ(Get().due_date().day(), 31);
  EXPECT_EQ(Current(), 0);
}

TEST_F(ExtensionCallsTest, WhatIsWrongIsNamed) {
  EXPECT_EQ(Revoke("r1", "x").error().reason, "UNKNOWN_EXTENSION");
  EXPECT_EQ(Revoke("r2", "").error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(Extend("r3", 30).error().kind, Failure::Kind::kInvalid);
  ASSERT_TRUE(Extend("r4", 9));
  EXPECT_EQ(Extend("r5", 10).error().reason, "EXTENSION_ID_REUSED");
}

}  // namespace
}  // namespace recourse::invoicing
