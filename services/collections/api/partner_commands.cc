#include "services/collections/api/partner_commands.h"

#include "libs/rpc/fields.h"
#include "services/collections/api/decided.h"
#include "services/collections/api/names.h"
#include "services/collections/api/render.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/codec/terms_wire.h"
#include "services/collections/homes.h"

namespace recourse::collections {
namespace {

using rpc::Fields;
using rpc::Prepared;

constexpr std::uint32_t kUsualAnswerDays = 7;

}  // namespace

Expected<Prepared<v1::Partner>, Failure> PrepareRegisterPartner(
    const v1::RegisterPartnerRequest& request) {
  Fields fields;
  const std::string id = fields.Id("partner_id", request.partner_id());
  fields.Check(id != "-", "partner_id", id, "must not be -, which stands for all");
  RegisterPartner command;
  command.display_name = fields.Text("display_name", request.display_name(), kPartnerNameMax);
  const auto kind = FromWire(fields.OneOf("kind", request.kind()));
  command.regions = {request.regions().begin(), request.regions().end()};
  command.answer_days = request.answer_days() == 0 ? kUsualAnswerDays : request.answer_days();
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  command.kind = *kind;
  return Prepared<v1::Partner>(
      kPartnerName.Format(id), [command](engine::Unit& unit) -> Expected<v1::Partner, Failure> {
        const auto partner = Decided<PartnerAggregate>(unit, kPartnerStream, command);
        if (!partner) return Unexpected{partner.error()};
        return RenderPartner(unit.home(), **partner);
      });
}

Expected<Prepared<v1::AppendEscalationResponse>, Failure> PrepareAppendEscalation(
    const v1::AppendEscalationRequest& request) {
  Fields fields;
  const auto [partner] = fields.Name("parent", request.parent(), kPartnerName);
  fields.Name("placement", request.placement(), kPlacementName);
  const auto escalation = FromWire(request.escalation());
  fields.Check(escalation.has_value(), "escalation", "", "must have all that an escalation has");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::AppendEscalationResponse>(
      kPartnerName.Format(partner),
      [append = AppendEscalation{request.placement(), *escalation}](
          engine::Unit& unit) -> Expected<v1::AppendEscalationResponse, Failure> {
        if (!unit.State<PartnerAggregate>(kPartnerStream)) {
          return Unexpected{Failure{Failure::Kind::kNotFound,
                                    "UNKNOWN_PARTNER",
                                    "There is no such partner.",
                                    {{"partner", unit.home()}}}};
        }
        const auto feed = Decided<FeedAggregate>(unit, kFeedStream, append);
        if (!feed) return Unexpected{feed.error()};
        v1::AppendEscalationResponse response;
        response.set_feed_sequence(feed->last.at(append.placement).feed_sequence);
        return response;
      });
}

}  // namespace recourse::collections
