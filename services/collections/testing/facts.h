#pragma once

#include <algorithm>
#include <string>

#include "libs/wire/convert.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "recourse/invoicing/v1/account_events.pb.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/collections/testing/case_script.h"
#include "services/collections/testing/service_rig.h"

// For tests of the service: what happens in invoicing, with as little said as can be.
namespace recourse::collections {

inline constexpr char kAccount[] = "accounts/a1";
inline constexpr char kClerk[] = "clerks/anna";
inline constexpr char kOperator[] = "operators/root";

inline invoicing::v1::AccountOpened GermanBusiness() {
  invoicing::v1::AccountOpened opened;
  opened.set_issuer("issuers/acme");
  opened.set_kind(invoicing::v1::ACCOUNT_KIND_BUSINESS);
  opened.set_language_code("de");
  opened.set_time_zone("UTC");
  opened.set_country_code("DE");
  opened.set_region("BY");
  opened.set_preferred_channel(invoicing::v1::PREFERRED_CHANNEL_EMAIL);
  auto& charge = *opened.mutable_late_charge();
  *charge.mutable_fixed_fee() = wire::ToWire(Eur(40'00));
  charge.set_clause("terms 2011, 7.2");
  *charge.mutable_communicated_on() = wire::ToWire(Day(2011, 3, 1));
  charge.set_communicated_how("signed with the order");
  return opened;
}

template <class Event>
void AddBalance(Event& event, const std::string& invoice, std::int64_t open,
                std::int64_t disputed) {
  auto& balance = *event.add_balances();
  balance.set_invoice_id(invoice);
  *balance.mutable_open() = wire::ToWire(Eur(open));
  *balance.mutable_disputed() = wire::ToWire(Eur(disputed));
}

// An invoice of 100.00, or of what is open if that is more, due 30 days after its issue.
inline invoicing::v1::InvoiceIssued Issued(const std::string& id, Date due,
                                           std::int64_t open = 100'00) {
  invoicing::v1::InvoiceIssued issued;
  issued.set_invoice_id(id);
  auto& content = *issued.mutable_content();
  content.set_issuer("issuers/acme");
  content.set_number("R-" + id);
  *content.mutable_issue_date() = wire::ToWire(due - Days(30));
  *content.mutable_due_date() = wire::ToWire(due);
  *content.mutable_amount() = wire::ToWire(Eur(std::max<std::int64_t>(100'00, open)));
  AddBalance(issued, id, open, 0);
  return issued;
}

inline invoicing::v1::PaymentRecorded Paid(const std::string& invoice, std::int64_t open) {
  invoicing::v1::PaymentRecorded paid;
  paid.set_payment_id("pay-" + std::to_string(open));
  AddBalance(paid, invoice, open, 0);
  return paid;
}

inline invoicing::v1::DisputedMarked Marked(const std::string& invoice, std::int64_t open,
                                            std::int64_t disputed) {
  invoicing::v1::DisputedMarked marked;
  marked.set_dispute_id("d1");
  marked.set_invoice_id(invoice);
  AddBalance(marked, invoice, open, disputed);
  return marked;
}

inline invoicing::v1::DisputedReleased Released(const std::string& invoice, std::int64_t open) {
  invoicing::v1::DisputedReleased released;
  released.set_dispute_id("d1");
  released.set_invoice_id(invoice);
  AddBalance(released, invoice, open, 0);
  return released;
}

inline v1::RegisterPartnerRequest AgencyNamed(const std::string& id,
                                              const std::vector<std::string>& regions) {
  v1::RegisterPartnerRequest request;
  request.set_request_id("register-" + id);
  request.set_partner_id(id);
  request.set_display_name("Inkasso " + id);
  request.set_kind(v1::PARTNER_KIND_AGENCY);
  for (const auto& region : regions) request.add_regions(region);
  return request;
}

}  // namespace recourse::collections
