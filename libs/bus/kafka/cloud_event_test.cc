#include "libs/bus/kafka/cloud_event.h"

#include <gtest/gtest.h>

namespace recourse::bus::kafka {
namespace {

history::v1::Record InvoiceIssued() {
  history::v1::Record record;
  record.set_installation(0x00ab'cdef'0123'4567);
  record.set_service("invoicing");
  record.set_shard(3);
  record.set_epoch(1);
  record.set_sequence(41);
  record.set_recorded_at_us(1'325'376'000'000'001);
  record.set_home("accounts/a1");
  record.set_stream("ledger");
  record.set_type("recourse.invoicing.v1.InvoiceIssued");
  return record;
}

TEST(CloudEventTest, HeadersSayWhatARecordIs) {
  CloudEvent event;
  EXPECT_EQ(event.Describe(InvoiceIssued()), (CloudEvent::Values{
                                                 "application/protobuf",
                                                 "1.0",
                                                 "3-1-41",
                                                 "/recourse/00abcdef01234567/invoicing",
                                                 "recourse.invoicing.v1.InvoiceIssued",
                                                 "accounts/a1/ledger",
                                                 "2012-01-01T00:00:00.000001Z",
                                                 "accounts/a1",
                                                 "00000000000000000041",
                                                 "",
                                             }));
}

TEST(CloudEventTest, ARecordOfTheEngineHasNoSubject) {
  history::v1::Record record = InvoiceIssued();
  record.clear_home();
  record.clear_stream();
  CloudEvent event;
  event.Describe(InvoiceIssued());
  const CloudEvent::Values& values = event.Describe(record);
  for (std::size_t i = 0; i < CloudEvent::kNames.size(); ++i) {
    const bool named = CloudEvent::kNames[i] == "ce_subject" ||
                       CloudEvent::kNames[i] == "ce_partitionkey" ||
                       CloudEvent::kNames[i] == "traceparent";
    EXPECT_EQ(values[i].empty(), named) << CloudEvent::kNames[i];
  }
}

TEST(CloudEventTest, ARecordOfATraceNamesItAndItself) {
  history::v1::Record record = InvoiceIssued();
  record.set_trace_id("0123456789abcdef");
  CloudEvent event;
  const std::string first = event.Describe(record).back();
  EXPECT_EQ(first, "00-30313233343536373839616263646566-b9b829dc4c8d0d0d-01");
  record.set_sequence(42);
  EXPECT_NE(event.Describe(record).back(), first);
  EXPECT_EQ(event.Describe(InvoiceIssued()).back(), "") << "nothing of the record before is left";
}

TEST(CloudEventTest, EachRecordHasItsOwnTimeAndSource) {
  CloudEvent event;
  history::v1::Record record = InvoiceIssued();
  event.Describe(record);
  record.set_recorded_at_us(1'325'376'000'999'999);
  EXPECT_EQ(event.Describe(record)[6], "2012-01-01T00:00:00.999999Z");
  record.set_recorded_at_us(1'325'376'001'000'000);
  EXPECT_EQ(event.Describe(record)[6], "2012-01-01T00:00:01.000000Z");
  record.set_recorded_at_us(-1);
  EXPECT_EQ(event.Describe(record)[6], "1969-12-31T23:59:59.999999Z");
  record.set_service("dispute");
  EXPECT_EQ(event.Describe(record)[3], "/recourse/00abcdef01234567/dispute");
  record.set_installation(1);
  EXPECT_EQ(event.Describe(record)[3], "/recourse/0000000000000001/dispute");
}

}  // namespace
}  // namespace recourse::bus::kafka
