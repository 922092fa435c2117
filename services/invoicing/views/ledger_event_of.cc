#include "services/invoicing/views/ledger_event_of.h"

#include <string>

#include "libs/base/check.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {

const LedgerEvent& LedgerEventOf(const history::v1::Record& record) {
  thread_local std::string type;
  thread_local std::string payload;
  thread_local LedgerEvent event;
  if (record.payload() == payload && record.type() == type) return event;
  auto decoded = LedgerAggregate::Decode(record.type(), record.payload());
  CHECK(decoded);
  event = *std::move(decoded);
  type = record.type();
  payload = record.payload();
  return event;
}

}  // namespace recourse::invoicing
