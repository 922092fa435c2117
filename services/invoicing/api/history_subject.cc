#include "services/invoicing/api/history_subject.h"

#include <charconv>

#include "libs/base/check.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/approval_codec.h"
#include "services/invoicing/codec/circumstance_codec.h"
#include "services/invoicing/codec/draft_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/liable_party_codec.h"
#include "services/invoicing/codec/periods_codec.h"
#include "services/invoicing/codec/statement_codec.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kApprovals = "approvals";
constexpr std::string_view kLines = "lines";
constexpr std::string_view kCircumstances = "circumstances";
constexpr std::string_view kLiableParties = "liableParties";

// What an issuer has but statements, beside its own streams.
constexpr rpc::NamePattern<1> kPeriodsName{"issuers/{issuer}/periods"};
constexpr rpc::NamePattern<1> kLimitsName{"issuers/{issuer}/approvalLimits"};

// The home of a name: its first two segments.
std::string HomeOf(std::string_view name) {
  return std::string(name.substr(0, name.find('/', name.find('/') + 1)));
}

// 0 unless it is a line's number as lines are named.
int LineNumber(std::string_view digits) {
  int line = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), line);
  return error == std::errc() && std::to_string(line) == digits ? line : 0;
}

std::optional<HistorySubject> ReadOfIssuer(const std::string& name) {
  const std::string periods(PeriodsAggregate::kStream);
  const std::string limits(ApprovalLimitsAggregate::kStream);
  if (kIssuerName.Parse(name)) {
    return HistorySubject{name, {std::string(IssuerAggregate::kStream), periods, limits}, {}};
  }
  if (kPeriodsName.Parse(name)) return HistorySubject{HomeOf(name), {periods}, {}};
  if (kLimitsName.Parse(name)) return HistorySubject{HomeOf(name), {limits}, {}};
  if (const auto ids = kStatementName.Parse(name)) {
    return HistorySubject{HomeOf(name), {StatementAggregate::Stream((*ids)[1])}, {}};
  }
  if (const auto ids = kLineName.Parse(name); ids && LineNumber((*ids)[2]) > 0) {
    return HistorySubject{HomeOf(name),
                          {StatementAggregate::Stream((*ids)[1])},
                          ItemName{std::string(kLines), std::string((*ids)[2])}};
  }
  return std::nullopt;
}

bool IsAboutLine(const StatementEvent& event, int line) {
  return std::visit(
      [&](const auto& happened) {
        if constexpr (requires { happened.line; }) {
          return happened.line == line;
        } else if constexpr (requires { happened.first_line; }) {
          return happened.first_line <= line &&
                 line < happened.first_line + static_cast<int>(happened.lines.size());
        }
        return false;
      },
      event);
}

}  // namespace

std::optional<HistorySubject> ReadSubject(const std::string& name) {
  const std::string ledger(LedgerAggregate::kStream);
  const std::string approvals(ApprovalsAggregate::kStream);
  const std::string circumstances(CircumstancesAggregate::kStream);
  const std::string liable_parties(LiablePartiesAggregate::kStream);
  if (kAccountName.Parse(name)) {
    return HistorySubject{
        name,
        {std::string(AccountAggregate::kStream), ledger, approvals, circumstances, liable_parties},
        {}};
  }
  if (const auto ids = kCircumstanceName.Parse(name)) {
    return HistorySubject{HomeOf(name),
                          {circumstances, ledger},
                          ItemName{std::string(kCircumstances), std::string((*ids)[1])}};
  }
  if (const auto ids = kLiablePartyName.Parse(name)) {
    return HistorySubject{HomeOf(name),
                          {liable_parties},
                          ItemName{std::string(kLiableParties), std::string((*ids)[1])}};
  }
  if (const auto ids = kAgreementName.Parse(name)) {
    return HistorySubject{HomeOf(name), {AgreementAggregate::Stream((*ids)[1])}, {}};
  }
  if (const auto ids = kDraftName.Parse(name)) {
    return HistorySubject{HomeOf(name), {DraftAggregate::Stream((*ids)[1])}, {}};
  }
  if (const auto ids = kApprovalName.Parse(name)) {
    return HistorySubject{HomeOf(name),
                          {approvals, ledger},
                          ItemName{std::string(kApprovals), std::string((*ids)[1])}};
  }
  for (const auto& pattern :
       {kInvoiceName, kPaymentName, kCreditNoteName, kWriteOffName, kChargeName, kWaiverName,
        kSetOffName, kRefundName, kConversionName, kExtensionName}) {
    const auto ids = pattern.Parse(name);
    if (!ids) continue;
    const std::string home = HomeOf(name);
    const std::string rest = name.substr(home.size() + 1);
    return HistorySubject{
        home, {ledger}, ItemName{rest.substr(0, rest.find('/')), std::string((*ids)[1])}};
  }
  return ReadOfIssuer(name);
}

bool IsAbout(const ItemName& item, std::string_view stream, std::string_view type,
             std::string_view payload) {
  if (stream == LedgerAggregate::kStream) {
    const auto event = LedgerAggregate::Decode(type, payload);
    CHECK(event);
    return Touches(*event, item);
  }
  if (stream == ApprovalsAggregate::kStream) {
    const auto event = ApprovalsAggregate::Decode(type, payload);
    CHECK(event);
    return std::visit([&](const auto& said) { return said.approval_id == item.id; }, *event);
  }
  if (stream == CircumstancesAggregate::kStream) {
    const auto event = CircumstancesAggregate::Decode(type, payload);
    CHECK(event);
    return std::visit([&](const auto& said) { return said.circumstance_id == item.id; }, *event);
  }
  if (stream == LiablePartiesAggregate::kStream) {
    const auto event = LiablePartiesAggregate::Decode(type, payload);
    CHECK(event);
    return std::visit([&](const auto& said) { return said.party_id == item.id; }, *event);
  }
  const auto event = StatementAggregate::Decode(type, payload);
  CHECK(event);
  return IsAboutLine(*event, LineNumber(item.id));
}

}  // namespace recourse::invoicing
