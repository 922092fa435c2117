#include "libs/process/failure_text.h"

#include <gtest/gtest.h>

#include "libs/process/exit_code.h"

namespace recourse::process {
namespace {

using Kind = Failure::Kind;

TEST(FailureTextTest, NamesRuleFieldsAndValuesOnOneLine) {
  EXPECT_EQ(ToText({Kind::kPrecondition,
                    "MORE_THAN_OUTSTANDING",
                    "More is paid than is owed.",
                    {{"amount", "60.00 EUR"}, {"open", "50.00 EUR"}}}),
            "More is paid than is owed (MORE_THAN_OUTSTANDING: amount = 60.00 EUR, open = 50.00 "
            "EUR)");
}

TEST(FailureTextTest, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(ToText({Kind::kUnknown, "UNAVAILABLE", "connect failed", {}}),
            "connect failed (UNAVAILABLE)");
  EXPECT_EQ(ToText({Kind::kUnknown, "CANCELLED", "", {}}), "(CANCELLED)");
  EXPECT_EQ(ToText({Kind::kInvalid, "", "Bad", {{"a", "1"}}}), "Bad (a = 1)");
}

TEST(FailureTextTest, NothingFromAServerSteersTheTerminal) {
  EXPECT_EQ(ToText({Kind::kInvalid, "R", "a\nb\x1b[2J", {{"f", "\t"}}}), "a b [2J (R: f =  )");
}

TEST(ExitCodeTest, DamageOfALogIsAFailedVerificationWhoeverFindsIt) {
  for (const char* reason : {"LOG_MISSING", "LOG_MISMATCH", "LOG_DAMAGED", "LOG_IO",
                             "LOG_UNREADABLE", "LOG_BEHIND_ITS_CONSUMER", "DERIVED_AHEAD_OF_LOG"}) {
    EXPECT_EQ(ToExitCode({Kind::kInternal, reason, "", {}}), ExitCode::kVerificationFailed);
  }
  EXPECT_EQ(ToExitCode({Kind::kUnavailable, "LOG_IN_USE", "", {}}), ExitCode::kUnavailable);
}

TEST(ExitCodeTest, SaysWhatKindOfFailureItWas) {
  const std::pair<Kind, ExitCode> rows[] = {
      {Kind::kInvalid, ExitCode::kRefused},       {Kind::kNotFound, ExitCode::kNotFound},
      {Kind::kPrecondition, ExitCode::kRefused},  {Kind::kExists, ExitCode::kRefused},
      {Kind::kAborted, ExitCode::kRefused},       {Kind::kDenied, ExitCode::kDenied},
      {Kind::kExhausted, ExitCode::kUnavailable}, {Kind::kUnavailable, ExitCode::kUnavailable},
      {Kind::kUnknown, ExitCode::kUnavailable},   {Kind::kInternal, ExitCode::kInternal},
  };
  for (const auto& [kind, code] : rows) EXPECT_EQ(ToExitCode({kind, "", "", {}}), code);
}

}  // namespace
}  // namespace recourse::process
