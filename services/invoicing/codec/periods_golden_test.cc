#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/periods_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

static_assert(engine::Aggregate<PeriodsAggregate>);

TEST(PeriodsGoldenTest, PeriodClosed) {
  wire::ExpectGolden<PeriodsAggregate>("services/invoicing/codec/golden",
                                       PeriodClosed{"2012-01", Day(31)});
}

TEST(PeriodsGoldenTest, PeriodReopened) {
  wire::ExpectGolden<PeriodsAggregate>("services/invoicing/codec/golden",
                                       PeriodReopened{"audit", Day(1), "late invoice"});
}

TEST(PeriodsGoldenTest, WhatIsNotAnEventOfPeriodsIsNotRead) {
  EXPECT_FALSE(PeriodsAggregate::Decode("recourse.invoicing.v1.IssuerRegistered", ""));
  EXPECT_FALSE(PeriodsAggregate::Decode("recourse.invoicing.v1.PeriodClosed", "\x0a\x01x"));
}

}  // namespace
}  // namespace recourse::invoicing
