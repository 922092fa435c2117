#include <algorithm>
#include <cctype>

#include "libs/einvoice/ubl_parts.h"

namespace recourse::einvoice::ubl {
namespace {

using xml::Element;

std::optional<Address> ReadAddress(Reading& in, const Element* address) {
  if (address == nullptr) return std::nullopt;
  return Address{.line1 = in.Text(address, "cbc:StreetName"),
                 .line2 = in.Text(address, "cbc:AdditionalStreetName"),
                 .line3 = in.Text(address, "cac:AddressLine/cbc:Line"),
                 .city = in.Text(address, "cbc:CityName"),
                 .postcode = in.Text(address, "cbc:PostalZone"),
                 .subdivision = in.Text(address, "cbc:CountrySubentity"),
                 .country = in.Text(address, "cac:Country/cbc:IdentificationCode")};
}

std::optional<Contact> ReadContact(Reading& in, const Element* contact) {
  if (contact == nullptr) return std::nullopt;
  return Contact{.name = in.Text(contact, "cbc:Name"),
                 .phone = in.Text(contact, "cbc:Telephone"),
                 .email = in.Text(contact, "cbc:ElectronicMail")};
}

bool IsVat(std::string scheme) {
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return scheme == "VAT";
}

// The VAT identifier, and the number for any other tax.
void ReadTaxSchemes(Reading& in, const Element* from, Party& party) {
  for (const Element* const scheme : in.All(from, "cac:PartyTaxScheme")) {
    const bool is_vat = IsVat(in.Text(scheme, "cac:TaxScheme/cbc:ID"));
    std::string& id = is_vat ? party.vat_id : party.tax_number;
    if (!id.empty()) {
      in.Refuse("EINVOICE_REPEATED", "names a second identifier for the same tax", *scheme,
                in.Text(scheme, "cbc:CompanyID"), {.id = is_vat ? "BT-31" : "BT-32", .rule = ""});
    }
    id = in.Text(scheme, "cbc:CompanyID");
  }
}

}  // namespace

std::optional<Date> ReadDay(Reading& in, const Element* from, std::string_view path, Term term) {
  constexpr DateForm kForm{.name = "YYYY-MM-DD", .pattern = "%Y-%m-%d"};
  const Element* const element = in.At(from, path);
  return element == nullptr ? std::nullopt : in.Day(*element, kForm, term);
}

Party ReadParty(Reading& in, const Element* from, PartyKind kind) {
  Party party;
  party.name = in.Text(from, "cac:PartyLegalEntity/cbc:RegistrationName");
  party.trading_name = in.Text(from, "cac:PartyName/cbc:Name");
  if (kind == PartyKind::kPayeeOrRepresentative) {
    party.name = std::exchange(party.trading_name, {});
  }
  for (const Element* const one : in.All(from, "cac:PartyIdentification")) {
    const auto id = in.Id(one, "cbc:ID");
    if (id && id->scheme != kCreditorScheme) party.ids.push_back(*id);
  }
  party.legal_id = in.Id(from, "cac:PartyLegalEntity/cbc:CompanyID");
  ReadTaxSchemes(in, from, party);
  party.legal_information = in.Text(from, "cac:PartyLegalEntity/cbc:CompanyLegalForm");
  party.electronic_address = in.Id(from, "cbc:EndpointID");
  party.address = ReadAddress(in, in.At(from, "cac:PostalAddress"));
  party.contact = ReadContact(in, in.At(from, "cac:Contact"));
  return party;
}

std::optional<Delivery> ReadDelivery(Reading& in, const Element* from) {
  if (from == nullptr) return std::nullopt;
  return Delivery{.party_name = in.Text(from, "cac:DeliveryParty/cac:PartyName/cbc:Name"),
                  .location_id = in.Id(from, "cac:DeliveryLocation/cbc:ID"),
                  .date = ReadDay(in, from, "cbc:ActualDeliveryDate", kDeliveryDate),
                  .address = ReadAddress(in, in.At(from, "cac:DeliveryLocation/cac:Address"))};
}

std::optional<Period> ReadPeriod(Reading& in, const Element* from, Term start, Term end) {
  if (from == nullptr) return std::nullopt;
  return Period{.start = ReadDay(in, from, "cbc:StartDate", start),
                .end = ReadDay(in, from, "cbc:EndDate", end)};
}

}  // namespace recourse::einvoice::ubl
