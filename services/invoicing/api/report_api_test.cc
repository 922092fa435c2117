#include <fmt/format.h>
#include <gmock/gmock.h>

#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/report_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;

constexpr char kReports[] = "/recourse.invoicing.v1.ReportService/";

std::string InUnits(const google::type::Money& message) {
  const auto amount = wire::SumFromWire(message);
  CHECK(amount);
  return ToDecimal(*amount);
}

// Two invoices of 100.00 EUR, issued on 1 January and due on the 31st; today is 10 February 2012.
class ReportApiTest : public ServiceRig {
 protected:
  ReportApiTest() {
    RegisterAcme();
    OpenAccount("a1");
    OpenAccount("a2");
    Issue("a1", "i1");
    Issue("a2", "i2");
    Settle();
  }

  template <class Response, class Request>
  Expected<Response, Failure> Ask(const std::string& method, const Request& request,
                                  rpc::Role role = rpc::Role::kOperator) {
    return Call<Response>(kReports + method, request, role);
  }
  v1::ReportRollForwardResponse RollForward(const std::string& range) {
    const auto report = Ask<v1::ReportRollForwardResponse>(
        "ReportRollForward",
        ServiceRig::Text<v1::ReportRollForwardRequest>("issuer: \"issuers/acme\" " + range));
    EXPECT_TRUE(report) << (report ? "" : report.error().reason);
    return report ? *report : v1::ReportRollForwardResponse();
  }
  static std::vector<std::string> Rows(const v1::ReportRollForwardResponse& report) {
    std::vector<std::string> rows;
    for (const auto& line : report.lines()) {
      rows.push_back("opening " + InUnits(line.opening()));
      for (const auto& movement : line.movements()) {
        if (movement.increase().units() == 0 && movement.decrease().units() == 0) continue;
        rows.push_back(fmt::format("{} +{} -{}", v1::MovementKind_Name(movement.kind()),
                                   InUnits(movement.increase()), InUnits(movement.decrease())));
      }
      rows.push_back("closing " + InUnits(line.closing()));
    }
    return rows;
  }
  std::string OpenInAging(const std::string& as_of) {
    const auto aging = Call<v1::ReportAgingResponse>(
        "ReportAging",
        ServiceRig::Text<v1::ReportAgingRequest>("issuer: \"issuers/acme\" " + as_of));
    EXPECT_TRUE(aging);
    Money sum{0, *Currency::Parse("EUR")};
    for (const auto& row : aging->rows()) sum = sum + *wire::SumFromWire(row.amount());
    return ToDecimal(sum);
  }

  const std::string january_ =
      "from { year: 2012 month: 1 day: 1 } through { year: 2012 month: 1 day: 31 }";
  const std::string february_ =
      "from { year: 2012 month: 2 day: 1 } through { year: 2012 month: 2 day: 29 }";
};

TEST_F(ReportApiTest, ARollForwardEndsWithWhatAgingHas) {
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 40)));
  Settle();
  EXPECT_THAT(
      Rows(RollForward(january_)),
      ElementsAre("opening 0.00", "MOVEMENT_KIND_INVOICED +200.00 -0.00", "closing 200.00"));
  EXPECT_THAT(Rows(RollForward(february_)),
              ElementsAre("opening 200.00", "MOVEMENT_KIND_PAID +0.00 -40.00", "closing 160.00"));
  EXPECT_EQ(OpenInAging("as_of { year: 2012 month: 1 day: 31 }"), "200.00");
  EXPECT_EQ(OpenInAging("as_of { year: 2012 month: 2 day: 29 }"), "160.00");
}

TEST_F(ReportApiTest, AClosedMonthStaysAsItWas) {
  clock_.AdvanceTo(clock_.Now() + std::chrono::hours(1));
  auto close = ServiceRig::Text<v1::ClosePeriodRequest>(R"(
      request_id: "c1" issuer: "issuers/acme" closing_id: "january"
      through { year: 2012 month: 1 day: 31 })");
  EXPECT_EQ(Ask<v1::Periods>("ClosePeriod", close, rpc::Role::kClerk).error().kind,
            Failure::Kind::kDenied);
  const auto closed = Ask<v1::Periods>("ClosePeriod", close, rpc::Role::kApprover);
  ASSERT_TRUE(closed) << closed.error().reason;
  EXPECT_EQ(closed->closed_through().day(), 31);
  close.set_request_id("c2");
  EXPECT_TRUE(Ask<v1::Periods>("ClosePeriod", close));
  close.set_closing_id("again");
  close.set_request_id("c3");
  EXPECT_EQ(Ask<v1::Periods>("ClosePeriod", close).error().reason, "PERIOD_IS_CLOSED");

  auto payment = PaymentRequest("p1", "a1", "p1", 40);
  payment.mutable_effective_date()->set_month(1);
  payment.mutable_effective_date()->set_day(20);
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", payment));
  Settle();
  EXPECT_THAT(
      Rows(RollForward(january_)),
      ElementsAre("opening 0.00", "MOVEMENT_KIND_INVOICED +200.00 -0.00", "closing 200.00"));
  EXPECT_THAT(Rows(RollForward(february_)),
              ElementsAre("opening 200.00", "MOVEMENT_KIND_PAID +0.00 -40.00", "closing 160.00"));

  clock_.AdvanceTo(clock_.Now() + std::chrono::hours(1));
  const auto reopened = Ask<v1::Periods>(
      "ReopenPeriod", ServiceRig::Text<v1::ReopenPeriodRequest>(
                          R"(request_id: "r1" issuer: "issuers/acme" reopening_id: "audit"
         from { year: 2012 month: 1 day: 1 } reason: "a late payment")"));
  ASSERT_TRUE(reopened) << reopened.error().reason;
  payment.set_request_id("p2");
  payment.set_payment_id("p2");
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", payment));
  Settle();
  EXPECT_THAT(Rows(RollForward(january_)),
              ElementsAre("opening 0.00", "MOVEMENT_KIND_INVOICED +200.00 -0.00",
                          "MOVEMENT_KIND_PAID +0.00 -40.00", "closing 160.00"));
  EXPECT_EQ(Ask<v1::Periods>("GetPeriods",
                             ServiceRig::Text<v1::GetPeriodsRequest>(R"(issuer: "issuers/other")"))
                .error()
                .reason,
            "NO_SUCH_ISSUER");
}

TEST_F(ReportApiTest, AnAllowanceIsRateTimesAge) {
  auto request = ServiceRig::Text<v1::ReportAllowanceRequest>(R"(
      issuer: "issuers/acme" rounding: ALLOWANCE_ROUNDING_HALF_UP
      rates { bucket: AGING_BUCKET_CURRENT percent: "0" }
      rates { bucket: AGING_BUCKET_DAYS_1_TO_30 percent: "2.0025" }
      rates { bucket: AGING_BUCKET_DAYS_31_TO_60 percent: "10" }
      rates { bucket: AGING_BUCKET_DAYS_61_TO_90 percent: "50" }
      rates { bucket: AGING_BUCKET_DAYS_OVER_90 percent: "100" })");
  auto report = Ask<v1::ReportAllowanceResponse>("ReportAllowance", request);
  ASSERT_TRUE(report) << report.error().reason;
  ASSERT_EQ(report->rows_size(), 5);
  EXPECT_EQ(InUnits(report->rows(1).amount()), "200.00");
  EXPECT_EQ(InUnits(report->rows(1).allowance()), "4.01");
  EXPECT_EQ(InUnits(report->totals(0)), "4.01");
  request.set_rounding(v1::ALLOWANCE_ROUNDING_TRUNCATED);
  report = Ask<v1::ReportAllowanceResponse>("ReportAllowance", request);
  EXPECT_EQ(InUnits(report->totals(0)), "4.00");

  request.mutable_rates(1)->set_percent("100.5");
  request.mutable_rates()->RemoveLast();
  request.clear_rounding();
  const auto wrong = Ask<v1::ReportAllowanceResponse>("ReportAllowance", request);
  ASSERT_FALSE(wrong);
  ASSERT_EQ(wrong.error().values.size(), 3u);
  EXPECT_EQ(wrong.error().values[0].first, "rates[1].percent");
  EXPECT_EQ(wrong.error().values[1].first, "rates");
  EXPECT_EQ(wrong.error().values[2].first, "rounding");
}

TEST_F(ReportApiTest, AStatementLeadsFromBalanceToBalance) {
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 40)));
  auto request =
      ServiceRig::Text<v1::GetStatementOfAccountRequest>("account: \"accounts/a1\" " + february_);
  auto statement = Ask<v1::StatementOfAccount>("GetStatementOfAccount", request);
  ASSERT_TRUE(statement) << statement.error().reason;
  EXPECT_EQ(statement->issuer(), "issuers/acme");
  ASSERT_EQ(statement->currencies_size(), 1);
  const auto& line = statement->currencies(0);
  EXPECT_EQ(InUnits(line.opening()), "100.00");
  ASSERT_EQ(line.entries_size(), 1);
  EXPECT_EQ(line.entries(0).item(), "accounts/a1/payments/p1");
  EXPECT_EQ(InUnits(line.entries(0).amount()), "-40.00");
  EXPECT_EQ(InUnits(line.closing()), "60.00");
  ASSERT_EQ(line.open_items_size(), 1);
  EXPECT_EQ(line.open_items(0).reference(), "N-i1");
  EXPECT_EQ(line.open_items(0).days_late(), 29);
  EXPECT_EQ(InUnits(line.aging(1).amount()), "60.00");
  request.mutable_known_at();  // 1970.
  EXPECT_EQ(Ask<v1::StatementOfAccount>("GetStatementOfAccount", request)->currencies_size(), 0);
  std::swap(*request.mutable_from(), *request.mutable_through());
  EXPECT_EQ(Ask<v1::StatementOfAccount>("GetStatementOfAccount", request).error().values[0].first,
            "through");
  request =
      ServiceRig::Text<v1::GetStatementOfAccountRequest>("account: \"accounts/no\" " + february_);
  EXPECT_EQ(Ask<v1::StatementOfAccount>("GetStatementOfAccount", request).error().reason,
            "NO_SUCH_ACCOUNT");
}

TEST_F(ReportApiTest, AStatementNamesACreditNoteAndItsInvoice) {
  ASSERT_TRUE(Call<v1::CreditNote>("IssueCreditNote", Text<v1::IssueCreditNoteRequest>(R"(
      request_id: "c" parent: "accounts/a1" credit_note_id: "c7" credit_note {
        invoice: "accounts/a1/invoices/i1" reason: "kind"
        amount { currency_code: "EUR" units: 5 }
        effective_date { year: 2012 month: 2 day: 3 } })")));
  const auto statement = Ask<v1::StatementOfAccount>(
      "GetStatementOfAccount",
      ServiceRig::Text<v1::GetStatementOfAccountRequest>("account: \"accounts/a1\" " + february_));
  ASSERT_TRUE(statement) << statement.error().reason;
  const auto& entry = statement->currencies(0).entries(0);
  EXPECT_EQ(entry.item(), "accounts/a1/creditNotes/c7");
  EXPECT_EQ(entry.reference(), "c7");
  EXPECT_EQ(entry.invoice(), "accounts/a1/invoices/i1");
  EXPECT_EQ(entry.invoice_number(), "N-i1");
}

TEST_F(ReportApiTest, AStatementIsExported) {
  auto request = ServiceRig::Text<v1::ExportStatementRequest>(
      "format: STATEMENT_FORMAT_CSV statement { account: \"accounts/a1\" " + january_ + "}");
  auto document = Ask<v1::ExportStatementResponse>("ExportStatement", request);
  ASSERT_TRUE(document) << document.error().reason;
  EXPECT_THAT(document->content(), testing::HasSubstr("\"invoiced\",\"accounts/a1/invoices/i1\","
                                                      "\"N-i1\",\"100.00\",\"100.00\""));
  request.set_format(v1::STATEMENT_FORMAT_PDF);
  document = Ask<v1::ExportStatementResponse>("ExportStatement", request);
  ASSERT_TRUE(document) << document.error().reason;
  EXPECT_TRUE(document->content().starts_with("%PDF"));
  EXPECT_EQ(document->media_type(), "application/pdf");
  request.clear_format();
  request.add_addressee_lines("");
  const auto wrong = Ask<v1::ExportStatementResponse>("ExportStatement", request);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().values[0].first, "format");
  EXPECT_EQ(wrong.error().values[1].first, "addressee_lines[0]");
}

}  // namespace
}  // namespace recourse::invoicing
