#include "services/collections/views/placement_list.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/collections/v1/case_events.pb.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {
namespace {

bool HasEnded(const v1::Placement& placement) {
  return placement.state() == v1::PLACEMENT_STATE_DECLINED ||
         placement.state() == v1::PLACEMENT_STATE_RECALLED ||
         placement.state() == v1::PLACEMENT_STATE_CLOSED ||
         placement.state() == v1::PLACEMENT_STATE_RETURNED;
}

// The state of a placement that has not ended, from what the partner was last told.
v1::PlacementState LivingState(const v1::Placement& placement) {
  const v1::Escalation& told = placement.escalation();
  const Money pursuable = *FromWire(told.open()) - *FromWire(told.suspended());
  if (pursuable.minor_units <= 0) return v1::PLACEMENT_STATE_SUSPENDED;
  return placement.accepted() ? v1::PLACEMENT_STATE_ACTIVE : v1::PLACEMENT_STATE_OFFERED;
}

// One record's change to the row of its placement.
class Change {
 public:
  Change(const std::string& home, engine::ViewRows& rows) : home_(home), rows_(rows) {}

  // By kind of event; most change nothing here.
  template <class Event>
  void Apply(const Event&) {}

  void Apply(const PlacementOffered& event) {
    const std::string name = NameOf(event.placement_id);
    v1::Placement placement;
    placement.set_name(name);
    placement.set_partner(event.partner);
    placement.set_state(v1::PLACEMENT_STATE_OFFERED);
    key_ = PlacementsOf(event.partner) + name;
    rows_.Put("of/" + name, key_);
    Put(placement);
  }
  void Apply(const PlacementAccepted& event) {
    v1::Placement placement = Get(event.placement_id);
    placement.set_accepted(true);
    if (!HasEnded(placement)) placement.set_state(LivingState(placement));
    Put(placement);
  }
  void Apply(const PlacementDeclined& event) {
    v1::Placement placement = Get(event.placement_id);
    placement.set_decline_reason(event.reason);
    placement.set_state(v1::PLACEMENT_STATE_DECLINED);
    Put(placement);
  }
  void Apply(const PlacementRecalled& event) {
    End(event.placement_id, v1::PLACEMENT_STATE_RECALLED);
  }
  void Apply(const PlacementClosed& event) { End(event.placement_id, v1::PLACEMENT_STATE_CLOSED); }
  void Apply(const PlacementReturned& event) {
    v1::Placement placement = Get(event.placement_id);
    placement.set_return_reason(ToWire(event.reason));
    placement.set_state(v1::PLACEMENT_STATE_RETURNED);
    Put(placement);
  }
  // By id, as a single placement has them.
  void Apply(const PartnerPaymentReported& event) {
    v1::Placement placement = Get(event.placement_id);
    auto& reported = *placement.mutable_reported_payments();
    v1::ReportedPayment& payment = *reported.Add();
    payment.set_payment_id(event.payment_id);
    *payment.mutable_amount() = ToWire(event.amount);
    *payment.mutable_fee() = ToWire(event.fee);
    *payment.mutable_value_date() = ToWire(event.value_date);
    std::sort(reported.begin(), reported.end(),
              [](const auto& a, const auto& b) { return a.payment_id() < b.payment_id(); });
    Put(placement);
  }
  void Apply(const EscalationPromised& event) {
    v1::Placement placement = Get(event.placement_id);
    *placement.mutable_escalation() = ToWire(event.escalation);
    if (!HasEnded(placement)) placement.set_state(LivingState(placement));
    Put(placement);
  }

 private:
  std::string NameOf(const std::string& id) const { return home_ + "/placements/" + id; }

  v1::Placement Get(const std::string& id) {
    const auto key = rows_.Get("of/" + NameOf(id));
    CHECK(key);
    key_ = *key;
    const auto row = rows_.Get(key_);
    v1::Placement placement;
    CHECK(row && placement.ParseFromString(*row));
    return placement;
  }
  void Put(const v1::Placement& placement) { rows_.Put(key_, placement.SerializeAsString()); }

  void End(const std::string& id, v1::PlacementState state) {
    v1::Placement placement = Get(id);
    placement.set_state(state);
    Put(placement);
  }

  const std::string& home_;
  engine::ViewRows& rows_;
  std::string key_;
};

}  // namespace

void PlacementList::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  if (!wire::Is<v1::PlacementOffered, v1::PlacementAccepted, v1::PlacementDeclined,
                v1::PlacementRecalled, v1::PlacementClosed, v1::PlacementReturned,
                v1::PartnerPaymentReported, v1::EscalationPromised>(record.type())) {
    return;
  }
  const auto event = CaseAggregate::Decode(record.type(), record.payload());
  CHECK(event);  // Our own event.
  Change change(record.home(), rows);
  std::visit([&](const auto& happened) { change.Apply(happened); }, *event);
}

std::string PlacementsOf(std::string_view partner) { return std::string(partner) + "/"; }

}  // namespace recourse::collections
