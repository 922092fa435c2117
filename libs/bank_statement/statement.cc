#include "libs/bank_statement/statement.h"

#include "libs/base/check.h"

namespace recourse::bank_statement {

std::string_view ToString(Statement::Kind kind) {
  switch (kind) {
    case Statement::Kind::kStatement:
      return "statement";
    case Statement::Kind::kAdvice:
      return "advice";
  }
  CHECK(false);
}

std::string_view ToString(Verdict::Result result) {
  switch (result) {
    case Verdict::Result::kAddsUp:
      return "adds up";
    case Verdict::Result::kDiffers:
      return "differs";
    case Verdict::Result::kCurrenciesDiffer:
      return "currencies differ";
    case Verdict::Result::kIncomplete:
      return "incomplete";
  }
  CHECK(false);
}

}  // namespace recourse::bank_statement
