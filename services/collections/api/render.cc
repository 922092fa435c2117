#include "services/collections/api/render.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>
#include <utility>

#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {
namespace {

v1::PlacementState ToWire(Placement::State state) {
  switch (state) {
    case Placement::State::kOffered:
      return v1::PLACEMENT_STATE_OFFERED;
    case Placement::State::kActive:
      return v1::PLACEMENT_STATE_ACTIVE;
    case Placement::State::kSuspended:
      return v1::PLACEMENT_STATE_SUSPENDED;
    case Placement::State::kDeclined:
      return v1::PLACEMENT_STATE_DECLINED;
    case Placement::State::kRecalled:
      return v1::PLACEMENT_STATE_RECALLED;
    case Placement::State::kClosed:
      return v1::PLACEMENT_STATE_CLOSED;
    case Placement::State::kReturned:
      return v1::PLACEMENT_STATE_RETURNED;
  }
  __builtin_unreachable();
}

v1::PromiseState ToWire(PromiseToPay::State state) {
  switch (state) {
    case PromiseToPay::State::kOpen:
      return v1::PROMISE_STATE_OPEN;
    case PromiseToPay::State::kKept:
      return v1::PROMISE_STATE_KEPT;
    case PromiseToPay::State::kBroken:
      return v1::PROMISE_STATE_BROKEN;
  }
  __builtin_unreachable();
}

std::string InvoiceName(const std::string& account, const std::string& id) {
  return account + "/invoices/" + id;
}

v1::ChasedInvoice RenderInvoice(const std::string& account, const std::string& id,
                                const ChasedInvoice& invoice) {
  v1::ChasedInvoice rendered;
  rendered.set_invoice(InvoiceName(account, id));
  rendered.set_number(invoice.number);
  *rendered.mutable_due_date() = wire::ToWire(invoice.due);
  *rendered.mutable_open() = wire::ToWire(invoice.open);
  *rendered.mutable_disputed() = wire::ToWire(invoice.disputed);
  if (const auto last = invoice.last_step()) {
    rendered.set_level(collections::ToWire(last->kind));
    *rendered.mutable_level_date() = wire::ToWire(last->day);
  }
  if (invoice.deadline) *rendered.mutable_deadline() = wire::ToWire(*invoice.deadline);
  return rendered;
}

// Bytes of a case that go to each of its lists; together with the rest less than a client takes.
constexpr std::size_t kInvoicesBytesMax = 512 * 1024;
constexpr std::size_t kListBytesMax = 128 * 1024;
constexpr std::size_t kElementBytes = 8;  // Tag and length of an element, at most.

// Fills a list of an answer until its bytes are used up, and counts what it leaves out.
template <class Element>
class BoundedList {
 public:
  BoundedList(google::protobuf::RepeatedPtrField<Element>& list, std::size_t bytes_max)
      : list_(list), bytes_left_(bytes_max) {}

  void Add(Element element) {
    const std::size_t bytes = element.ByteSizeLong() + kElementBytes;
    if (left_out_ > 0 || bytes > bytes_left_) {
      ++left_out_;
      return;
    }
    bytes_left_ -= bytes;
    *list_.Add() = std::move(element);
  }
  std::uint32_t left_out() const { return left_out_; }

 private:
  google::protobuf::RepeatedPtrField<Element>& list_;
  std::size_t bytes_left_;
  std::uint32_t left_out_ = 0;
};

// Those of which something may still come, then the others, each by id. Gives how many it left out.
template <class Value, class Element, class IsOver, class Render>
std::uint32_t AddLivingFirst(const std::map<std::string, Value>& values, IsOver is_over,
                             Render render, google::protobuf::RepeatedPtrField<Element>& rendered) {
  BoundedList<Element> list(rendered, kListBytesMax);
  for (const bool over : {false, true}) {
    for (const auto& [id, value] : values) {
      if (is_over(value) == over) list.Add(render(id, value));
    }
  }
  return list.left_out();
}

// Invoices that are not settled, by due day and id.
std::vector<std::string> Unsettled(const Case& kase) {
  std::vector<std::string> ids;
  for (const auto& [id, invoice] : kase.invoices) {
    if (invoice.open.minor_units != 0) ids.push_back(id);
  }
  const auto age = [&](const std::string& id) {
    return std::tuple(kase.invoices.at(id).due, std::string_view(id));
  };
  std::sort(ids.begin(), ids.end(), [&](const auto& a, const auto& b) { return age(a) < age(b); });
  return ids;
}

}  // namespace

v1::Hold RenderHold(const std::string& account, const std::string& id, const Hold& hold) {
  v1::Hold rendered;
  rendered.set_name(account + "/case/holds/" + id);
  rendered.set_reason(collections::ToWire(hold.reason));
  if (!hold.invoice_id.empty()) rendered.set_invoice(InvoiceName(account, hold.invoice_id));
  if (hold.until) *rendered.mutable_until() = wire::ToWire(*hold.until);
  rendered.set_ended(hold.ended);
  return rendered;
}

v1::PromiseToPay RenderPromise(const std::string& account, const std::string& id,
                               const PromiseToPay& promise) {
  v1::PromiseToPay rendered;
  rendered.set_name(account + "/case/promises/" + id);
  for (const auto& invoice : promise.invoice_ids) {
    rendered.add_invoices(InvoiceName(account, invoice));
  }
  *rendered.mutable_amount() = wire::ToWire(promise.amount);
  *rendered.mutable_due_date() = wire::ToWire(promise.due);
  rendered.set_state(ToWire(promise.state));
  *rendered.mutable_paid() = wire::ToWire(promise.paid);
  return rendered;
}

v1::Placement RenderPlacement(const std::string& account, const Case& kase, const std::string& id) {
  const Placement& placement = kase.placements.at(id);
  v1::Placement rendered;
  rendered.set_name(account + "/placements/" + id);
  rendered.set_partner(placement.partner);
  rendered.set_state(ToWire(StateOf(kase, placement)));
  *rendered.mutable_escalation() = collections::ToWire(placement.told);
  rendered.set_decline_reason(placement.decline_reason);
  rendered.set_accepted(placement.accepted);
  if (placement.return_reason) {
    rendered.set_return_reason(collections::ToWire(*placement.return_reason));
  }
  for (const auto& [payment_id, reported] : placement.reported) {
    v1::ReportedPayment& payment = *rendered.add_reported_payments();
    payment.set_payment_id(payment_id);
    *payment.mutable_amount() = wire::ToWire(reported.amount);
    *payment.mutable_fee() = wire::ToWire(reported.fee);
    *payment.mutable_value_date() = wire::ToWire(reported.value_date);
  }
  return rendered;
}

v1::Case RenderCase(const std::string& account, const Case& kase, std::uint64_t version) {
  v1::Case rendered;
  rendered.set_name(account + "/case");
  rendered.set_etag(std::to_string(version));
  rendered.set_issuer(kase.account->issuer);
  v1::Case::LeftOut& left_out = *rendered.mutable_left_out();
  BoundedList<v1::ChasedInvoice> invoices(*rendered.mutable_invoices(), kInvoicesBytesMax);
  for (const auto& id : Unsettled(kase)) {
    invoices.Add(RenderInvoice(account, id, kase.invoices.at(id)));
  }
  left_out.set_invoices(invoices.left_out());
  left_out.set_holds(AddLivingFirst(
      kase.holds, [](const Hold& hold) { return hold.ended; },
      [&](const auto& id, const Hold& hold) { return RenderHold(account, id, hold); },
      *rendered.mutable_holds()));
  left_out.set_promises(AddLivingFirst(
      kase.promises,
      [](const PromiseToPay& promise) { return promise.state != PromiseToPay::State::kOpen; },
      [&](const auto& id, const PromiseToPay& promise) {
        return RenderPromise(account, id, promise);
      },
      *rendered.mutable_promises()));
  left_out.set_placements(AddLivingFirst(
      kase.placements, [](const Placement& placement) { return placement.end.has_value(); },
      [&](const auto& id, const Placement&) { return RenderPlacement(account, kase, id); },
      *rendered.mutable_placements()));
  rendered.set_promises_broken(kase.promises_broken);
  if (kase.next_run_at) *rendered.mutable_next_run_time() = wire::ToWire(*kase.next_run_at);
  return rendered;
}

v1::Partner RenderPartner(const std::string& partner, const PartnerRegistered& registered) {
  v1::Partner rendered;
  rendered.set_name(partner);
  rendered.set_display_name(registered.display_name);
  rendered.set_kind(collections::ToWire(registered.kind));
  for (const auto& region : registered.regions) rendered.add_regions(region);
  rendered.set_answer_days(registered.answer_days);
  return rendered;
}

}  // namespace recourse::collections
