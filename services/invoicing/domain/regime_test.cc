#include "services/invoicing/domain/regime.h"

#include <gtest/gtest.h>

namespace recourse::invoicing {
namespace {

using namespace date::literals;

RateBook Book() {
  RateBook book;
  book.regimes = {{"de", "new", 2014_y / 7 / 29, {}},
                  {"de", "old", 2009_y / 1 / 1, {}},
                  {"uk", "act", 2002_y / 8 / 7, {}}};
  book.tariffs = {{"de", "288(5)", 2014_y / 7 / 29, {}}};
  return book;
}

TEST(RegimeTest, ALawIsForDebtsThatAroseFromItsDayOn) {
  const RateBook book = Book();
  EXPECT_EQ((*FindRegime(book, "de", 2009_y / 1 / 1))->law, "old");
  EXPECT_EQ((*FindRegime(book, "de", 2014_y / 7 / 28))->law, "old");
  EXPECT_EQ((*FindRegime(book, "de", 2014_y / 7 / 29))->law, "new");
  EXPECT_EQ((*FindRegime(book, "de", 2100_y / 1 / 1))->law, "new");
}

TEST(RegimeTest, WhatIsNotInTheBookIsRefusedByName) {
  const RateBook book = Book();
  const auto early = FindRegime(book, "de", 2008_y / 12 / 31);
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().reason, "REGIME_UNKNOWN");
  EXPECT_EQ(early.error().message, "There is no regime of interest de for a debt of 2008-12-31");
  EXPECT_FALSE(FindRegime(book, "fr", 2020_y / 1 / 1));
  const auto tariff = FindTariff(book, "de", 2014_y / 7 / 28);
  ASSERT_FALSE(tariff);
  EXPECT_EQ(tariff.error().reason, "TARIFF_UNKNOWN");
  EXPECT_EQ((*FindTariff(book, "de", 2014_y / 7 / 29))->law, "288(5)");
}

}  // namespace
}  // namespace recourse::invoicing
