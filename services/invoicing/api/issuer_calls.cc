#include "services/invoicing/api/issuer_calls.h"

#include "libs/mail/address.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/profile_fields.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/invoice_number_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kDigestBytes = 32;

IssuerProfile ReadProfile(const v1::Issuer& issuer, const std::string& name, rpc::Fields& fields) {
  const auto text = [&](std::string_view field, const std::string& value) {
    return fields.Text(field, value, kIssuerFieldBytesMax);
  };
  const auto optional = [&](std::string_view field, const std::string& value) {
    return fields.OptionalText(field, value, kIssuerFieldBytesMax);
  };
  NameToBe(fields, issuer.name(), name);
  CheckOneLine(fields, "display_name", issuer.display_name());
  Iban(fields, "bank_account.iban", issuer.bank_account().iban());
  return {.name = text("display_name", issuer.display_name()),
          .tax_id = text("tax_id", issuer.tax_id()),
          .bank_account = {text("bank_account.iban", issuer.bank_account().iban()),
                           optional("bank_account.bic", issuer.bank_account().bic())},
          .court_venue = optional("court_venue", issuer.court_venue()),
          .language_code = LanguageCode(fields, "language_code", issuer.language_code()),
          .country_code = CountryCode(fields, "country_code", issuer.country_code()),
          .time_zone = ZoneName(fields, "time_zone", issuer.time_zone())};
}

}  // namespace

v1::Issuer ToIssuer(const std::string& name, const IssuerProfile& profile, std::uint64_t version) {
  v1::Issuer issuer;
  issuer.set_name(name);
  issuer.set_display_name(profile.name);
  issuer.set_tax_id(profile.tax_id);
  Write(profile.bank_account, issuer.mutable_bank_account());
  issuer.set_court_venue(profile.court_venue);
  issuer.set_language_code(profile.language_code);
  issuer.set_country_code(profile.country_code);
  issuer.set_time_zone(profile.time_zone);
  issuer.set_etag(std::to_string(version));
  return issuer;
}

namespace {

// Answers with the issuer as it will be: the unit shows it as it was.
Expected<v1::Issuer, Failure> Run(engine::Unit& unit, const IssuerCommand& command) {
  const std::uint64_t version = unit.Version<IssuerAggregate>(IssuerAggregate::kStream);
  const auto events = DecideAndKeep<IssuerAggregate>(unit, IssuerAggregate::kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  Issuer issuer = unit.State<IssuerAggregate>(IssuerAggregate::kStream);
  for (const IssuerEvent& event : *events) issuer = IssuerDecider::Evolve(std::move(issuer), event);
  return ToIssuer(unit.home(), *issuer, version + events->size());
}

}  // namespace

Expected<rpc::Prepared<v1::Issuer>, Failure> PrepareRegisterIssuer(
    const v1::RegisterIssuerRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const std::string id = fields.Id("issuer_id", request.issuer_id());
  // Its letters come from <id>@<mail domain>.
  fields.Check(id.empty() || mail::IsAddress(id + "@localhost"), "issuer_id", id,
               "must be able to stand before the @ of an address");
  const std::string home = "issuers/" + id;
  rpc::Fields within = fields.Within("issuer");
  const RegisterIssuer command{ReadProfile(request.issuer(), home, within)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Issuer>(home,
                                   [command](engine::Unit& unit) { return Run(unit, command); });
}

Expected<rpc::Prepared<v1::Issuer>, Failure> PrepareChangeIssuer(
    const v1::ChangeIssuerRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  rpc::Fields within = fields.Within("issuer");
  const std::string& name = request.issuer().name();
  within.Name("name", name, kIssuerName);
  const ChangeIssuer command{ReadProfile(request.issuer(), name, within)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Issuer>(name,
                                   [command, etag = request.issuer().etag()](
                                       engine::Unit& unit) -> Expected<v1::Issuer, Failure> {
                                     const std::uint64_t version =
                                         unit.Version<IssuerAggregate>(IssuerAggregate::kStream);
                                     if (auto stale = StaleEtag(etag, version))
                                       return Unexpected{*std::move(stale)};
                                     return Run(unit, command);
                                   });
}

Expected<rpc::Prepared<v1::Issuer>, Failure> PrepareGetIssuer(const v1::GetIssuerRequest& request,
                                                              const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("name", request.name(), kIssuerName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Issuer>(
      request.name(), [](engine::Unit& unit) -> Expected<v1::Issuer, Failure> {
        const Issuer& issuer = unit.State<IssuerAggregate>(IssuerAggregate::kStream);
        if (!issuer) return Unexpected{NoSuchIssuer(unit.home())};
        return ToIssuer(unit.home(), *issuer,
                        unit.Version<IssuerAggregate>(IssuerAggregate::kStream));
      });
}

Expected<rpc::Prepared<v1::ReserveNumberResponse>, Failure> PrepareReserveNumber(
    const v1::ReserveNumberRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kIssuerName);
  const auto [account, invoice] = fields.Name("invoice", request.invoice(), kInvoiceName);
  fields.Check(request.content_digest().size() == kDigestBytes, "content_digest", "",
               "must have 32 bytes");
  const ReserveNumber command{{.number = fields.Text("number", request.number(), kNumberBytesMax),
                               .account = "accounts/" + account,
                               .invoice_id = invoice,
                               .content_digest = request.content_digest()}};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::ReserveNumberResponse>(
      request.parent(),
      [command](engine::Unit& unit) -> Expected<v1::ReserveNumberResponse, Failure> {
        if (!unit.State<IssuerAggregate>(IssuerAggregate::kStream)) {
          return Unexpected{NoSuchIssuer(unit.home())};
        }
        const auto decided = unit.Decide<InvoiceNumberAggregate>(
            InvoiceNumberAggregate::Stream(command.reservation.number), command);
        if (!decided) return Unexpected{ToFailure(decided.error())};
        return v1::ReserveNumberResponse();
      });
}

}  // namespace recourse::invoicing
