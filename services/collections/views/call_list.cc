#include "services/collections/views/call_list.h"

#include <algorithm>
#include <string>

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/collections/v1/case_events.pb.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {
namespace {

void SetTotal(v1::CallTask& task) {
  Money total{0, FromWire(task.total())->currency};
  for (const auto& fact : task.invoices()) {
    total = total + *FromWire(fact.open()) - *FromWire(fact.disputed());
  }
  *task.mutable_total() = ToWire(total);
}

// One record's changes to the tasks of its account.
class Change {
 public:
  Change(const std::string& home, engine::ViewRows& rows) : home_(home), rows_(rows) {}

  // By kind of event; most change nothing here.
  template <class Event>
  void Apply(const Event&) {}

  void Apply(const CallTaskRaised& event) {
    const std::string key =
        std::string(CallList::kTasks) + ToString(event.day) + "/" + home_ + "/" + event.task_id;
    v1::CallTask task;
    task.set_name(home_ + "/case/callTasks/" + event.task_id);
    *task.mutable_date() = ToWire(event.day);
    for (const auto& fact : event.invoices) {
      *task.add_invoices() = ToWire(fact);
      rows_.Put(InvoiceKey(fact.invoice_id), key);
    }
    *task.mutable_total() = ToWire(event.total);
    *task.mutable_deadline() = ToWire(event.deadline);
    rows_.Put(TaskKey(event.task_id), key);
    rows_.Put(key, task.SerializeAsString());
  }

  void Apply(const CallTaskCompleted& event) {
    const auto key = rows_.Get(TaskKey(event.task_id));
    if (!key) return;  // Nothing was open any more.
    const v1::CallTask task = Task(*key);
    for (const auto& fact : task.invoices()) rows_.Delete(InvoiceKey(fact.invoice_id()));
    Remove(event.task_id, *key);
  }

  void Apply(const BalancesObserved& event) {
    for (const InvoiceBalance& balance : event.balances) Update(balance);
  }

 private:
  std::string TaskKey(const std::string& id) const { return "of/" + home_ + "/" + id; }
  std::string InvoiceKey(const std::string& id) const { return "invoice/" + home_ + "/" + id; }

  v1::CallTask Task(const std::string& key) {
    const auto row = rows_.Get(key);
    v1::CallTask task;
    CHECK(row && task.ParseFromString(*row));
    return task;
  }

  void Remove(const std::string& task_id, const std::string& key) {
    rows_.Delete(TaskKey(task_id));
    rows_.Delete(key);
  }

  void Update(const InvoiceBalance& balance) {
    const auto key = rows_.Get(InvoiceKey(balance.invoice_id));
    if (!key) return;
    v1::CallTask task = Task(*key);
    auto& facts = *task.mutable_invoices();
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const auto& each) {
      return each.invoice_id() == balance.invoice_id;
    });
    CHECK(fact != facts.end());
    if (balance.open.minor_units > 0) {
      *fact->mutable_open() = ToWire(balance.open);
      *fact->mutable_disputed() = ToWire(balance.disputed);
    } else {
      facts.erase(fact);
      rows_.Delete(InvoiceKey(balance.invoice_id));
    }
    if (facts.empty()) {
      Remove(task.name().substr(task.name().rfind('/') + 1), *key);
      return;
    }
    SetTotal(task);
    rows_.Put(*key, task.SerializeAsString());
  }

  const std::string& home_;
  engine::ViewRows& rows_;
};

}  // namespace

void CallList::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  if (!wire::Is<v1::CallTaskRaised, v1::CallTaskCompleted, v1::BalancesObserved>(record.type())) {
    return;
  }
  const auto event = CaseAggregate::Decode(record.type(), record.payload());
  CHECK(event);  // Our own event.
  Change change(record.home(), rows);
  std::visit([&](const auto& happened) { change.Apply(happened); }, *event);
}

}  // namespace recourse::collections
