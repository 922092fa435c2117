#include "services/collections/domain/schedule.h"

#include <algorithm>

#include "libs/base/check.h"
#include "services/collections/domain/strategy.h"

namespace recourse::collections {
namespace {

class Earliest {
 public:
  explicit Earliest(Date from) : from_(from) {}

  void Consider(Date day) {
    day = std::max(day, from_);
    if (!day_ || day < *day_) day_ = day;
  }
  std::optional<Date> day() const { return day_; }

 private:
  const Date from_;
  std::optional<Date> day_;
};

void ConsiderStep(const ChasedInvoice& invoice, Date from, Earliest& earliest) {
  if (invoice.agency_from) earliest.Consider(*invoice.agency_from);
  const auto next = NextStep(DefaultStrategy(), invoice.due, invoice.last_step(), from);
  if (next) earliest.Consider(next->trigger);
}

}  // namespace

Stops::Stops(const Case& kase) {
  for (const auto& [id, hold] : kase.holds) {
    if (hold.ended) continue;
    if (hold.invoice_id.empty()) {
      all_ = true;
    } else {
      invoice_ids_.insert(hold.invoice_id);
    }
  }
  for (const auto& [id, promise] : kase.promises) {
    if (promise.state != PromiseToPay::State::kOpen) continue;
    invoice_ids_.insert(promise.invoice_ids.begin(), promise.invoice_ids.end());
  }
}

bool Stops::Has(const std::string& invoice_id) const {
  return all_ || invoice_ids_.contains(invoice_id);
}

std::optional<Date> NextRunDay(const Case& kase, Date from) {
  if (kase.last_run) from = std::max(from, *kase.last_run + Days(1));
  Earliest earliest(from);
  for (const auto& [id, hold] : kase.holds) {
    if (!hold.ended && hold.until) earliest.Consider(*hold.until);
  }
  for (const auto& [id, promise] : kase.promises) {
    if (promise.state == PromiseToPay::State::kOpen) earliest.Consider(promise.held_until);
  }
  for (const auto& [id, placement] : kase.placements) {
    if (StateOf(kase, placement) == Placement::State::kOffered) {
      earliest.Consider(placement.answer_by + Days(1));
    }
  }
  const Stops stops(kase);
  for (const auto& id : kase.chased) {
    const auto invoice = kase.invoices.find(id);
    CHECK(invoice != kase.invoices.end());
    if (!stops.Has(id)) ConsiderStep(invoice->second, from, earliest);
  }
  return earliest.day();
}

}  // namespace recourse::collections
