#include "services/collections/api/debtor_reader.h"

#include <chrono>
#include <utility>

#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::collections {
namespace {

constexpr std::chrono::seconds kTimeout{5};

v1::Debtor DebtorOf(const invoicing::v1::AccountPersonalData& data) {
  v1::Debtor debtor;
  debtor.set_display_name(data.display_name());
  debtor.set_legal_name(data.legal_name());
  *debtor.mutable_email_addresses() = data.email_addresses();
  *debtor.mutable_phone_numbers() = data.phone_numbers();
  for (const auto& address : data.postal_addresses()) {
    v1::DebtorAddress& copy = *debtor.add_postal_addresses();
    *copy.mutable_lines() = address.lines();
    copy.set_postal_code(address.postal_code());
    copy.set_town(address.town());
    copy.set_country_code(address.country_code());
  }
  return debtor;
}

}  // namespace

void ReadDebtor(rpc::Client& client, const std::string& account, TakeDebtor take) {
  invoicing::v1::GetAccountPersonalDataRequest request;
  request.set_name(account);
  client.CallUnary("/recourse.invoicing.v1.InvoicingService/GetAccountPersonalData",
                   request.SerializeAsString(), kTimeout,
                   [take = std::move(take)](rpc::Client::Answer answer) {
                     if (!answer) return take(Unexpected{answer.error()});
                     invoicing::v1::AccountPersonalData data;
                     if (data.ParseFromString(*answer)) return take(DebtorOf(data));
                     take(Unexpected{Failure{Failure::Kind::kInternal,
                                             "ANSWER_UNREADABLE",
                                             "What invoicing answered cannot be read.",
                                             {{"method", "GetAccountPersonalData"}}}});
                   });
}

}  // namespace recourse::collections
