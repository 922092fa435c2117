#include "services/collections/views/case_list.h"

#include <algorithm>

#include "libs/base/check.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {
namespace {

// Adds `amount` to the one of its currency; one that comes to nothing is left out.
void AddChaseable(v1::CaseSummary& summary, const Money& amount) {
  auto& sums = *summary.mutable_chaseable();
  const auto at = std::find_if(sums.begin(), sums.end(), [&](const auto& sum) {
    return sum.currency_code() >= amount.currency.code();
  });
  const auto index = static_cast<int>(at - sums.begin());
  if (at == sums.end() || at->currency_code() != amount.currency.code()) {
    *sums.Add() = ToWire(amount);
    std::rotate(sums.begin() + index, sums.end() - 1, sums.end());
    return;
  }
  const Money sum = *FromWire(*at) + amount;
  *at = ToWire(sum);
  if (sum.minor_units == 0) sums.DeleteSubrange(index, 1);
}

void AddToLevel(v1::CaseSummary& summary, v1::LadderStep level, int invoices) {
  auto& levels = *summary.mutable_levels();
  const auto at = std::find_if(levels.begin(), levels.end(),
                               [&](const auto& count) { return count.level() >= level; });
  const auto index = static_cast<int>(at - levels.begin());
  if (at == levels.end() || at->level() != level) {
    v1::LevelCount& count = *levels.Add();
    count.set_level(level);
    count.set_invoices(static_cast<std::uint32_t>(invoices));
    std::rotate(levels.begin() + index, levels.end() - 1, levels.end());
    return;
  }
  at->set_invoices(at->invoices() + static_cast<std::uint32_t>(invoices));
  if (at->invoices() == 0) levels.DeleteSubrange(index, 1);
}

// One record's changes to the rows of its account.
class Change {
 public:
  Change(const history::v1::Record& record, engine::ViewRows& rows)
      : home_(record.home()), version_(record.version()), rows_(rows) {
    if (const auto row = rows_.Get(Key())) CHECK(summary_.ParseFromString(*row));
    const std::string& etag = summary_.etag();
    known_ = !etag.empty() && std::stoull(etag) >= version_;
  }

  // Whether the record is in the row already.
  bool known() const { return known_; }

  // By kind of event; most change nothing here.
  template <class Event>
  bool Apply(const Event&) {
    return false;
  }
  bool Apply(const AccountObserved&) {
    summary_.set_name(home_ + "/case");
    return true;
  }
  bool Apply(const InvoiceObserved& event) {
    v1::ChasedInvoice invoice;
    *invoice.mutable_open() = ToWire(event.open);
    *invoice.mutable_disputed() = ToWire(Money{0, event.open.currency});
    Count(invoice, 1);
    PutInvoice(event.invoice_id, invoice);
    return true;
  }
  bool Apply(const BalancesObserved& event) {
    for (const InvoiceBalance& balance : event.balances) {
      v1::ChasedInvoice invoice = Invoice(balance.invoice_id);
      Count(invoice, -1);
      *invoice.mutable_open() = ToWire(balance.open);
      *invoice.mutable_disputed() = ToWire(balance.disputed);
      Count(invoice, 1);
      PutInvoice(balance.invoice_id, invoice);
    }
    return true;
  }
  bool Apply(const LadderRun& event) {
    for (const StepTaken& step : event.steps) {
      v1::ChasedInvoice invoice = Invoice(step.invoice_id);
      Count(invoice, -1);
      invoice.set_level(ToWire(step.kind));
      Count(invoice, 1);
      PutInvoice(step.invoice_id, invoice);
    }
    return true;
  }
  bool Apply(const HoldPlaced&) { return Holds(1); }
  bool Apply(const HoldEnded&) { return Holds(-1); }
  bool Apply(const PromiseMade&) { return Promises(1); }
  bool Apply(const PromiseKept&) { return Promises(-1); }
  bool Apply(const PromiseBroken&) { return Promises(-1); }
  bool Apply(const PlacementOffered&) { return Placements(1); }
  bool Apply(const PlacementDeclined&) { return Placements(-1); }
  bool Apply(const PlacementRecalled&) { return Placements(-1); }
  bool Apply(const PlacementClosed&) { return Placements(-1); }
  bool Apply(const PlacementReturned&) { return Placements(-1); }

  void Put() {
    summary_.set_etag(std::to_string(version_));
    rows_.Put(Key(), summary_.SerializeAsString());
  }

 private:
  std::string Key() const { return std::string(CaseList::kCases) + home_; }
  std::string InvoiceKey(const std::string& id) const { return "invoice/" + home_ + "/" + id; }

  v1::ChasedInvoice Invoice(const std::string& id) {
    v1::ChasedInvoice invoice;
    const auto row = rows_.Get(InvoiceKey(id));
    CHECK(row && invoice.ParseFromString(*row));
    return invoice;
  }
  void PutInvoice(const std::string& id, const v1::ChasedInvoice& invoice) {
    rows_.Put(InvoiceKey(id), invoice.SerializeAsString());
  }

  void Count(const v1::ChasedInvoice& invoice, int times) {
    const Money chaseable = *FromWire(invoice.open()) - *FromWire(invoice.disputed());
    if (chaseable.minor_units <= 0) return;
    summary_.set_chased_invoices(summary_.chased_invoices() + static_cast<std::uint32_t>(times));
    AddToLevel(summary_, invoice.level(), times);
    AddChaseable(summary_, times > 0 ? chaseable : -chaseable);
  }

  bool Holds(int more) {
    summary_.set_holds(summary_.holds() + static_cast<std::uint32_t>(more));
    return true;
  }
  bool Promises(int more) {
    summary_.set_promises(summary_.promises() + static_cast<std::uint32_t>(more));
    return true;
  }
  bool Placements(int more) {
    summary_.set_placements(summary_.placements() + static_cast<std::uint32_t>(more));
    return true;
  }

  const std::string home_;
  const std::uint64_t version_;
  engine::ViewRows& rows_;
  v1::CaseSummary summary_;
  bool known_ = false;
};

}  // namespace

void CaseList::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  const auto event = CaseAggregate::Decode(record.type(), record.payload());
  if (!event) return;  // Of a partner, or of the engine itself.
  Change change(record, rows);
  if (change.known()) return;
  const bool changed =
      std::visit([&](const auto& happened) { return change.Apply(happened); }, *event);
  if (changed) change.Put();
}

}  // namespace recourse::collections
