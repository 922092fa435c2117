#include "services/collections/api/render.h"

#include <gtest/gtest.h>

#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

constexpr std::size_t kReceivedBytesMax = 1024 * 1024;  // By a client.
constexpr int kMany = 6'000;

const Date kDue = Day(2012, 2, 2);

// As long as an id may be.
std::string Id(int number) {
  const std::string digits = std::to_string(number);
  return std::string(64 - digits.size(), '0') + digits;
}

Case LargeCase() {
  Case kase;
  kase.account = BusinessIn("UTC");
  for (int i = 0; i < kMany; ++i) {
    ChasedInvoice invoice;
    invoice.number = Id(i);
    invoice.issued = invoice.due = kDue;
    invoice.amount = invoice.open = Eur(kMoneyMax);
    invoice.disputed = Eur(1);
    kase.invoices[Id(i)] = invoice;
    Hold hold{HoldReason::kQuestion, Id(i), kDue};
    hold.ended = i > 0;
    kase.holds[Id(kMany - i)] = hold;
    PromiseToPay promise{std::vector<std::string>(100, Id(i)), Eur(1), kDue, kDue, Eur(0)};
    promise.state = PromiseToPay::State::kBroken;
    kase.promises[Id(i)] = promise;
    Placement placement;
    placement.partner = "partners/" + Id(i);
    placement.invoice_id = Id(i);
    placement.end = Placement::End::kDeclined;
    placement.decline_reason = std::string(2'000, 'x');
    kase.placements[Id(i)] = placement;
  }
  return kase;
}

TEST(RenderCaseTest, ACaseOfAnySizeCanBeReceived) {
  const v1::Case rendered = RenderCase("accounts/" + Id(1), LargeCase(), 1);
  EXPECT_LT(rendered.ByteSizeLong(), kReceivedBytesMax);
  const auto expect_counted = [](int shown, std::uint32_t left_out) {
    EXPECT_GT(shown, 0);
    EXPECT_EQ(shown + static_cast<int>(left_out), kMany);
  };
  expect_counted(rendered.invoices_size(), rendered.left_out().invoices());
  expect_counted(rendered.holds_size(), rendered.left_out().holds());
  expect_counted(rendered.promises_size(), rendered.left_out().promises());
  expect_counted(rendered.placements_size(), rendered.left_out().placements());
  EXPECT_FALSE(rendered.holds(0).ended()) << "what is in force comes first";
}

TEST(RenderCaseTest, ACaseOfUsualSizeIsWhole) {
  Case kase;
  kase.account = BusinessIn("UTC");
  const v1::Case rendered = RenderCase("accounts/a1", kase, 1);
  EXPECT_EQ(rendered.left_out().ByteSizeLong(), 0u);
}

}  // namespace
}  // namespace recourse::collections
