#include <google/protobuf/util/message_differencer.h>

#include "recourse/invoicing/v1/set_off_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

constexpr char kService[] = "/recourse.invoicing.v1.SetOffService/";

// i1 and i2 of 100.00 are open, and i9 of -60.00 names N-i2.
class SetOffApiTest : public ServiceRig {
 protected:
  SetOffApiTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
    Issue("a1", "i2");
    auto request = InvoiceRequest("issue-i9", "a1", "N-i9");
    request.set_invoice_id("i9");
    auto& content = *request.mutable_invoice()->mutable_content();
    content.clear_lines();
    content.set_type_code("381");
    content.mutable_amount()->set_units(-60);
    content.add_preceding_invoices()->set_number("N-i2");
    const auto issued = Call<v1::IssueInvoiceResponse>("IssueInvoice", request);
    CHECK(issued);
  }

  Expected<v1::SetOff, Failure> SetOff(const std::string& request_id,
                                       const std::string& designations = "",
                                       const std::string& invoice = "i9") {
    auto request = Text<v1::SetOffInvoiceRequest>(
        R"(parent: "accounts/a1" set_off_id: "s1"
           effective_date { year: 2012 month: 2 day: 8 } )" +
        designations);
    request.set_request_id(request_id);
    request.set_invoice("accounts/a1/invoices/" + invoice);
    return Call<v1::SetOff>(std::string(kService) + "SetOffInvoice", request);
  }

  Expected<v1::SetOff, Failure> Get(const std::string& id) {
    v1::GetSetOffRequest request;
    request.set_name("accounts/a1/setOffs/" + id);
    return Call<v1::SetOff>(std::string(kService) + "GetSetOff", request);
  }

  v1::Invoice Invoice(const std::string& id) {
    v1::GetInvoiceRequest request;
    request.set_name("accounts/a1/invoices/" + id);
    const auto invoice = Call<v1::Invoice>("GetInvoice", request);
    CHECK(invoice);
    return *invoice;
  }
};

TEST_F(SetOffApiTest, ClearsBothSidesUntilItIsReversed) {
  const auto set_off = SetOff("r1");
  ASSERT_TRUE(set_off) << set_off.error().reason;
  EXPECT_EQ(set_off->name(), "accounts/a1/setOffs/s1");
  EXPECT_EQ(set_off->invoice(), "accounts/a1/invoices/i9");
  EXPECT_EQ(set_off->amount().units(), 60);
  ASSERT_EQ(set_off->cleared_size(), 1);
  EXPECT_EQ(set_off->cleared(0).invoice(), "accounts/a1/invoices/i2");
  EXPECT_TRUE(MessageDifferencer::Equals(*SetOff("r2"), *set_off));
  EXPECT_TRUE(MessageDifferencer::Equals(*Get("s1"), *set_off));
  EXPECT_EQ(Invoice("i9").state(), v1::INVOICE_STATE_CLEARED);
  EXPECT_EQ(Invoice("i9").set_off().units(), -60);
  EXPECT_EQ(Invoice("i2").open().units(), 40);
  EXPECT_EQ(Invoice("i2").set_off().units(), 60);
  Settle();
  v1::GetBalanceRequest of_balance;
  of_balance.set_name("accounts/a1");
  EXPECT_EQ(Call<v1::Balance>("GetBalance", of_balance)->lines(0).open().units(), 140);

  const auto reverse = Text<v1::ReverseSetOffRequest>(R"(
      request_id: "r3" name: "accounts/a1/setOffs/s1"
      reversal { reason: "agreed" effective_date { year: 2012 month: 2 day: 9 } })");
  const auto reversed = Call<v1::SetOff>(std::string(kService) + "ReverseSetOff", reverse);
  ASSERT_TRUE(reversed) << reversed.error().reason;
  EXPECT_EQ(reversed->reversal().reason(), "agreed");
  EXPECT_TRUE(MessageDifferencer::Equals(*Get("s1"), *reversed));
  EXPECT_EQ(Invoice("i9").open().units(), -60);
  EXPECT_EQ(Invoice("i2").open().units(), 100);
}

TEST_F(SetOffApiTest, ClearsWhatIsDesignated) {
  const auto set_off = SetOff("r1", R"(
      designations { invoice: "accounts/a1/invoices/i1"
                     amount { currency_code: "EUR" units: 9 } })");
  ASSERT_TRUE(set_off) << set_off.error().reason;
  EXPECT_EQ(set_off->amount().units(), 9);
  EXPECT_EQ(Invoice("i9").open().units(), -51);
}

TEST_F(SetOffApiTest, WhatIsWrongIsNamed) {
  EXPECT_EQ(SetOff("r1", "", "i1").error().reason, "NOTHING_IN_FAVOUR");
  EXPECT_EQ(SetOff("r2", "", "i7").error().reason, "UNKNOWN_INVOICE");
  EXPECT_EQ(Get("s7").error().reason, "NO_SUCH_SET_OFF");
  const auto foreign = SetOff("r3", R"(
      designations { invoice: "accounts/a2/invoices/i1" amount { currency_code: "EUR" } })");
  ASSERT_EQ(foreign.error().values.size(), 2u);
  EXPECT_EQ(foreign.error().values[0].first, "designations[0].invoice");
  EXPECT_EQ(foreign.error().values[1].first, "designations[0].amount");
}

}  // namespace
}  // namespace recourse::invoicing
