#include "services/communication_log/domain/still_true.h"

#include <utility>

namespace recourse::communication_log {
namespace {

using Kind = FactDifference::Kind;

std::string Amounts(const Money& open, const Money& disputed) {
  if (disputed.minor_units == 0) return ToString(open);
  return ToString(open) + ", of which " + ToString(disputed) + " disputed";
}

void Compare(const InvoiceFact& said, const CurrentFact& actual,
             std::vector<FactDifference>& differences) {
  const auto differs = [&](Kind kind, std::string was, std::string is) {
    differences.push_back({said.invoice_id, kind, std::move(was), std::move(is)});
  };
  if (said.open != actual.open || said.disputed != actual.disputed) {
    differs(Kind::kAmount, Amounts(said.open, said.disputed),
            Amounts(actual.open, actual.disputed));
  }
  if (said.due != actual.due) differs(Kind::kDue, ToString(said.due), ToString(actual.due));
  if (actual.on_hold) differs(Kind::kOnHold, "chased", "on hold");
}

}  // namespace

Expected<Done, std::vector<FactDifference>> StillTrue(const MessageContent& said,
                                                      const CurrentFacts& current, Date today) {
  std::vector<FactDifference> differences;
  for (const InvoiceFact& fact : said.facts) {
    const auto actual = current.find(fact.invoice_id);
    if (actual == current.end()) {
      differences.push_back({fact.invoice_id, Kind::kInvoiceUnknown, fact.number, ""});
      continue;
    }
    Compare(fact, actual->second, differences);
    if (said.kind == MessageKind::kNote && today > fact.due) {
      differences.push_back({fact.invoice_id, Kind::kPastDue, ToString(fact.due), ToString(today)});
    }
  }
  if (today > said.deadline) {
    differences.push_back({"", Kind::kDeadline, ToString(said.deadline), ToString(today)});
  }
  if (!differences.empty()) return Unexpected{std::move(differences)};
  return Done{};
}

}  // namespace recourse::communication_log
