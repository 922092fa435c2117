#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

class ReportCallsTest : public ServiceRig {
 protected:
  ReportCallsTest() {
    RegisterAcme();
    OpenAccount("a1");
    OpenAccount("a2");
    for (const std::string id : {"i1", "i2", "i3"}) Issue("a1", id);
    Issue("a2", "i4");
    Settle();
  }

  v1::ListInvoicesRequest ListRequest(const std::string& token) {
    auto request = Text<v1::ListInvoicesRequest>(R"(parent: "accounts/a1" page_size: 2)");
    request.set_page_token(token);
    return request;
  }
  std::int64_t CountIn(v1::AgingBucket bucket, const std::string& as_of = "") {
    const auto report = Call<v1::ReportAgingResponse>(
        "ReportAging", Text<v1::ReportAgingRequest>("issuer: \"issuers/acme\" " + as_of));
    EXPECT_TRUE(report) << report.error().reason;
    for (const v1::AgingRow& row : report->rows()) {
      if (row.bucket() == bucket) return row.count();
    }
    return -1;
  }
};

TEST_F(ReportCallsTest, InvoicesAreListedPageByPage) {
  const auto first = Call<v1::ListInvoicesResponse>("ListInvoices", ListRequest(""));
  ASSERT_TRUE(first) << first.error().reason;
  ASSERT_EQ(first->invoices_size(), 2);
  EXPECT_EQ(first->invoices(1).name(), "accounts/a1/invoices/i2");
  const auto second =
      Call<v1::ListInvoicesResponse>("ListInvoices", ListRequest(first->next_page_token()));
  ASSERT_TRUE(second) << second.error().reason;
  ASSERT_EQ(second->invoices_size(), 1);
  EXPECT_EQ(second->invoices(0).name(), "accounts/a1/invoices/i3");
  EXPECT_TRUE(second->next_page_token().empty());

  auto other = ListRequest(first->next_page_token());
  other.set_parent("accounts/a2");
  EXPECT_EQ(Call<v1::ListInvoicesResponse>("ListInvoices", other).error().values[0].first,
            "page_token");
  other = ListRequest("");
  other.set_parent("accounts/nobody");
  EXPECT_EQ(Call<v1::ListInvoicesResponse>("ListInvoices", other).error().reason,
            "NO_SUCH_ACCOUNT");
}

TEST_F(ReportCallsTest, ABalanceIsWhatIsOpenOnTheDay) {
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 120)));
  Settle();
  const auto now =
      Call<v1::Balance>("GetBalance", Text<v1::GetBalanceRequest>("name: \"accounts/a1\""));
  ASSERT_TRUE(now) << now.error().reason;
  ASSERT_EQ(now->lines_size(), 1);
  EXPECT_EQ(now->lines(0).open().units(), 180);
  EXPECT_EQ(now->lines(0).open_invoice_count(), 2);
  const auto before = Call<v1::Balance>("GetBalance", Text<v1::GetBalanceRequest>(R"(
      name: "accounts/a1" as_of { year: 2012 month: 1 day: 31 })"));
  ASSERT_TRUE(before) << before.error().reason;
  EXPECT_EQ(before->lines(0).open().units(), 300);
}

// The invoices are due on the last of January.
TEST_F(ReportCallsTest, AgesAreCountedToTheIssuersPresentDay) {
  EXPECT_EQ(CountIn(v1::AGING_BUCKET_DAYS_1_TO_30), 4);
  // In Berlin it is the second of March already: the 31st day after.
  clock_.AdvanceTo(Date(date::year(2012) / 3 / 1) + std::chrono::hours(23));
  EXPECT_EQ(CountIn(v1::AGING_BUCKET_DAYS_1_TO_30), 0);
  EXPECT_EQ(CountIn(v1::AGING_BUCKET_DAYS_31_TO_60), 4);
  EXPECT_EQ(CountIn(v1::AGING_BUCKET_CURRENT, "as_of { year: 2012 month: 1 day: 31 }"), 4);
  EXPECT_EQ(CountIn(v1::AGING_BUCKET_CURRENT, "known_at { seconds: 0 }"), -1);

  const auto unknown = Call<v1::ReportAgingResponse>(
      "ReportAging", Text<v1::ReportAgingRequest>(R"(issuer: "issuers/unknown")"));
  EXPECT_EQ(unknown.error().reason, "NO_SUCH_ISSUER");
}

}  // namespace
}  // namespace recourse::invoicing
