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

}  // namespace

std::optional<std::string> ReadTargets(const std::vector<std::string>& targets,
                                       invoicing::v1::ConfirmMatchRequest& request) {
  for (const std::string& target : targets) {
    const std::size_t sign = target.find('=');
    const std::string name = target.substr(0, sign);
    std::string account = name;
    if (const auto invoice = kInvoice.Parse(name)) {
      account = kAccount.Format((*invoice)[0]);
      const auto amount =
          sign == std::string::npos ? std::nullopt : ReadAmount(target.substr(sign + 1));
      if (!amount) return target + " must say how much of the invoice: ...=12.34EUR";
      auto* const designation = request.add_designations();
      designation->set_invoice_id(std::string((*invoice)[1]));
      wire::Write(*amount, designation->mutable_amount());
    } else if (!kAccount.Parse(name) || sign != std::string::npos) {
      return target + " is neither accounts/a1 nor accounts/a1/invoices/i1=12.34EUR";
    }
    if (!request.account().empty() && request.account() != account) {
      return "a line is confirmed for one account, not for " + request.account() + " and " +
             account;
    }
    request.set_account(account);
  }
  return std::nullopt;
}

}  // namespace recourse::cli
