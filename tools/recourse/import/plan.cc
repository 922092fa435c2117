#include "tools/recourse/import/plan.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "tools/recourse/import/ids.h"

namespace recourse::csv_import {
namespace {

struct DisputeDays {
  Date opened;
  std::optional<Date> closed;
};

DisputeDays DaysOf(const InvoiceRow& invoice, const DisputedEntry& disputed,
                   std::optional<Date> last_day) {
  DisputeDays days{invoice.issued + disputed.opens_after_issue, std::nullopt};
  if (invoice.settled) {
    days.closed = std::max(invoice.issued, *invoice.settled - disputed.closes_before_settlement);
    days.opened = std::min(days.opened, *days.closed);
  }
  if (last_day) days.opened = std::min(days.opened, *last_day);
  return days;
}

void PlanInvoice(const InvoiceRow& invoice, const ImportMap& map, std::optional<Date> last_day,
                 std::vector<PlannedStep>& steps) {
  const auto add = [&](Date day, PlannedCommand command) {
    steps.push_back({day, invoice.line, std::move(command)});
  };
  const auto id = [&](const char* prefix) { return IdFor(prefix, map.issuer.id, invoice.number); };
  const std::string& account = invoice.customer;
  const std::string invoice_id = id("inv-");

  add(invoice.issued, IssueInvoice{account, invoice_id, invoice.number, invoice.issued, invoice.due,
                                   invoice.amount});
  if (invoice.disputed) {
    const DisputedEntry& disputed = *map.disputed;
    const DisputeDays days = DaysOf(invoice, disputed, last_day);
    const std::string dispute_id = id("dsp-");
    add(days.opened, OpenDispute{account, dispute_id, invoice_id, disputed.reason});
    if (days.closed) {
      add(*days.closed, CloseDispute{account, dispute_id, disputed.outcome, disputed.grounds});
    }
  }
  if (invoice.settled) {
    add(*invoice.settled, RecordPayment{account, id("pay-"), invoice_id, invoice.amount});
  }
}

}  // namespace

Plan MakePlan(const ImportedFile& file, const ImportMap& map, std::optional<Date> last_day) {
  Plan plan{file.name, map.issuer.id, map.issuer.zone, {}};
  std::vector<const InvoiceRow*> by_issue;
  for (const InvoiceRow& invoice : file.invoices) by_issue.push_back(&invoice);
  std::stable_sort(by_issue.begin(), by_issue.end(),
                   [](const InvoiceRow* a, const InvoiceRow* b) { return a->issued < b->issued; });

  std::unordered_set<std::string> opened;
  for (const InvoiceRow* invoice : by_issue) {
    if (plan.steps.empty() && !map.issuer.name.empty()) {
      plan.steps.push_back({invoice->issued, invoice->line, RegisterIssuer{map.issuer}});
    }
    if (opened.insert(invoice->customer).second) {
      const AccountTraits& traits = file.accounts.at(invoice->customer);
      plan.steps.push_back(
          {invoice->issued, invoice->line, OpenAccount{invoice->customer, traits}});
    }
    PlanInvoice(*invoice, map, last_day, plan.steps);
  }
  const auto order = [](const PlannedStep& s) {
    return std::make_tuple(s.day, s.command.index(), s.line);
  };
  std::stable_sort(plan.steps.begin(), plan.steps.end(),
                   [&](const PlannedStep& a, const PlannedStep& b) { return order(a) < order(b); });
  return plan;
}

void KeepOpenedDays(const OpenedDays& opened, Plan& plan) {
  for (PlannedStep& step : plan.steps) {
    const auto* dispute = std::get_if<OpenDispute>(&step.command);
    if (dispute == nullptr) continue;
    if (const auto known = opened.find(dispute->dispute_id); known != opened.end()) {
      step.day = known->second;
    }
  }
}

}  // namespace recourse::csv_import
