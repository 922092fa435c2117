#include "services/collections/views/partner_list.h"

#include <algorithm>

#include "libs/base/check.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {
namespace {

constexpr std::size_t kPage = 1000;

Agency ReadAgency(const v1::Partner& partner) {
  return {
      partner.name(), {partner.regions().begin(), partner.regions().end()}, partner.answer_days()};
}

void AddOfShard(const engine::ViewReader& views, std::uint32_t shard,
                std::vector<Agency>& agencies) {
  std::string after;
  for (;;) {
    const auto rows = views.Scan(PartnerList::kName, shard, "", after, kPage);
    for (const auto& [key, value] : rows) {
      v1::Partner partner;
      CHECK(partner.ParseFromString(value));
      if (partner.kind() == v1::PARTNER_KIND_AGENCY) agencies.push_back(ReadAgency(partner));
    }
    if (rows.size() < kPage) return;
    after = rows.back().first;
  }
}

}  // namespace

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

std::vector<Agency> RegisteredAgencies(const engine::ViewReader& views) {
  std::vector<Agency> agencies;
  for (std::uint32_t shard = 0; shard < views.shards(); ++shard) {
    AddOfShard(views, shard, agencies);
  }
  std::sort(agencies.begin(), agencies.end(),
            [](const Agency& a, const Agency& b) { return a.partner < b.partner; });
  return agencies;
}

}  // namespace recourse::collections
