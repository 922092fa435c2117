#include "tools/recourse/history/record_cause.h"

#include <gtest/gtest.h>

namespace recourse::cli {
namespace {

history::v1::Record Asked(const std::string& actor, const std::string& request_id) {
  history::v1::Record record;
  record.set_shard(3);
  record.set_actor(actor);
  record.mutable_request()->set_request_id(request_id);
  return record;
}

TEST(RecordCauseTest, AnEventOfAnotherServiceIsOfTheSameShard) {
  history::v1::Record record;
  record.set_shard(3);
  record.mutable_event()->set_service("invoicing");
  record.mutable_event()->set_sequence(41);
  EXPECT_EQ(CauseOf(record), (RecordPlace{"invoicing", 3, 41}));
}

TEST(RecordCauseTest, APromiseIsNamedByTheRequestIdOfItsService) {
  EXPECT_EQ(CauseOf(Asked("services/communication_log", "communication_log-7-1-45")),
            (RecordPlace{"communication_log", 7, 45}));
}

TEST(RecordCauseTest, WhatPeopleAndTimersLeadToHasNone) {
  for (const char* id : {"", "pay-1", "dispute-3-1-", "dispute-3-1-4x", "3-1-45", "--1-2"}) {
    EXPECT_EQ(CauseOf(Asked("services/dispute", id)), std::nullopt) << id;
  }
  EXPECT_EQ(CauseOf(Asked("operators/root", "dispute-3-1-45")), std::nullopt);
  history::v1::Record timer;
  timer.mutable_timer()->set_id("ladder");
  EXPECT_EQ(CauseOf(timer), std::nullopt);
}

}  // namespace
}  // namespace recourse::cli
