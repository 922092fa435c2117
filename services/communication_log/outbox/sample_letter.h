#pragma once

#include "services/communication_log/outbox/letter.h"

namespace recourse::communication_log {

inline Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

// For tests: a letter of two invoices, one partly disputed, in which nothing is left out.
inline Letter SampleLetter(Language language, MessageKind kind) {
  using namespace date::literals;
  return {.creditor = {.name = "Acme GmbH",
                       .address = {"Hafenstr. 1", "20457 Hamburg"},
                       .tax_id = "DE123456789",
                       .email = "billing@acme.example",
                       .iban = "DE02120300000000202051",
                       .bic = "BYLADEM1001",
                       .court_venue = "Hamburg"},
          .debtor = {.salutation = "Hansen & Co.",
                     .legal_name = "Hansen & Co. KG",
                     .address = {"Kai 7", "24103 Kiel"},
                     .email = "office@hansen.example"},
          .reference = "A1-2012",
          .written_on = 2012_y / 3 / 5,
          .content = {.channel = Channel::kLetter,
                      .kind = kind,
                      .language = language,
                      .facts = {{"i1", "R-1001", 2012_y / 2 / 14, Eur(1'100'50), Eur(100'00)},
                                {"i2", "R-1002", 2012_y / 2 / 16, Eur(50'00), Eur(0)}},
                      .late_charge = LateCharge{Eur(5'00), "AGB 7.2"},
                      .total = Eur(1'050'50),
                      .deadline = 2012_y / 3 / 15,
                      .level = "second_reminder",
                      .collection_case = "accounts/a1/case"}};
}

}  // namespace recourse::communication_log
