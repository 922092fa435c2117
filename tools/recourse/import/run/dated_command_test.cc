#include "tools/recourse/import/run/dated_command.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "libs/wire/convert.h"
#include "recourse/dispute/v1/dispute_service.grpc.pb.h"
#include "recourse/invoicing/v1/invoicing_service.grpc.pb.h"

namespace recourse::csv_import {
namespace {

using namespace date::literals;

const Date kDay = Date(2012_y / 1 / 3);
const Money kAmount{12'34, *Currency::Parse("EUR")};
const Plan kPlan{"f.csv", "acme", "Europe/Berlin", {}};
const AccountTraits kTraitsOfA1{"Weber", "consumer", "phone", "de", "DE", "BY", "Europe/Berlin"};

const std::vector<PlannedCommand> kOneOfEach = {
    RegisterIssuer{{"acme", "Europe/Berlin", "Acme GmbH", "DE", "de", "DE1", "Ulm", "DE02", "BIC"}},
    OpenAccount{"a1", kTraitsOfA1},
    IssueInvoice{"a1", "inv-7", "7", kDay, kDay + Days(30), kAmount},
    OpenDispute{"a1", "dsp-7", "inv-7", "unknown"},
    CloseDispute{"a1", "dsp-7", "rejected", "unfounded"},
    RecordPayment{"a1", "pay-7", "inv-7", kAmount},
};

DatedCommand Dated(const PlannedCommand& command) {
  return ToDatedCommand(kPlan, {kDay, 17, command});
}

template <class Request>
Request RequestOf(const PlannedCommand& command) {
  Request request;
  EXPECT_TRUE(request.ParseFromString(Dated(command).request()));
  return request;
}

TEST(DatedCommandTest, SaysWhenWhereAndWhat) {
  const DatedCommand command = Dated(kOneOfEach[2]);
  EXPECT_EQ(wire::FromWire(command.day()), kDay);
  EXPECT_EQ(command.zone(), "Europe/Berlin");
  EXPECT_EQ(command.step(), 2u);
  EXPECT_EQ(command.home(), "accounts/a1");
  EXPECT_EQ(command.label(), "f.csv line 17, invoice 7");
  EXPECT_EQ(Dated(kOneOfEach[0]).home(), "issuers/acme");
}

TEST(DatedCommandTest, EveryMethodExists) {
  // Linked in, so that the pool knows the services.
  ASSERT_NE(invoicing::v1::InvoicingService::service_full_name(), nullptr);
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const PlannedCommand& command : kOneOfEach) {
    std::string method = Dated(command).method().substr(1);
    std::replace(method.begin(), method.end(), '/', '.');
    EXPECT_NE(pool->FindMethodByName(method), nullptr) << method;
  }
}

TEST(DatedCommandTest, TheSameCommandHasTheSameRequestIdAndNoOther) {
  std::set<std::string> bytes;
  for (const PlannedCommand& command : kOneOfEach) {
    EXPECT_EQ(Dated(command).SerializeAsString(), Dated(command).SerializeAsString());
    bytes.insert(Dated(command).request());
  }
  EXPECT_EQ(bytes.size(), kOneOfEach.size());

  const auto id = [](const PlannedCommand& command) {
    return RequestOf<invoicing::v1::IssueInvoiceRequest>(command).request_id();
  };
  auto other = std::get<IssueInvoice>(kOneOfEach[2]);
  other.amount.minor_units += 1;
  EXPECT_NE(id(kOneOfEach[2]), "");
  EXPECT_NE(id(kOneOfEach[2]), id(other));
}

TEST(DatedCommandTest, CarriesAllOfAnIssuerAndAnAccount) {
  const auto issuer = RequestOf<invoicing::v1::RegisterIssuerRequest>(kOneOfEach[0]);
  EXPECT_EQ(issuer.issuer_id(), "acme");
  EXPECT_EQ(issuer.issuer().display_name(), "Acme GmbH");
  EXPECT_EQ(issuer.issuer().tax_id(), "DE1");
  EXPECT_EQ(issuer.issuer().bank_account().iban(), "DE02");
  EXPECT_EQ(issuer.issuer().bank_account().bic(), "BIC");
  EXPECT_EQ(issuer.issuer().court_venue(), "Ulm");
  EXPECT_EQ(issuer.issuer().language_code(), "de");
  EXPECT_EQ(issuer.issuer().country_code(), "DE");
  EXPECT_EQ(issuer.issuer().time_zone(), "Europe/Berlin");

  const auto account = RequestOf<invoicing::v1::OpenAccountRequest>(kOneOfEach[1]);
  EXPECT_EQ(account.account_id(), "a1");
  EXPECT_EQ(account.account().issuer(), "issuers/acme");
  EXPECT_EQ(account.account().kind(), invoicing::v1::ACCOUNT_KIND_CONSUMER);
  EXPECT_EQ(account.account().preferred_channel(), invoicing::v1::PREFERRED_CHANNEL_PHONE);
  EXPECT_EQ(account.account().region(), "BY");
  EXPECT_EQ(account.personal_data().display_name(), "Weber");
}

TEST(DatedCommandTest, CarriesAllOfAnInvoiceAndItsPayment) {
  const auto issue = RequestOf<invoicing::v1::IssueInvoiceRequest>(kOneOfEach[2]);
  const auto& content = issue.invoice().content();
  EXPECT_EQ(issue.parent(), "accounts/a1");
  EXPECT_EQ(issue.invoice_id(), "inv-7");
  EXPECT_EQ(content.number(), "7");
  EXPECT_EQ(wire::FromWire(content.issue_date()), kDay);
  EXPECT_EQ(wire::FromWire(content.due_date()), kDay + Days(30));
  EXPECT_EQ(wire::FromWire(content.amount()), kAmount);
  EXPECT_TRUE(content.imported());

  const auto payment = RequestOf<invoicing::v1::RecordPaymentRequest>(kOneOfEach[5]);
  EXPECT_EQ(payment.payment_id(), "pay-7");
  EXPECT_EQ(wire::FromWire(payment.amount()), kAmount);
  EXPECT_EQ(wire::FromWire(payment.effective_date()), kDay);
  ASSERT_EQ(payment.designations_size(), 1);
  EXPECT_EQ(payment.designations(0).invoice_id(), "inv-7");
  EXPECT_EQ(wire::FromWire(payment.designations(0).amount()), kAmount);
  EXPECT_TRUE(payment.imported());
}

TEST(DatedCommandTest, CarriesAllOfADispute) {
  const auto open = RequestOf<dispute::v1::OpenDisputeRequest>(kOneOfEach[3]);
  EXPECT_EQ(open.dispute_id(), "dsp-7");
  EXPECT_EQ(open.invoice(), "accounts/a1/invoices/inv-7");
  EXPECT_FALSE(open.has_claimed()) << "the whole invoice";
  EXPECT_EQ(open.reason(), dispute::v1::REASON_UNKNOWN);
  EXPECT_TRUE(open.imported());
  EXPECT_EQ(wire::FromWire(open.opened_on()), kDay);

  const auto close = RequestOf<dispute::v1::CloseDisputeRequest>(kOneOfEach[4]);
  EXPECT_EQ(close.name(), "accounts/a1/disputes/dsp-7");
  EXPECT_EQ(close.outcome(), dispute::v1::OUTCOME_REJECTED);
  EXPECT_EQ(close.grounds().text(), "unfounded");
  EXPECT_EQ(wire::FromWire(close.closed_on()), kDay);
}

TEST(DatedCommandTest, EveryReasonOfAMapIsOneOfDisputeAndTheOtherWayRound) {
  std::set<dispute::v1::Reason> reasons;
  for (const std::string_view reason : kReasons) {
    reasons.insert(RequestOf<dispute::v1::OpenDisputeRequest>(
                       OpenDispute{"a1", "dsp-7", "inv-7", std::string(reason)})
                       .reason());
  }
  EXPECT_EQ(reasons.size(),
            static_cast<std::size_t>(dispute::v1::Reason_descriptor()->value_count()) - 1)
      << "all but REASON_UNSPECIFIED";
}

}  // namespace
}  // namespace recourse::csv_import
