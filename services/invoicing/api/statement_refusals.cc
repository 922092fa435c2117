#include "services/invoicing/api/statement_refusals.h"

#include <array>
#include <cstddef>
#include <string>

namespace recourse::invoicing {
namespace {

using enum Failure::Kind;
using enum StatementRule;

constexpr std::array kRows = std::to_array<RefusalText<StatementRule>>({
    {kLinesOutOfOrder, kPrecondition, "LINES_OUT_OF_ORDER",
     "These lines do not follow those that are there: begin with the first line once more."},
    {kTooManyLines, kPrecondition, "TOO_MANY_LINES",
     "A request brings at most 500 lines, and a statement has at most 1,000,000."},
    {kLineWithoutDay, kPrecondition, "LINE_WITHOUT_DAY",
     "Neither the line nor its statement says on which day the money came."},
    {kSumTooLarge, kPrecondition, "SUM_TOO_LARGE",
     "The lines come to more than any amount may be."},
    {kEntriesMissing, kPrecondition, "ENTRIES_MISSING",
     "The lines do not come to the entries and sums that were announced."},
    {kStatementNotComplete, kNotFound, "STATEMENT_NOT_COMPLETE",
     "There is no such statement, or not all of it."},
    {kUnknownLine, kNotFound, "UNKNOWN_LINE", "The statement has no such line."},
    {kLineNotWaiting, kPrecondition, "LINE_NOT_WAITING",
     "The line does not wait: it is settled or ignored, or is not money that came in."},
    {kConfirmedOtherwise, kPrecondition, "CONFIRMED_OTHERWISE",
     "The line is confirmed already, and its account has not answered yet."},
    {kDesignatedMoreThanPaid, kPrecondition, "DESIGNATED_MORE_THAN_PAID",
     "What is designated comes to more than the line's amount."},
    {kTooManyDesignations, kPrecondition, "TOO_MANY_DESIGNATIONS",
     "A line is designated to at most 100 items."},
    {kDesignatedTwice, kPrecondition, "DESIGNATED_TWICE", "One item is designated twice."},
    {kCurrencyDiffers, kPrecondition, "CURRENCY_DIFFERS",
     "The amount is in another currency than the line."},
    {kDateInFuture, kPrecondition, "DATE_IN_FUTURE",
     "The day of the line has not come yet, in no time zone."},
    {kLineChanged, kAborted, "LINE_CHANGED",
     "The line was reopened since it was looked at: look again."},
    {kTooManyParts, kPrecondition, "TOO_MANY_PARTS", "A line is split into at most 50 parts."},
    {kPartNotPositive, kPrecondition, "PART_NOT_POSITIVE", "A part of a line is above zero."},
    {kAccountTwice, kPrecondition, "ACCOUNT_TWICE",
     "One account is named twice: it gets one part, with designations."},
    {kPartsNotTheAmount, kPrecondition, "PARTS_NOT_THE_AMOUNT",
     "The parts do not come to what waits of the line."},
});

constexpr bool IsInOrder() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].rule) != i) return false;
  }
  return static_cast<std::size_t>(kPartsNotTheAmount) + 1 == kRows.size();
}
static_assert(IsInOrder());

}  // namespace

std::span<const RefusalText<StatementRule>> StatementRefusals() { return kRows; }

Failure ToFailure(const Refusal<StatementRule>& refusal) {
  const auto& row = kRows[static_cast<std::size_t>(refusal.rule)];
  return {row.kind, std::string(row.reason), std::string(row.message), refusal.values};
}

Failure NoSuchStatement(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_STATEMENT",
          "There is no statement of this name, or not all of it.",
          {{"statement", std::string(name)}}};
}

Failure NoSuchLine(std::string_view name) {
  return {
      kNotFound, "NO_SUCH_LINE", "There is no line of this name.", {{"line", std::string(name)}}};
}

Failure AccountOfOtherIssuer(std::string_view account, std::string_view issuer) {
  return {kPrecondition,
          "ACCOUNT_OF_OTHER_ISSUER",
          "The account is not one of the issuer whose statement it is.",
          {{"account", std::string(account)}, {"issuer", std::string(issuer)}}};
}

Failure PaymentRefused(std::string_view reason, std::string_view line) {
  return {kPrecondition,
          "PAYMENT_REFUSED",
          "The account has refused the payment: the line waits again.",
          {{"line", std::string(line)}, {"reason", std::string(reason)}}};
}

Failure PartRefused(std::string_view reason, std::string_view line, std::string_view waiting) {
  return {kPrecondition,
          "PART_REFUSED",
          "An account has refused its part: it waits again, and the other parts are recorded.",
          {{"line", std::string(line)},
           {"reason", std::string(reason)},
           {"waiting", std::string(waiting)}}};
}

Failure PaymentNotReversed(std::string_view payment) {
  return {kPrecondition,
          "PAYMENT_NOT_REVERSED",
          "The line has a payment that stands: reverse it first.",
          {{"payment", std::string(payment)}}};
}

Failure TooManyLinesToOrder(std::string_view issuer) {
  return {kExhausted,
          "TOO_MANY_LINES_TO_ORDER",
          "These are more lines than are brought into an order: ask for one statement, or by name.",
          {{"issuer", std::string(issuer)}, {"lines_max", "1000000"}}};
}

Failure NotAPayment(std::string_view line) {
  return {kPrecondition,
          "NOT_A_PAYMENT",
          "The line is not money that came in: see its kind.",
          {{"line", std::string(line)}}};
}

}  // namespace recourse::invoicing
