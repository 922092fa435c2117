#include "tools/recourse/statement/target_argument.h"

#include <array>
#include <string_view>

#include "libs/base/money.h"
#include "libs/rpc/resource_name.h"
#include "libs/wire/convert.h"

namespace recourse::cli {
namespace {

constexpr rpc::NamePattern<1> kAccount{"accounts/{account}"};
constexpr rpc::NamePattern<2> kInvoice{"accounts/{account}/invoices/{invoice}"};

// "12.34EUR".
std::optional<Money> ReadAmount(std::string_view text) {
  constexpr std::size_t kCode = 3;
  if (text.size() <= kCode) return std::nullopt;
  const auto currency = Currency::Parse(text.substr(text.size() - kCode));
  if (!currency) return std::nullopt;
  return ParseMoney(text.substr(0, text.size() - kCode), *currency);
}

invoicing::v1::LineShare& ShareOf(const std::string& account,
                                  invoicing::v1::SplitLineRequest& request) {
  for (auto& share : *request.mutable_shares()) {
    if (share.account() == account) return share;
  }
  auto& share = *request.add_shares();
  share.set_account(account);
  return share;
}

// What its invoices come to.
std::optional<std::string> Complete(invoicing::v1::LineShare& share) {
  if (share.has_amount()) return std::nullopt;
  std::optional<Money> sum;
  for (const auto& each : share.designations()) {
    const Money part = wire::FromWire(each.amount()).value();
    if (sum && sum->currency != part.currency) return share.account() + " gets two currencies";
    sum = sum ? *sum + part : part;
  }
  if (!sum) return share.account() + " must say how much of the line it gets: ...=12.34EUR";
  wire::Write(*sum, share.mutable_amount());
  return std::nullopt;
}

}  // namespace

std::optional<std::string> ReadTargets(const std::vector<std::string>& targets,
                                       invoicing::v1::SplitLineRequest& request) {
  for (const std::string& target : targets) {
    const std::size_t sign = target.find('=');
    const std::string name = target.substr(0, sign);
    const auto amount =
        sign == std::string::npos ? std::nullopt : ReadAmount(target.substr(sign + 1));
    if (const auto invoice = kInvoice.Parse(name)) {
      if (!amount) return target + " must say how much of the invoice: ...=12.34EUR";
      auto* const designation = ShareOf(kAccount.Format((*invoice)[0]), request).add_designations();
      designation->set_invoice_id(std::string((*invoice)[1]));
      wire::Write(*amount, designation->mutable_amount());
      continue;
    }
    if (!kAccount.Parse(name) || (sign != std::string::npos && !amount)) {
      return target + " is none of accounts/a1, accounts/a1=12.34EUR and " +
             "accounts/a1/invoices/i1=12.34EUR";
    }
    auto& share = ShareOf(name, request);
    if (!amount) continue;
    if (share.has_amount()) return name + " says twice how much it gets";
    wire::Write(*amount, share.mutable_amount());
  }
  if (request.shares_size() < 2) return std::nullopt;
  for (auto& share : *request.mutable_shares()) {
    if (const auto wrong = Complete(share)) return wrong;
  }
  return std::nullopt;
}

bool IsWhole(const invoicing::v1::SplitLineRequest& request) {
  return request.shares_size() == 1 && !request.shares(0).has_amount();
}

}  // namespace recourse::cli
