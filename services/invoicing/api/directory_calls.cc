#include "services/invoicing/api/directory_calls.h"

#include <algorithm>

#include "libs/eventlog/bytes.h"
#include "services/invoicing/api/account_fields.h"
#include "services/invoicing/api/agreement_fields.h"
#include "services/invoicing/api/approval_fields.h"
#include "services/invoicing/api/draft_fields.h"
#include "services/invoicing/api/issuer_calls.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/profile_fields.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/approval_codec.h"
#include "services/invoicing/codec/draft_codec.h"
#include "services/invoicing/codec/issuer_codec.h"

namespace recourse::invoicing {
namespace {

using Listed = DirectoryLists::Listed;
using Row = views::v1::DirectoryRow;

// So that later moments are greater, byte by byte; none is before 1970.
std::string MomentKey(Instant moment) {
  std::string key;
  eventlog::AppendBigEndian64(key, static_cast<std::uint64_t>(moment.time_since_epoch().count()));
  return key;
}

bool Fits(const v1::ListAccountsRequest& asked, const v1::Account& account) {
  if (account.issuer() != asked.parent()) return false;
  if (asked.kind() != v1::ACCOUNT_KIND_UNSPECIFIED && account.kind() != asked.kind()) return false;
  if (!asked.country_code().empty() && account.country_code() != asked.country_code()) return false;
  if (!asked.owner().empty() && account.owner() != asked.owner()) return false;
  if (!asked.team().empty() && account.team() != asked.team()) return false;
  const v1::ExternalId& wanted = asked.external_id();
  return !asked.has_external_id() ||
         std::any_of(account.external_ids().begin(), account.external_ids().end(),
                     [&](const v1::ExternalId& id) {
                       return id.system() == wanted.system() &&
                              (wanted.id().empty() || id.id() == wanted.id());
                     });
}

void CheckFilter(const v1::ListAccountsRequest& asked, rpc::Fields& fields) {
  if (asked.kind() != v1::ACCOUNT_KIND_UNSPECIFIED) fields.OneOf("kind", asked.kind());
  if (!asked.country_code().empty()) CountryCode(fields, "country_code", asked.country_code());
  fields.OptionalText("owner", asked.owner(), kAccountFieldBytesMax);
  fields.OptionalText("team", asked.team(), kAccountFieldBytesMax);
  if (!asked.has_external_id()) return;
  rpc::Fields within = fields.Within("external_id");
  within.Text("system", asked.external_id().system(), kAccountFieldBytesMax);
  within.OptionalText("id", asked.external_id().id(), kAccountFieldBytesMax);
}

v1::ControlledOperation OperationOf(const v1::Approval& approval) {
  switch (approval.operation_case()) {
    case v1::Approval::kWriteOff:
      return v1::CONTROLLED_OPERATION_WRITE_OFF;
    case v1::Approval::kWaiver:
      return v1::CONTROLLED_OPERATION_WAIVER;
    case v1::Approval::kCreditNote:
      return v1::CONTROLLED_OPERATION_CREDIT_NOTE;
    case v1::Approval::kRefund:
      return v1::CONTROLLED_OPERATION_REFUND;
    case v1::Approval::OPERATION_NOT_SET:
      break;
  }
  return v1::CONTROLLED_OPERATION_UNSPECIFIED;
}

bool IsOfIssuer(const DirectoryLists& lists, const std::string& account,
                const std::string& issuer) {
  const auto row = FindInDirectory(lists.views(), account);
  CHECK(row && !row->entries().empty());  // Approvals are asked for on open accounts only.
  const auto& opened = row->entries(0);
  const auto event = AccountAggregate::Decode(opened.type(), opened.payload());
  CHECK(event);
  return std::visit([&](const auto& said) { return said.profile.issuer == issuer; }, *event);
}

}  // namespace

Expected<v1::ListIssuersResponse, Failure> ListIssuers(const DirectoryLists& lists,
                                                       const v1::ListIssuersRequest& request,
                                                       const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto page = lists.Read(request, caller, {v1::ORDER_BY_NAME, v1::ORDER_BY_RECORDED}, fields);
  const std::string& country = request.country_code();
  if (!country.empty()) CountryCode(fields, "country_code", country);
  fields.OptionalText("display_name_prefix", request.display_name_prefix(), kIssuerFieldBytesMax);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto tell = [&](const std::string& id, const Row& row,
                        std::uint64_t through) -> std::optional<Listed> {
    const auto known = KnownThrough<IssuerAggregate>(row, through);
    if (!known) return std::nullopt;
    const v1::Issuer issuer = ToIssuer("issuers/" + id, *known->state, known->version);
    if (!country.empty() && issuer.country_code() != country) return std::nullopt;
    if (!issuer.display_name().starts_with(request.display_name_prefix())) return std::nullopt;
    const bool by_name = page.ordering.by == v1::ORDER_BY_NAME;
    return Listed{by_name ? issuer.display_name() : MomentKey(known->begun_at),
                  issuer.SerializeAsString()};
  };
  return lists.Fill(page, {std::string(DirectoryView::kIssuers), ""}, tell,
                    &v1::ListIssuersResponse::add_issuers);
}

Expected<v1::ListAccountsResponse, Failure> ListAccounts(const DirectoryLists& lists,
                                                         const v1::ListAccountsRequest& request,
                                                         const rpc::Caller& caller) {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kIssuerName);
  const auto page = lists.Read(request, caller, {v1::ORDER_BY_RECORDED}, fields);
  CheckFilter(request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (!FindInDirectory(lists.views(), request.parent())) {
    return Unexpected{NoSuchIssuer(request.parent())};
  }
  const auto tell = [&](const std::string& id, const Row& row,
                        std::uint64_t through) -> std::optional<Listed> {
    const auto known = KnownThrough<AccountAggregate>(row, through);
    if (!known) return std::nullopt;
    const v1::Account account = ToAccount("accounts/" + id, *known->state, known->version);
    if (!Fits(request, account)) return std::nullopt;
    return Listed{MomentKey(known->begun_at), account.SerializeAsString()};
  };
  return lists.Fill(page, {std::string(DirectoryView::kAccounts), ""}, tell,
                    &v1::ListAccountsResponse::add_accounts);
}

Expected<v1::ListAgreementsResponse, Failure> ListAgreements(
    const DirectoryLists& lists, const v1::ListAgreementsRequest& request,
    const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  const auto page = lists.Read(request, caller, {v1::ORDER_BY_RECORDED}, fields);
  std::optional<Date> day;
  if (request.has_in_force_on()) day = fields.Day("in_force_on", request.in_force_on());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (!FindInDirectory(lists.views(), request.parent())) {
    return Unexpected{NoSuchAccount(request.parent())};
  }
  const auto tell = [&](const std::string& id, const Row& row,
                        std::uint64_t through) -> std::optional<Listed> {
    const auto known = KnownThrough<AgreementAggregate>(row, through);
    if (!known || (day && known->state.InForceOn(*day) == 0)) return std::nullopt;
    const auto& versions = known->state.versions;
    const v1::Agreement agreement = ToAgreement(request.parent() + "/agreements/" + id,
                                                static_cast<int>(versions.size()), versions.back());
    return Listed{MomentKey(known->begun_at), agreement.SerializeAsString()};
  };
  return lists.Fill(page,
                    {std::string(DirectoryView::kAgreements) + account + "/", request.parent()},
                    tell, &v1::ListAgreementsResponse::add_agreements);
}

Expected<v1::ListApprovalsResponse, Failure> ListApprovals(const DirectoryLists& lists,
                                                           const v1::ListApprovalsRequest& request,
                                                           const rpc::Caller& caller) {
  rpc::Fields fields;
  const std::string& parent = request.parent();
  const bool of_account = kAccountName.Parse(parent).has_value();
  fields.Check(of_account || kIssuerName.Parse(parent), "parent", parent,
               "must be the name of an account or an issuer");
  const auto page = lists.Read(request, caller, {v1::ORDER_BY_RECORDED}, fields);
  const v1::ApprovalState state = request.state();
  if (state != v1::APPROVAL_STATE_UNSPECIFIED) fields.OneOf("state", state);
  const v1::ControlledOperation operation = request.operation();
  if (operation != v1::CONTROLLED_OPERATION_UNSPECIFIED) fields.OneOf("operation", operation);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (!FindInDirectory(lists.views(), parent)) {
    return Unexpected{of_account ? NoSuchAccount(parent) : NoSuchIssuer(parent)};
  }
  std::string prefix(DirectoryView::kApprovals);
  if (of_account) prefix += parent.substr(DirectoryView::kAccounts.size()) + "/";
  const auto tell = [&](const std::string& id, const Row& row,
                        std::uint64_t through) -> std::optional<Listed> {
    const auto known = KnownThrough<ApprovalsAggregate>(row, through);
    if (!known) return std::nullopt;
    const std::string account = of_account ? parent : "accounts/" + id.substr(0, id.find('/'));
    const auto& [approval_id, said] = *known->state.by_id.begin();
    const v1::Approval approval = ToApproval(account, approval_id, said);
    if (state != v1::APPROVAL_STATE_UNSPECIFIED && approval.state() != state) return std::nullopt;
    if (operation != v1::CONTROLLED_OPERATION_UNSPECIFIED && OperationOf(approval) != operation) {
      return std::nullopt;
    }
    if (!of_account && !IsOfIssuer(lists, account, parent)) return std::nullopt;
    return Listed{MomentKey(known->begun_at), approval.SerializeAsString()};
  };
  return lists.Fill(page, {std::move(prefix), of_account ? parent : ""}, tell,
                    &v1::ListApprovalsResponse::add_approvals);
}

Expected<v1::ListDraftsResponse, Failure> ListDrafts(const DirectoryLists& lists,
                                                     const v1::ListDraftsRequest& request,
                                                     const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  const auto page = lists.Read(request, caller, {v1::ORDER_BY_RECORDED}, fields);
  const v1::DraftState state = request.state();
  if (state != v1::DRAFT_STATE_UNSPECIFIED) fields.OneOf("state", state);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (!FindInDirectory(lists.views(), request.parent())) {
    return Unexpected{NoSuchAccount(request.parent())};
  }
  const auto tell = [&](const std::string& id, const Row& row,
                        std::uint64_t through) -> std::optional<Listed> {
    const auto known = KnownThrough<DraftAggregate>(row, through);
    if (!known) return std::nullopt;
    if (state != v1::DRAFT_STATE_UNSPECIFIED && ToWire(known->state->state) != state) {
      return std::nullopt;
    }
    return Listed{MomentKey(known->begun_at),
                  ToDraft(request.parent(), id, *known->state, known->version).SerializeAsString()};
  };
  return lists.Fill(page, {std::string(DirectoryView::kDrafts) + account + "/", request.parent()},
                    tell, &v1::ListDraftsResponse::add_drafts);
}

}  // namespace recourse::invoicing
