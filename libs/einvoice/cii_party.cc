#include "libs/einvoice/cii_parts.h"

namespace recourse::einvoice::cii {
namespace {

using xml::Element;

std::optional<Address> ReadAddress(Reading& in, const Element* address) {
  if (address == nullptr) return std::nullopt;
  return Address{.line1 = in.Text(address, "ram:LineOne"),
                 .line2 = in.Text(address, "ram:LineTwo"),
                 .line3 = in.Text(address, "ram:LineThree"),
                 .city = in.Text(address, "ram:CityName"),
                 .postcode = in.Text(address, "ram:PostcodeCode"),
                 .subdivision = in.Text(address, "ram:CountrySubDivisionName"),
                 .country = in.Text(address, "ram:CountryID")};
}

std::optional<Contact> ReadContact(Reading& in, const Element* contact) {
  if (contact == nullptr) return std::nullopt;
  // BT-41 and BT-56 are a person or a department.
  std::string name = in.Text(contact, "ram:PersonName");
  if (name.empty()) name = in.Text(contact, "ram:DepartmentName");
  return Contact{
      .name = name,
      .phone = in.Text(contact, "ram:TelephoneUniversalCommunication/ram:CompleteNumber"),
      .email = in.Text(contact, "ram:EmailURIUniversalCommunication/ram:URIID")};
}

// VA is the VAT identifier, any other scheme the number for another tax.
void ReadTaxRegistrations(Reading& in, const Element* from, Party& party) {
  for (const Element* const one : in.All(from, "ram:SpecifiedTaxRegistration")) {
    const auto id = in.Id(one, "ram:ID");
    if (!id) continue;
    const bool is_vat = id->scheme == "VA";
    std::string& known = is_vat ? party.vat_id : party.tax_number;
    if (!known.empty()) {
      in.Refuse("EINVOICE_REPEATED", "names a second identifier for the same tax", *one, id->value,
                {.id = is_vat ? "BT-31" : "BT-32", .rule = ""});
    }
    known = id->value;
  }
}

// Identifiers without and with a scheme have elements of their own, each as often as it likes.
std::vector<Identifier> ReadIds(Reading& in, const Element* from) {
  std::vector<Identifier> ids;
  for (const std::string_view path : {"ram:ID", "ram:GlobalID"}) {
    for (const Element* const one : in.All(from, path)) {
      if (const auto id = in.Id(one, ""); id) ids.push_back(*id);
    }
  }
  return ids;
}

}  // namespace

std::optional<Date> ReadDay(Reading& in, const Element* from, std::string_view path, Term term) {
  constexpr DateForm kForm{.name = "YYYYMMDD", .pattern = "%Y%m%d"};
  const Element* const element = in.At(from, path);
  if (element == nullptr) return std::nullopt;
  if (const auto format = element->FindAttribute("format"); format && format != "102") {
    in.Refuse("EINVOICE_BAD_DATE", "has another format than 102", *element, *format, term);
    return std::nullopt;
  }
  return in.Day(*element, kForm, term);
}

Party ReadParty(Reading& in, const Element* from) {
  const Element* const organization = in.At(from, "ram:SpecifiedLegalOrganization");
  Party party;
  party.name = in.Text(from, "ram:Name");
  party.trading_name = in.Text(organization, "ram:TradingBusinessName");
  party.ids = ReadIds(in, from);
  party.legal_id = in.Id(organization, "ram:ID");
  ReadTaxRegistrations(in, from, party);
  party.legal_information = in.Text(from, "ram:Description");
  party.electronic_address = in.Id(from, "ram:URIUniversalCommunication/ram:URIID");
  party.address = ReadAddress(in, in.At(from, "ram:PostalTradeAddress"));
  party.contact = ReadContact(in, in.At(from, "ram:DefinedTradeContact"));
  return party;
}

std::optional<Delivery> ReadDelivery(Reading& in, const Element* from) {
  const Element* const party = in.At(from, "ram:ShipToTradeParty");
  const auto date = ReadDay(
      in, from, "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString",
      kDeliveryDate);
  if (party == nullptr && !date) return std::nullopt;
  const auto ids = ReadIds(in, party);
  return Delivery{.party_name = in.Text(party, "ram:Name"),
                  .location_id = ids.empty() ? std::nullopt : std::optional(ids.back()),
                  .date = date,
                  .address = ReadAddress(in, in.At(party, "ram:PostalTradeAddress"))};
}

std::optional<Period> ReadPeriod(Reading& in, const Element* from, Term start, Term end) {
  if (from == nullptr) return std::nullopt;
  return Period{.start = ReadDay(in, from, "ram:StartDateTime/udt:DateTimeString", start),
                .end = ReadDay(in, from, "ram:EndDateTime/udt:DateTimeString", end)};
}

}  // namespace recourse::einvoice::cii
