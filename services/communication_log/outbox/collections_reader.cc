#include "services/communication_log/outbox/collections_reader.h"

#include "recourse/collections/v1/collections_service.pb.h"
#include "services/communication_log/outbox/ask.h"

namespace recourse::communication_log {

Expected<Done, Failure> CollectionsReader::MarkHolds(const std::string& account,
                                                     const MessageContent& said,
                                                     CurrentFacts& facts) const {
  collections::v1::GetStopsRequest request;
  request.set_name(account + "/case");
  for (const InvoiceFact& stated : said.facts) request.add_invoice_ids(stated.invoice_id);
  const auto stops = Ask<collections::v1::GetStopsResponse>(
      client_, "/recourse.collections.v1.CollectionsService/GetStops", request);
  if (!stops) return Unexpected{stops.error()};
  for (const auto& invoice_id : stops->invoice_ids()) {
    const auto fact = facts.find(invoice_id);
    if (fact != facts.end()) fact->second.on_hold = true;
  }
  return Done{};
}

}  // namespace recourse::communication_log
