#include "services/collections/views/partner_list.h"

#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {

void PartnerList::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  const auto event = PartnerAggregate::Decode(record.type(), record.payload());
  if (!event) return;  // Of a case, of a feed, or of the engine itself.
  v1::Partner partner;
  partner.set_name(record.home());
  partner.set_display_name(event->display_name);
  partner.set_kind(ToWire(event->kind));
  for (const auto& region : event->regions) partner.add_regions(region);
  partner.set_answer_days(event->answer_days);
  rows.Put(record.home(), partner.SerializeAsString());
}

}  // namespace recourse::collections
