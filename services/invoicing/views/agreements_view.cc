#include "services/invoicing/views/agreements_view.h"

#include <string>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/wire/event.h"
#include "services/invoicing/codec/agreement_codec.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kAccounts = "accounts/";

std::string KeyOf(std::string_view account_id, std::string_view agreement_id) {
  return std::string(account_id).append("/").append(agreement_id);
}

v1::Agreement RowOf(const std::string& home, const AgreementEvent& event) {
  v1::Agreement row;
  std::visit(Overloaded{[&](const AgreementRecorded&) { row.set_version(1); },
                        [&](const AgreementAmended& amended) {
                          row.set_version(amended.version);
                          row.set_reason(amended.reason);
                        }},
             event);
  std::visit(
      [&](const auto& said) {
        row.set_name(home + "/agreements/" + said.agreement_id);
        Write(said.content, row.mutable_content());
      },
      event);
  row.mutable_content()->clear_scope();
  return row;
}

}  // namespace

void AgreementsView::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  if (!record.home().starts_with(kAccounts) || !IsAgreement(record.stream())) return;
  const auto event = AgreementAggregate::Decode(record.type(), record.payload());
  CHECK(event);
  const std::string& id =
      std::visit([](const auto& said) -> const std::string& { return said.agreement_id; }, *event);
  rows.Put(KeyOf(std::string_view(record.home()).substr(kAccounts.size()), id),
           RowOf(record.home(), *event).SerializeAsString());
}

v1::ListAgreementsResponse AgreementsAfter(const engine::ViewReader& rows, std::uint32_t shard,
                                           std::string_view account_id, std::string_view after,
                                           std::size_t size) {
  const std::string prefix = KeyOf(account_id, "");
  v1::ListAgreementsResponse response;
  // One more than asked for tells whether there are more.
  const auto found =
      rows.Scan(AgreementsView::kName, shard, prefix, KeyOf(account_id, after), size + 1);
  for (const auto& [key, bytes] : found) {
    if (static_cast<std::size_t>(response.agreements_size()) == size) {
      const std::string& last = response.agreements().rbegin()->name();
      response.set_next_page_token(last.substr(last.rfind('/') + 1));
      break;
    }
    CHECK(wire::Unpack(bytes, *response.add_agreements()));
  }
  return response;
}

}  // namespace recourse::invoicing
