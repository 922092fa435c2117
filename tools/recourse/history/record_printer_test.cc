#include "tools/recourse/history/record_printer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "tools/recourse/history/event_json.h"
#include "tools/recourse/history/record_options.h"

namespace recourse::cli {
namespace {

using history::v1::Record;
using testing::ElementsAre;
using testing::IsEmpty;

Record Refused() {
  invoicing::v1::InvoiceRefused event;
  event.set_invoice_id("i1");
  event.set_reason("NUMBER_TAKEN");
  Record record;
  record.set_service("invoicing");
  record.set_shard(3);
  record.set_sequence(41);
  record.set_recorded_at_us(1'325'548'800'000'000);  // 2012-01-03T00:00:00Z
  record.set_home("accounts/a1");
  record.set_stream("ledger");
  record.set_version(2);
  record.set_type(event.GetDescriptor()->full_name());
  record.set_payload(event.SerializeAsString());
  record.set_actor("operators/root");
  return record;
}

std::string Printed(const std::vector<Record>& records, Format format) {
  std::ostringstream out;
  RecordPrinter printer(format, out);
  for (const Record& record : records) printer.Print(record);
  return out.str();
}

TEST(RecordPrinterTest, IsOneLineForAPerson) {
  EXPECT_EQ(Printed({Refused()}, Format::kTable),
            "2012-01-03T00:00:00.000000Z invoicing         accounts/a1              "
            "ledger#2                 InvoiceRefused       "
            "{\"invoice_id\":\"i1\",\"reason\":\"NUMBER_TAKEN\"}\n");
}

TEST(RecordPrinterTest, JsonTellsTheTraceWhereThereIsOne) {
  Record record = Refused();
  record.set_trace_id("0123456789abcdef");
  const auto json = nlohmann::json::parse(Printed({record}, Format::kJson));
  EXPECT_EQ(json["trace_id"], "30313233343536373839616263646566");
  EXPECT_EQ(Printed({record}, Format::kTable), Printed({Refused()}, Format::kTable));
}

TEST(RecordPrinterTest, IsOneJsonObjectALine) {
  const std::string text = Printed({Refused(), Refused()}, Format::kJson);
  const auto json = nlohmann::json::parse(text.substr(0, text.find('\n')));
  EXPECT_EQ(json["sequence"], 41);
  EXPECT_EQ(json["type"], "recourse.invoicing.v1.InvoiceRefused");
  EXPECT_EQ(json["event"]["reason"], "NUMBER_TAKEN");
  EXPECT_FALSE(json.contains("trace_id"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

TEST(RecordPrinterTest, IsCsvWithOneHeader) {
  EXPECT_EQ(Printed({Refused(), Refused()}, Format::kCsv),
            "\"recorded_at\",\"service\",\"shard\",\"sequence\",\"home\",\"stream\",\"version\","
            "\"type\",\"actor\",\"event\"\r\n"
            "\"2012-01-03T00:00:00.000000Z\",\"invoicing\",\"3\",\"41\",\"accounts/a1\",\"ledger\","
            "\"2\",\"recourse.invoicing.v1.InvoiceRefused\",\"operators/root\","
            "\"{\"\"invoice_id\"\":\"\"i1\"\",\"\"reason\"\":\"\"NUMBER_TAKEN\"\"}\"\r\n"
            "\"2012-01-03T00:00:00.000000Z\",\"invoicing\",\"3\",\"41\",\"accounts/a1\",\"ledger\","
            "\"2\",\"recourse.invoicing.v1.InvoiceRefused\",\"operators/root\","
            "\"{\"\"invoice_id\"\":\"\"i1\"\",\"\"reason\"\":\"\"NUMBER_TAKEN\"\"}\"\r\n");
}

TEST(RecordPrinterTest, ShowsAnEventOfALaterVersionAsItIs) {
  Record record = Refused();
  record.set_type("recourse.invoicing.v9.Unheard");
  record.set_payload("\x01\xff");
  EXPECT_THAT(Printed({record}, Format::kTable),
              testing::EndsWith("Unheard              {\"unknown_event\":\"01ff\"}\n"));
}

TEST(EventJsonTest, KnowsTheEventsOfEveryService) {
  for (const auto* type :
       {"recourse.invoicing.v1.AccountOpened", "recourse.invoicing.v1.NumberReserved",
        "recourse.invoicing.v1.IssuerRegistered", "recourse.invoicing.v1.PaymentRecorded",
        "recourse.dispute.v1.DisputeOpened", "recourse.communication_log.v1.ContactRecorded",
        "recourse.communication_log.v1.MessageQueued",
        "recourse.communication_log.v1.CeaseRequested", "recourse.collections.v1.LadderRun",
        "recourse.collections.v1.EscalationIssued", "recourse.history.v1.EventParked"}) {
    EXPECT_EQ(EventJson(type, ""), "{}") << type;
  }
  EXPECT_EQ(EventJson("recourse.invoicing.v1.PaymentRecorded", "\xff"), std::nullopt);
}

TEST(EventJsonTest, FindsTypesByTheirShortNames) {
  EXPECT_THAT(FullTypeNames("InvoiceIssued"), ElementsAre("recourse.invoicing.v1.InvoiceIssued"));
  EXPECT_THAT(FullTypeNames("recourse.invoicing.v1.InvoiceIssued"),
              ElementsAre("recourse.invoicing.v1.InvoiceIssued"));
  EXPECT_THAT(FullTypeNames("MessageQueued"),
              ElementsAre("recourse.communication_log.v1.MessageQueued",
                          "recourse.collections.v1.MessageQueued"));
  EXPECT_THAT(FullTypeNames("Nonsense"), IsEmpty());
}

TEST(RecordOptionsTest, BecomeAFilter) {
  RecordOptions options;
  options.home = "accounts/a1";
  options.types = {"InvoiceIssued"};
  const auto filter = ToFilter(options);
  ASSERT_TRUE(filter);
  EXPECT_EQ(filter->home(), "accounts/a1");
  EXPECT_THAT(filter->types(), ElementsAre("recourse.invoicing.v1.InvoiceIssued"));
  EXPECT_TRUE(filter->without_engine_events());

  options.types = {"Nonsense"};
  const auto refused = ToFilter(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), "--type \"Nonsense\": expected an event such as InvoiceIssued");
}

}  // namespace
}  // namespace recourse::cli
