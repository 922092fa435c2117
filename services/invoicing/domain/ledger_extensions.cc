#include <algorithm>

#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

// The latest due day of the extensions in force that `counts`, or `agreed`.
template <class Counts>
Date Latest(const Invoice& invoice, Date agreed, const Counts& counts) {
  Date latest = agreed;
  for (const DueDateExtension& extension : invoice.extensions) {
    if (!extension.revoked && counts(extension)) latest = std::max(latest, extension.due);
  }
  return latest;
}

const DueDateExtension& FindExtension(const Invoice& invoice, const std::string& extension_id) {
  return *std::find_if(invoice.extensions.begin(), invoice.extensions.end(),
                       [&](const auto& each) { return each.extension_id == extension_id; });
}

Differences DifferencesOf(const ExtendDueDate& asked, const std::string& invoice_id,
                          const DueDateExtension& known) {
  return Differences()
      .Shown("invoice", invoice_id, asked.invoice_id)
      .Shown("due_date", known.due, asked.due)
      .Named("reason", asked.reason == known.reason)
      .Named("for_interest", asked.for_interest == known.for_interest)
      .Named("for_aging", asked.for_aging == known.for_aging);
}

// The extension is there, and the order by due date follows `change` to it.
template <class Change>
void ChangeExtensions(const std::string& invoice_id, Ledger& ledger, const Change& change) {
  Invoice& invoice = Existing(invoice_id, ledger);
  ledger.open_by_due.erase({invoice.DueDay(), invoice_id});
  change(invoice.extensions);
  KeepOrder(invoice_id, invoice, ledger);
}

}  // namespace

Date Invoice::DueDay() const {
  return Latest(*this, due_date, [](const DueDateExtension&) { return true; });
}

Date Invoice::AgingDueDay() const {
  return Latest(*this, due_date, [](const DueDateExtension& each) { return each.for_aging; });
}

std::optional<Date> Invoice::InterestStart() const {
  const Date latest =
      Latest(*this, due_date, [](const DueDateExtension& each) { return each.for_interest; });
  return latest == due_date ? std::nullopt : std::optional(latest + Days(1));
}

LedgerDecision Decide(const ExtendDueDate& extend, const Ledger& ledger) {
  const auto known = ledger.invoice_by_extension.find(extend.extension_id);
  if (known != ledger.invoice_by_extension.end()) {
    const auto& extension = FindExtension(*ledger.Find(known->second), extend.extension_id);
    const Differences differences = DifferencesOf(extend, known->second, extension);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kExtensionIdReused, differences.With({{"invoice_id", known->second},
                                                        {"due_date", ToString(extension.due)}}));
  }
  const auto found = FindIssued(extend.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  if (auto broken = BrokenByReason(extend.reason)) return *std::move(broken);
  if (extend.due <= invoice.DueDay()) {
    return Refuse(kDueDateNotLater,
                  {{"due_date", ToString(extend.due)}, {"due_now", ToString(invoice.DueDay())}});
  }
  const Date latest = invoice.due_date + Days(kExtensionMaxDays);
  if (extend.due > latest) {
    return Refuse(kExtensionTooLong,
                  {{"due_date", ToString(extend.due)}, {"latest", ToString(latest)}});
  }
  if (invoice.extensions.size() == kExtensionsMax) {
    return Refuse(kTooManyExtensions, {{"extensions", std::to_string(kExtensionsMax)}});
  }
  return LedgerEvents{DueDateExtended{extend.extension_id, extend.invoice_id, extend.due,
                                      extend.reason, extend.for_interest, extend.for_aging,
                                      extend.due}};
}

LedgerDecision Decide(const RevokeExtension& revoke, const Ledger& ledger) {
  const auto known = ledger.invoice_by_extension.find(revoke.extension_id);
  if (known == ledger.invoice_by_extension.end()) {
    return Refuse(kUnknownExtension, {{"extension_id", revoke.extension_id}});
  }
  const Invoice& invoice = *ledger.Find(known->second);
  const DueDateExtension& extension = FindExtension(invoice, revoke.extension_id);
  if (extension.revoked) {
    if (*extension.revoked == revoke.reason) return LedgerEvents{};
    return Refuse(kRevokedOtherwise,
                  {{"extension_id", revoke.extension_id}, {"reason", *extension.revoked}});
  }
  if (auto broken = BrokenByReason(revoke.reason)) return *std::move(broken);
  const Date due = Latest(invoice, invoice.due_date, [&](const DueDateExtension& each) {
    return each.extension_id != revoke.extension_id;
  });
  return LedgerEvents{
      DueDateExtensionRevoked{revoke.extension_id, known->second, revoke.reason, due}};
}

void Apply(const DueDateExtended& extended, Ledger& ledger) {
  ledger.invoice_by_extension.emplace(extended.extension_id, extended.invoice_id);
  ChangeExtensions(extended.invoice_id, ledger, [&](std::vector<DueDateExtension>& extensions) {
    extensions.push_back({extended.extension_id, extended.due, extended.reason,
                          extended.for_interest, extended.for_aging, std::nullopt});
  });
}

void Apply(const DueDateExtensionRevoked& revoked, Ledger& ledger) {
  ChangeExtensions(revoked.invoice_id, ledger, [&](std::vector<DueDateExtension>& extensions) {
    for (DueDateExtension& each : extensions) {
      if (each.extension_id == revoked.extension_id) each.revoked = revoked.reason;
    }
  });
}

}  // namespace recourse::invoicing
