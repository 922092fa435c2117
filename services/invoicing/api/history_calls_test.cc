#include <gmock/gmock.h>

#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/report_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;

class HistoryCallsTest : public ServiceRig {
 protected:
  HistoryCallsTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
    Issue("a1", "i2");
    EXPECT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 130)));
  }

  Expected<v1::ListHistoryResponse, Failure> Ask(const std::string& name, int size = 0,
                                                 const std::string& token = "") {
    v1::ListHistoryRequest request;
    request.set_name(name);
    request.set_page_size(size);
    request.set_page_token(token);
    return Call<v1::ListHistoryResponse>("/recourse.invoicing.v1.ReportService/ListHistory",
                                         request);
  }
  // "InvoiceIssued by people/operator", and each change.
  std::vector<std::string> Told(const std::string& name) {
    const auto page = Ask(name);
    EXPECT_TRUE(page) << (page ? "" : page.error().reason);
    std::vector<std::string> told;
    if (!page) return told;
    for (const auto& entry : page->entries()) {
      std::string line = entry.type().substr(entry.type().rfind('.') + 1) + " " + entry.actor();
      for (const auto& change : entry.changes()) {
        line += ", " + change.item().substr(change.item().rfind('/') + 1) + " " +
                ToDecimal(*wire::FromWire(change.amount()));
      }
      told.push_back(line);
    }
    return told;
  }
};

TEST_F(HistoryCallsTest, AnItemsHistoryHasWhatTouchedIt) {
  EXPECT_THAT(
      Told("accounts/a1/invoices/i2"),
      ElementsAre("InvoiceRequested people/operator", "InvoiceIssued services/invoicing, i2 100.00",
                  "PaymentRecorded people/operator, i2 -30.00"));
  EXPECT_THAT(Told("accounts/a1/payments/p1"), ElementsAre("PaymentRecorded people/operator"));
  EXPECT_THAT(Told("issuers/acme"), ElementsAre("IssuerRegistered people/operator"));
}

TEST_F(HistoryCallsTest, AnAccountsHistoryIsInTheOrderOfTheLogAndGoesOnByPages) {
  const auto all = Ask("accounts/a1");
  ASSERT_TRUE(all) << all.error().reason;
  ASSERT_EQ(all->entries_size(), 6);
  EXPECT_EQ(all->entries(0).type(), "recourse.invoicing.v1.AccountOpened");
  EXPECT_EQ(all->entries(5).version(), 5u);
  EXPECT_EQ(all->entries(5).stream(), "ledger");
  auto page = Ask("accounts/a1", 4);
  ASSERT_TRUE(page);
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p2", "a1", "p2", 1)));
  ASSERT_EQ(page->entries_size(), 4);
  const auto rest = Ask("accounts/a1", 4, page->next_page_token());
  ASSERT_TRUE(rest) << rest.error().reason;
  ASSERT_EQ(rest->entries_size(), 2);
  EXPECT_EQ(rest->entries(1).sequence(), all->entries(5).sequence());
  EXPECT_TRUE(rest->next_page_token().empty());
  EXPECT_EQ(Ask("accounts/a1/invoices/i1", 4, page->next_page_token()).error().values[0].first,
            "page_token");
}

TEST_F(HistoryCallsTest, WhatNeverWasHasNoHistory) {
  EXPECT_EQ(Ask("accounts/a1/invoices/i9").error().reason, "NO_HISTORY");
  EXPECT_EQ(Ask("issuers/nobody").error().reason, "NO_HISTORY");
  EXPECT_EQ(Ask("accounts/a1/wishes/w1").error().values[0].first, "name");
}

}  // namespace
}  // namespace recourse::invoicing
