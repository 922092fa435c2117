#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/decimal.h"
#include "libs/base/money.h"
#include "libs/einvoice/party.h"

namespace recourse::einvoice {

// One discount for early payment: `percent` off if paid within `days` of the issue date.
struct SkontoStep {
  int days = 0;
  Decimal percent;
  std::optional<Money> base;  // What the percentage is taken of; else the amount due (BT-115).

  bool operator==(const SkontoStep&) const = default;
};

// Payment terms (BT-20).
struct PaymentTerms {
  std::string text;  // As it stands, with its line breaks.
  // What can be read of the lines that XRechnung 3.0 lays down in BR-DE-18:
  //   #SKONTO#TAGE=7#PROZENT=2.00#
  //   #SKONTO#TAGE=14#PROZENT=1.00#BASISBETRAG=1200.00#
  std::vector<SkontoStep> skonto;
  // The lines that begin with # and break BR-DE-18: those of another form, which are no step, and a
  // last one without the line break that must follow it, which is one nevertheless.
  std::vector<std::string> irregular_lines;

  bool operator==(const PaymentTerms&) const = default;
};

// Other text than such lines is for people and is not read.
PaymentTerms ReadPaymentTerms(std::string_view text, Currency currency);

// How it is to be paid (BG-16), with one account (BG-17) or card (BG-18).
struct PaymentMeans {
  struct Account {
    std::string id;    // BT-84: an IBAN, or the number of an account elsewhere.
    std::string name;  // BT-85.
    std::string bic;   // BT-86.

    bool operator==(const Account&) const = default;
  };
  struct Card {
    std::string number;  // BT-87: its last digits.
    std::string holder;  // BT-88.

    bool operator==(const Card&) const = default;
  };

  std::string code;  // BT-81, UNCL4461: 58 is a SEPA credit transfer, 59 a SEPA direct debit.
  std::string text;  // BT-82.
  std::optional<Account> account;
  std::optional<Card> card;

  bool operator==(const PaymentMeans&) const = default;
};

// BG-19.
struct DirectDebit {
  std::string mandate;          // BT-89.
  std::string creditor_id;      // BT-90.
  std::string debited_account;  // BT-91.

  bool operator==(const DirectDebit&) const = default;
};

// BG-DEX-09 of the XRechnung extension: what the seller collects for someone else.
struct ThirdPartyPayment {
  std::string type;         // BT-DEX-001.
  Money amount;             // BT-DEX-002.
  std::string description;  // BT-DEX-003.

  bool operator==(const ThirdPartyPayment&) const = default;
};

}  // namespace recourse::einvoice
