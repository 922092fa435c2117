#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/decimal.h"
#include "libs/base/money.h"
#include "libs/einvoice/party.h"

namespace recourse::einvoice {

// What is said of VAT where an amount belongs to a category.
struct Tax {
  std::string category;         // UNCL5305: S, Z, E, AE, K, G, O, L, M, B.
  std::optional<Decimal> rate;  // Percent: 19 is 19 %.

  bool operator==(const Tax&) const = default;
};

// An allowance lowers, a charge raises (BG-20, BG-21; on a line BG-27, BG-28). The amount is as it
// stands in the document, so positive as a rule for both.
struct AllowanceCharge {
  bool is_charge = false;
  Money amount;                    // BT-92, BT-99, BT-136, BT-141; without VAT.
  std::optional<Money> base;       // BT-93, BT-100, BT-137, BT-142.
  std::optional<Decimal> percent;  // BT-94, BT-101, BT-138, BT-143.
  std::string reason;              // BT-97, BT-104, BT-139, BT-144.
  std::string reason_code;         // BT-98, BT-105, BT-140, BT-145.
  std::optional<Tax> tax;          // BT-95 and BT-96, BT-102 and BT-103; on a line none.

  bool operator==(const AllowanceCharge&) const = default;
};

struct Quantity {
  Decimal value;
  std::string unit;  // UN/ECE Recommendation 20 and 21: C62 is one, HUR an hour, KGM a kilogram.

  bool operator==(const Quantity&) const = default;
};

// BG-29. In the document's currency, with as many decimals as it needs.
struct Price {
  Decimal net;                            // BT-146.
  std::optional<Decimal> discount;        // BT-147.
  std::optional<Decimal> gross;           // BT-148.
  std::optional<Quantity> base_quantity;  // BT-149, BT-150: what the price is for; else one unit.

  bool operator==(const Price&) const = default;
};

// BT-158: the class of an item in a scheme (UNCL7143).
struct Classification {
  std::string id;
  std::string scheme;
  std::string version;

  bool operator==(const Classification&) const = default;
};

// An invoice line (BG-25), or a sub line of the XRechnung extension (BG-DEX-01).
struct Line {
  std::string id;                                               // BT-126.
  std::string note;                                             // BT-127.
  std::optional<Identifier> object_id;                          // BT-128.
  std::optional<Quantity> quantity;                             // BT-129, BT-130.
  Money net_amount;                                             // BT-131.
  std::string order_line;                                       // BT-132.
  std::string accounting_reference;                             // BT-133.
  std::optional<Period> period;                                 // BG-26.
  std::vector<AllowanceCharge> allowances_and_charges;          // BG-27, BG-28.
  std::optional<Price> price;                                   // BG-29.
  std::optional<Tax> tax;                                       // BT-151, BT-152.
  std::string name;                                             // BT-153.
  std::string description;                                      // BT-154.
  std::string seller_item_id;                                   // BT-155.
  std::string buyer_item_id;                                    // BT-156.
  std::optional<Identifier> standard_item_id;                   // BT-157.
  std::vector<Classification> classifications;                  // BT-158.
  std::string origin_country;                                   // BT-159.
  std::vector<std::pair<std::string, std::string>> attributes;  // BG-32: name and value.
  // Their net amounts are a part of this line's; they are not in the document's sums beside it.
  std::vector<Line> sub_lines;

  bool operator==(const Line&) const = default;
};

}  // namespace recourse::einvoice
