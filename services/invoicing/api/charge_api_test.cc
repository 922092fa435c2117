#include <google/protobuf/util/message_differencer.h>

#include "recourse/invoicing/v1/approval_service.pb.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

const std::string kService = "/recourse.invoicing.v1.ChargeService/";

// An invoice over 100 EUR of 1 January 2012, due on 31 January.
class ChargeApiTest : public ServiceRig {
 protected:
  ChargeApiTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
  }

  template <class Request>
  Expected<v1::Charge, Failure> Charge(const std::string& method, const std::string& fields,
                                       rpc::Role role = rpc::Role::kClerk) {
    auto request = Text<Request>(fields);
    return Call<v1::Charge>(kService + method, request, role);
  }
  Expected<v1::Charge, Failure> Fee(const std::string& request_id, const std::string& amount) {
    return Charge<v1::AssessChargeRequest>("AssessCharge", R"(
        parent: "accounts/a1" charge_id: "c1" invoice: "accounts/a1/invoices/i1"
        kind: CHARGE_KIND_FIXED_FEE effective_date { year: 2012 month: 2 day: 8 }
        entitlement { basis: "terms 2011, 7.2" communicated_how: "with the order"
                      communicated_on { year: 2011 month: 3 day: 1 } }
        request_id: ")" + request_id + "\" amount { currency_code: \"EUR\" " +
                                                               amount + "}");
  }
  Expected<v1::Charge, Failure> Interest(const std::string& request_id, int day,
                                         const std::string& terms) {
    return Charge<v1::AssessInterestRequest>("AssessInterest", R"(
        parent: "accounts/a1" charge_id: "z1" invoice: "accounts/a1/invoices/i1"
        through { year: 2012 month: 2 day: )" + std::to_string(day) +
                                                                   "} request_id: \"" + request_id +
                                                                   "\" " + terms);
  }
  Expected<v1::Charge, Failure> Get(const std::string& id) {
    return Charge<v1::GetChargeRequest>("GetCharge", "name: \"accounts/a1/charges/" + id + "\"");
  }
};

// 36 % a year by 360 days: 10 cents a day on 100.00 EUR.
const char* const kAgreed = R"(
    entitlement { basis: "terms 2011, 8.1" }
    terms { rate { millionths: 360000 per: RATE_PERIOD_YEAR } day_count: DAY_COUNT_ACTUAL_360
            compounding: COMPOUNDING_SIMPLE rounding: ROUNDING_ONCE mode: ROUNDING_MODE_HALF_UP })";

TEST_F(ChargeApiTest, AFeeIsToldAsItWasAsked) {
  const auto fee = Fee("r1", "units: 5");
  ASSERT_TRUE(fee) << fee.error().reason;
  EXPECT_TRUE(MessageDifferencer::Equals(*fee, Text<v1::Charge>(R"(
      name: "accounts/a1/charges/c1" invoice: "accounts/a1/invoices/i1"
      kind: CHARGE_KIND_FIXED_FEE effective_date { year: 2012 month: 2 day: 8 }
      entitlement { basis: "terms 2011, 7.2" communicated_how: "with the order"
                    communicated_on { year: 2011 month: 3 day: 1 } }
      amount { currency_code: "EUR" units: 5 } paid { currency_code: "EUR" }
      waived { currency_code: "EUR" } open { currency_code: "EUR" units: 5 })")))
      << fee->DebugString();
  EXPECT_TRUE(MessageDifferencer::Equals(*Get("c1"), *fee));
  EXPECT_TRUE(MessageDifferencer::Equals(*Fee("r2", "units: 5"), *fee));
  EXPECT_EQ(Fee("r3", "units: 6").error().reason, "CHARGE_ID_REUSED");
  EXPECT_EQ(Get("c9").error().reason, "NO_SUCH_CHARGE");
}

TEST_F(ChargeApiTest, EveryCentOfInterestIsExplained) {
  const auto first = Interest("r1", 5, kAgreed);
  ASSERT_TRUE(first) << first.error().reason << first.error().values[0].second;
  EXPECT_EQ(first->amount().nanos(), 500'000'000);
  const auto paid = Call<v1::Payment>("RecordPayment", Text<v1::RecordPaymentRequest>(R"(
      request_id: "p" parent: "accounts/a1" payment_id: "p1"
      amount { currency_code: "EUR" units: 50 } effective_date { year: 2012 month: 2 day: 2 }
      designations { invoice_id: "i1" amount { currency_code: "EUR" units: 50 } })"));
  ASSERT_TRUE(paid) << paid.error().reason;
  const auto corrected = Get("z1");
  EXPECT_TRUE(MessageDifferencer::Equals(*corrected, Text<v1::Charge>(R"(
      name: "accounts/a1/charges/z1" invoice: "accounts/a1/invoices/i1"
      kind: CHARGE_KIND_LATE_INTEREST entitlement { basis: "terms 2011, 8.1" }
      amount { currency_code: "EUR" nanos: 350000000 } paid { currency_code: "EUR" }
      waived { currency_code: "EUR" } open { currency_code: "EUR" nanos: 350000000 }
      effective_date { year: 2012 month: 2 day: 5 }
      interest {
        terms { rate { millionths: 360000 per: RATE_PERIOD_YEAR } day_count: DAY_COUNT_ACTUAL_360
                compounding: COMPOUNDING_SIMPLE rounding: ROUNDING_ONCE
                mode: ROUNDING_MODE_HALF_UP }
        from { year: 2012 month: 2 day: 1 } through { year: 2012 month: 2 day: 5 }
        segments { from { year: 2012 month: 2 day: 1 } to { year: 2012 month: 2 day: 2 } days: 2
                   rate { millionths: 360000 per: RATE_PERIOD_YEAR } compounded: "0"
                   base { currency_code: "EUR" units: 100 } time: "1/180" exact: "20"
                   amount { currency_code: "EUR" nanos: 200000000 } }
        segments { from { year: 2012 month: 2 day: 3 } to { year: 2012 month: 2 day: 5 } days: 3
                   rate { millionths: 360000 per: RATE_PERIOD_YEAR } compounded: "0"
                   base { currency_code: "EUR" units: 50 } time: "1/120" exact: "15"
                   amount { currency_code: "EUR" nanos: 150000000 } }
      })")))
      << corrected->DebugString();
}

TEST_F(ChargeApiTest, AStatuteIsNamedByItsRegime) {
  const auto by_law = Interest("r1", 7, "regime: \"de-business\"");
  // The base rate of that half-year is not in the shipped table, and it is not guessed.
  EXPECT_EQ(by_law.error().reason, "NOT_COMPUTED");
  EXPECT_EQ(by_law.error().values, (Failure::Values{{"day", "2012-02-01"},
                                                    {"reason", "RATE_UNKNOWN"},
                                                    {"table", "de-basiszinssatz"},
                                                    {"version", "1"}}));
  EXPECT_EQ(Interest("r2", 7, "regime: \"mars\"").error().reason, "REGIME_UNKNOWN");
  const auto regimes =
      Call<v1::ListRegimesResponse>(kService + "ListRegimes", v1::ListRegimesRequest());
  ASSERT_TRUE(regimes) << regimes.error().reason;
  EXPECT_GT(regimes->regimes_size(), 5);
  EXPECT_GT(regimes->tariffs_size(), 2);
  EXPECT_GT(regimes->tables_size(), 3);
}

// 100 GBP, due on 31 January.
class LateRulesTest : public ChargeApiTest {
 protected:
  LateRulesTest() {
    auto request = InvoiceRequest("pounds", "a1", "N-i2");
    request.set_invoice_id("i2");
    auto& content = *request.mutable_invoice()->mutable_content();
    content.mutable_amount()->set_currency_code("GBP");
    content.mutable_lines(0)->mutable_amount()->set_currency_code("GBP");
    EXPECT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", request));
  }
  Expected<v1::Charge, Failure> Compensation(const std::string& id, const std::string& day) {
    return Charge<v1::AssessChargeRequest>("AssessCharge", R"(
        parent: "accounts/a1" invoice: "accounts/a1/invoices/i2"
        kind: CHARGE_KIND_COMPENSATION tariff: "uk-late-payment"
        effective_date { year: 2012 )" + day + "} charge_id: '" +
                                                               id + "' request_id: 'r" +
                                                               std::to_string(++requests_) + "'");
  }

 private:
  int requests_ = 0;
};

TEST_F(LateRulesTest, AStatuteAsksForLatenessAndGivesItsSumOnce) {
  const auto early = Compensation("c1", "month: 1 day: 31");
  EXPECT_EQ(early.error().reason, "NOT_LATE");
  EXPECT_EQ(early.error().values,
            (Failure::Values{{"due_date", "2012-01-31"}, {"effective_date", "2012-01-31"}}));
  ASSERT_TRUE(Compensation("c1", "month: 2 day: 1"));
  EXPECT_EQ(Compensation("c2", "month: 2 day: 2").error().reason, "COMPENSATED_ALREADY");
  ASSERT_TRUE(Charge<v1::ReverseChargeRequest>("ReverseCharge", R"(
      request_id: "back" name: "accounts/a1/charges/c1" reason: "paid in time"
      effective_date { year: 2012 month: 2 day: 3 })"));
  EXPECT_TRUE(Compensation("c2", "month: 2 day: 3"));
}

TEST_F(ChargeApiTest, WhatIsOwedBetweenBusinessesNoConsumerOwes) {
  ASSERT_TRUE(Call<v1::Account>("OpenAccount", Text<v1::OpenAccountRequest>(R"(
      request_id: "ada" account_id: "ada"
      account { issuer: "issuers/acme" kind: ACCOUNT_KIND_CONSUMER language_code: "en"
                time_zone: "Europe/London" country_code: "GB"
                preferred_channel: PREFERRED_CHANNEL_LETTER }
      personal_data { display_name: "Ada" })")));
  auto request = InvoiceRequest("hers", "ada", "N-ada");
  request.set_invoice_id("i9");
  ASSERT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", request));

  const std::string hers = R"(parent: "accounts/ada" invoice: "accounts/ada/invoices/i9" )";
  const auto interest = [&](const std::string& id, const std::string& regime) {
    return Charge<v1::AssessInterestRequest>("AssessInterest", hers + R"(
        kind: CHARGE_KIND_LATE_INTEREST through { year: 2012 month: 2 day: 7 } request_id: ")" +
                                                                   id + "\" charge_id: \"" + id +
                                                                   "\" regime: \"" + regime + "\"")
        .error();
  };
  const Failure no = interest("r2", "de-business");
  EXPECT_EQ(no.reason, "CUSTOMER_IS_CONSUMER");
  EXPECT_EQ(no.values.at(1), (std::pair<std::string, std::string>("regime", "de-business")));
  EXPECT_EQ(interest("r3", "de-consumer").reason, "NOT_COMPUTED") << "owed, at no known rate";
  const auto uk = Charge<v1::AssessChargeRequest>("AssessCharge", hers + R"(
      request_id: "r4" charge_id: "c4" kind: CHARGE_KIND_COMPENSATION tariff: "uk-late-payment"
      effective_date { year: 2012 month: 2 day: 8 })");
  EXPECT_EQ(uk.error().reason, "CUSTOMER_IS_CONSUMER");
}

TEST_F(ChargeApiTest, NoStatuteGivesInterestBeforeAnybodyIsLate) {
  const std::string due_day = "from { year: 2012 month: 1 day: 31 } ";
  EXPECT_EQ(Interest("r1", 5, "regime: 'de-business' " + due_day).error().reason, "NOT_LATE");
  EXPECT_TRUE(Interest("r2", 5, kAgreed + due_day));
}

TEST_F(ChargeApiTest, WhatIsWaivedCanBeAskedForAgain) {
  ASSERT_TRUE(Fee("r1", "units: 5"));
  const auto waived = Charge<v1::WaiveChargeRequest>("WaiveCharge", R"(
      request_id: "r2" name: "accounts/a1/charges/c1" waiver_id: "w1" reason: "goodwill"
      amount { currency_code: "EUR" units: 3 } effective_date { year: 2012 month: 2 day: 9 })");
  ASSERT_TRUE(waived) << waived.error().reason;
  EXPECT_EQ(waived->waived().units(), 3);
  EXPECT_EQ(waived->open().units(), 2);
  const auto again = Charge<v1::ReverseWaiverRequest>("ReverseWaiver", R"(
      request_id: "r3" name: "accounts/a1/waivers/w1"
      effective_date { year: 2012 month: 2 day: 9 })");
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_EQ(again->open().units(), 5);
}

TEST_F(ChargeApiTest, AChargeThatIsReversedSaysWhatItHadComeTo) {
  ASSERT_TRUE(Fee("r1", "units: 5"));
  const auto reversed = Charge<v1::ReverseChargeRequest>("ReverseCharge", R"(
      request_id: "r2" name: "accounts/a1/charges/c1" reason: "of another customer"
      effective_date { year: 2012 month: 2 day: 9 })");
  ASSERT_TRUE(reversed) << reversed.error().reason;
  EXPECT_EQ(reversed->amount().units(), 0);
  EXPECT_EQ(reversed->open().units(), 0);
  EXPECT_EQ(reversed->reversal().amount().units(), 5);
  EXPECT_EQ(reversed->reversal().reason(), "of another customer");
  const auto unknown = Charge<v1::ReverseChargeRequest>("ReverseCharge", R"(
      request_id: "r3" name: "accounts/a1/charges/c9" reason: "x"
      effective_date { year: 2012 month: 2 day: 9 })");
  EXPECT_EQ(unknown.error().reason, "UNKNOWN_CHARGE");
}

TEST_F(ChargeApiTest, ReversingIsNoWayAroundTheLimitOfWaivers) {
  ASSERT_TRUE(Fee("r1", "units: 5"));
  const auto limits = Call<v1::ApprovalLimits>(
      "/recourse.invoicing.v1.ApprovalService/SetApprovalLimits",
      Text<v1::SetApprovalLimitsRequest>(R"(request_id: "r2" parent: "issuers/acme"
          limits { operation: CONTROLLED_OPERATION_WAIVER
                   amount { currency_code: "EUR" units: 4 } })"),
      rpc::Role::kOperator);
  ASSERT_TRUE(limits) << limits.error().reason;
  const auto refused = Charge<v1::ReverseChargeRequest>("ReverseCharge", R"(
      request_id: "r3" name: "accounts/a1/charges/c1" reason: "of another customer"
      effective_date { year: 2012 month: 2 day: 9 })");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "NEEDS_APPROVAL");
}

TEST_F(ChargeApiTest, AListGoesOnWhereItStopped) {
  ASSERT_TRUE(Fee("r1", "units: 5"));
  ASSERT_TRUE(Interest("r2", 7, kAgreed));
  auto request = Text<v1::ListChargesRequest>(R"(parent: "accounts/a1" page_size: 1)");
  const auto first = Call<v1::ListChargesResponse>(kService + "ListCharges", request);
  ASSERT_TRUE(first) << first.error().reason;
  ASSERT_EQ(first->charges_size(), 1);
  EXPECT_EQ(first->charges(0).name(), "accounts/a1/charges/c1");
  request.set_page_token(first->next_page_token());
  const auto second = Call<v1::ListChargesResponse>(kService + "ListCharges", request);
  ASSERT_EQ(second->charges_size(), 1);
  EXPECT_EQ(second->charges(0).name(), "accounts/a1/charges/z1");
  EXPECT_EQ(second->charges(0).interest().segments_size(), 0);
  EXPECT_EQ(second->next_page_token(), "");
  request.set_only_open(true);
  EXPECT_EQ(Call<v1::ListChargesResponse>(kService + "ListCharges", request).error().kind,
            Failure::Kind::kInvalid)
      << "the token is of another list";
}

TEST_F(ChargeApiTest, WhatIsMissingOrDoesNotFitIsNamed) {
  const auto fields = [](const Failure& failure) {
    std::vector<std::string> names;
    for (const auto& [field, value] : failure.values) names.push_back(field);
    return names;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(fields(Charge<v1::AssessChargeRequest>("AssessCharge", "request_id: \"r1\"").error()),
            (Names{"parent", "charge_id", "invoice", "kind", "amount", "effective_date",
                   "entitlement.basis"}));
  EXPECT_EQ(fields(Charge<v1::AssessChargeRequest>("AssessCharge", R"(
                request_id: "r1" parent: "accounts/a1" charge_id: "c1" percentage: "5%"
                invoice: "accounts/a2/invoices/i1" kind: CHARGE_KIND_LATE_INTEREST
                effective_date { year: 2012 month: 2 day: 9 }
                entitlement { basis: "terms" })")
                       .error()),
            (Names{"invoice", "kind", "percentage", "kind"}));
  EXPECT_EQ(fields(Interest("r2", 7, "terms {}").error()),
            (Names{"entitlement.basis", "terms.rate", "terms.day_count", "terms.compounding",
                   "terms.rounding", "terms.mode"}));
}

}  // namespace
}  // namespace recourse::invoicing
