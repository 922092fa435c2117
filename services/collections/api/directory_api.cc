#include "services/collections/api/directory_api.h"

#include "libs/base/check.h"
#include "libs/rpc/fields.h"
#include "recourse/collections/v1/directory_service.pb.h"
#include "services/collections/api/names.h"
#include "services/collections/codec/directory_codec.h"
#include "services/collections/homes.h"

namespace recourse::collections {
namespace {

using rpc::Caller;
using rpc::Fields;
using rpc::Prepared;
using rpc::Role;

constexpr std::size_t kRegionBytesMax = 64;

Expected<Prepared<v1::ListAgencyResponse>, Failure> PrepareListAgency(
    const v1::ListAgencyRequest& request, const Caller&) {
  const v1::Agency& agency = request.agency();
  Fields fields;
  fields.Within("agency").Name("partner", agency.partner(), kPartnerName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const ListAgency list{
      {agency.partner(), {agency.regions().begin(), agency.regions().end()}, agency.answer_days()}};
  return Prepared<v1::ListAgencyResponse>(
      std::string(kDirectoryHome),
      [list](engine::Unit& unit) -> Expected<v1::ListAgencyResponse, Failure> {
        CHECK(unit.Decide<DirectoryAggregate>(kDirectoryStream, list));  // No rule refuses it.
        return v1::ListAgencyResponse();
      });
}

Expected<Prepared<v1::FindAgenciesResponse>, Failure> PrepareFindAgencies(
    const v1::FindAgenciesRequest& request, const Caller&) {
  Fields fields;
  const std::string country = fields.Text("country", request.country(), kRegionBytesMax);
  const std::string region = request.region();
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::FindAgenciesResponse>(
      std::string(kDirectoryHome),
      [country, region](engine::Unit& unit) -> Expected<v1::FindAgenciesResponse, Failure> {
        v1::FindAgenciesResponse response;
        const auto& agencies = unit.State<DirectoryAggregate>(kDirectoryStream);
        for (const Agency& found : FindAgencies(agencies, country, region)) {
          v1::Agency& agency = *response.add_agencies();
          agency.set_partner(found.partner);
          for (const auto& matched : found.regions) agency.add_regions(matched);
          agency.set_answer_days(found.answer_days);
        }
        return response;
      });
}

}  // namespace

DirectoryApi::DirectoryApi(rpc::Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.collections.v1.AgencyDirectoryService") {
  Mutate<v1::ListAgencyRequest, v1::ListAgencyResponse>("ListAgency", {Role::kService},
                                                        PrepareListAgency);
  Read<v1::FindAgenciesRequest, v1::FindAgenciesResponse>("FindAgencies", {Role::kService},
                                                          PrepareFindAgencies);
}

}  // namespace recourse::collections
