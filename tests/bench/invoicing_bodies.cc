#include "tests/bench/invoicing_bodies.h"

#include <fmt/format.h>

#include "recourse/invoicing/v1/ledger_events.pb.h"

namespace recourse::bench {
namespace {

namespace v1 = invoicing::v1;

constexpr std::int64_t kInvoiceUnits = 1'000'000'000;

google::type::Money Eur(std::int64_t units, int cents) {
  google::type::Money money;
  money.set_currency_code("EUR");
  money.set_units(units);
  money.set_nanos(cents * 10'000'000);
  return money;
}

google::type::Date Day(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

std::string AccountId(std::size_t account) { return fmt::format("a{:06}", account); }
std::string InvoiceId(std::size_t account) { return fmt::format("i{:06}", account); }
std::string AccountName(std::size_t account) { return "accounts/" + AccountId(account); }

// 1.00 to 1,000.99 EUR, the same for the same index.
google::type::Money Amount(std::size_t index) {
  return Eur(static_cast<std::int64_t>(1 + index * 7919 % 1000), static_cast<int>(index % 100));
}

}  // namespace

v1::RegisterIssuerRequest World::Issuer() const {
  v1::RegisterIssuerRequest request;
  request.set_request_id(run + "-issuer");
  request.set_issuer_id("bench");
  v1::Issuer& issuer = *request.mutable_issuer();
  issuer.set_display_name("Bench GmbH");
  issuer.set_tax_id("DE123456789");
  issuer.mutable_bank_account()->set_iban("DE02120300000000202051");
  issuer.mutable_bank_account()->set_bic("BYLADEM1001");
  issuer.set_court_venue("Berlin");
  issuer.set_language_code("de");
  issuer.set_country_code("DE");
  issuer.set_time_zone("Europe/Berlin");
  return request;
}

v1::OpenAccountRequest World::Account(std::size_t index) const {
  v1::OpenAccountRequest request;
  request.set_request_id(fmt::format("{}-a{}", run, index));
  request.set_account_id(AccountId(index));
  v1::Account& account = *request.mutable_account();
  account.set_issuer("issuers/bench");
  account.set_kind(v1::ACCOUNT_KIND_BUSINESS);
  account.set_language_code("de");
  account.set_time_zone("Europe/Berlin");
  account.set_country_code("DE");
  account.set_region("DE-BE");
  account.set_preferred_channel(v1::PREFERRED_CHANNEL_EMAIL);
  v1::AccountPersonalData& person = *request.mutable_personal_data();
  person.set_display_name(fmt::format("Customer {}", index));
  person.set_legal_name(fmt::format("Customer {} GmbH", index));
  person.add_email_addresses(fmt::format("customer{}@example.com", index));
  return request;
}

v1::IssueInvoiceRequest World::SmallInvoice(std::size_t index, std::size_t size) const {
  v1::IssueInvoiceRequest request = Invoice(index / size);
  request.set_request_id(fmt::format("{}-s{}", run, index));
  request.set_invoice_id(fmt::format("s{}", index));
  v1::InvoiceContent& content = *request.mutable_invoice()->mutable_content();
  content.set_number(fmt::format("S-{}", index));
  *content.mutable_due_date() = Day(2098, 2, 1);
  *content.mutable_amount() = Eur(1, 0);
  content.clear_lines();
  return request;
}

v1::RecordPaymentRequest World::WidePayment(std::size_t index, std::size_t size) const {
  v1::RecordPaymentRequest request = Payment(index);
  request.set_parent(AccountName(index));
  *request.mutable_amount() = Eur(static_cast<std::int64_t>(size), 0);
  return request;
}

v1::IssueInvoiceRequest World::Invoice(std::size_t index) const {
  v1::IssueInvoiceRequest request;
  request.set_request_id(fmt::format("{}-i{}", run, index));
  request.set_parent(AccountName(index));
  request.set_invoice_id(InvoiceId(index));
  v1::InvoiceContent& content = *request.mutable_invoice()->mutable_content();
  content.set_issuer("issuers/bench");
  content.set_number(fmt::format("N-{:06}", index));
  *content.mutable_issue_date() = Day(2012, 1, 2);
  // Not due while it is paid: no reminders beside what is measured.
  *content.mutable_due_date() = Day(2099, 2, 1);
  *content.mutable_amount() = Eur(kInvoiceUnits, 0);
  v1::InvoiceLine& line = *content.add_lines();
  line.set_description("Work");
  line.set_quantity("1");
  line.set_unit_price(fmt::format("{}.00", kInvoiceUnits));
  *line.mutable_amount() = Eur(kInvoiceUnits, 0);
  return request;
}

v1::RecordPaymentRequest World::Payment(std::size_t index) const {
  v1::RecordPaymentRequest request;
  request.set_request_id(fmt::format("{}-p{:08}", run, index));
  request.set_parent(AccountName(index % accounts));
  request.set_payment_id(fmt::format("{}-{:08}", run, index));
  *request.mutable_amount() = Amount(index);
  *request.mutable_effective_date() = Day(2012, 1, 3 + static_cast<int>(index % 28));
  return request;
}

v1::BatchRecordPaymentsRequest World::Batch(std::size_t index, std::size_t size) const {
  v1::BatchRecordPaymentsRequest request;
  request.set_request_id(fmt::format("{}-b{}", run, index));
  for (std::size_t i = 0; i < size; ++i) *request.add_requests() = Payment(index * size + i);
  return request;
}

v1::Payment World::Answer(std::size_t index) const {
  const v1::RecordPaymentRequest request = Payment(index);
  v1::Payment payment;
  payment.set_name(fmt::format("{}/payments/{}", request.parent(), request.payment_id()));
  *payment.mutable_amount() = request.amount();
  *payment.mutable_effective_date() = request.effective_date();
  v1::PaymentAllocation& allocation = *payment.add_allocations();
  allocation.set_invoice_id(InvoiceId(index % accounts));
  *allocation.mutable_amount() = request.amount();
  *payment.mutable_unapplied() = Eur(0, 0);
  return payment;
}

history::v1::Record World::Record(std::size_t index) const {
  const v1::RecordPaymentRequest request = Payment(index);
  const v1::Payment answer = Answer(index);
  v1::PaymentRecorded event;
  event.set_payment_id(request.payment_id());
  *event.mutable_amount() = request.amount();
  *event.mutable_effective_date() = request.effective_date();
  *event.mutable_allocations() = answer.allocations();
  *event.mutable_unapplied() = answer.unapplied();
  v1::InvoiceBalance& balance = *event.add_balances();
  balance.set_invoice_id(InvoiceId(index % accounts));
  *balance.mutable_open() = Eur(kInvoiceUnits - 1 - static_cast<std::int64_t>(index % 1000), 50);
  *balance.mutable_disputed() = Eur(0, 0);

  history::v1::Record record;
  record.set_installation(0x9e3779b97f4a7c15);
  record.set_service("invoicing");
  record.set_shard(static_cast<std::uint32_t>(index % 16));
  record.set_epoch(1);
  record.set_sequence(index + 1);
  record.set_recorded_at_us(1'325'376'000'000'000 + static_cast<std::int64_t>(index) * 13);
  record.set_home(request.parent());
  record.set_stream("ledger");
  record.set_version(2 + index / accounts);
  record.set_type(event.GetDescriptor()->full_name());
  event.SerializeToString(record.mutable_payload());
  record.set_actor("operators/root");
  record.mutable_request()->set_request_id(request.request_id());
  record.mutable_request()->set_fingerprint(fmt::format("{:016x}", index * 0x9e3779b97f4a7c15));
  answer.SerializeToString(record.mutable_request()->mutable_answer());
  return record;
}

}  // namespace recourse::bench
