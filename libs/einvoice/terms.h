#pragma once

#include "libs/einvoice/reading.h"

namespace recourse::einvoice {

// For this room only. The terms that both syntaxes read, with the rule of EN 16931-1 that makes one
// mandatory.
inline constexpr Term kNumber{"BT-1", "BR-02"};
inline constexpr Term kIssueDate{"BT-2", "BR-03"};
inline constexpr Term kTypeCode{"BT-3", "BR-04"};
inline constexpr Term kCurrency{"BT-5", "BR-05"};
inline constexpr Term kTaxCurrency{"BT-6", ""};
inline constexpr Term kTaxPoint{"BT-7", ""};
inline constexpr Term kTaxPointCode{"BT-8", ""};
inline constexpr Term kDueDate{"BT-9", ""};
inline constexpr Term kPrecedingNumber{"BT-25", "BR-55"};
inline constexpr Term kPrecedingDate{"BT-26", ""};
inline constexpr Term kDeliveryDate{"BT-72", ""};
inline constexpr Term kPeriodStart{"BT-73", ""};
inline constexpr Term kPeriodEnd{"BT-74", ""};
inline constexpr Term kLines{"BT-106", "BR-12"};
inline constexpr Term kAllowances{"BT-107", ""};
inline constexpr Term kCharges{"BT-108", ""};
inline constexpr Term kWithoutTax{"BT-109", "BR-13"};
inline constexpr Term kTax{"BT-110", ""};
inline constexpr Term kTaxInTaxCurrency{"BT-111", ""};
inline constexpr Term kWithTax{"BT-112", "BR-14"};
inline constexpr Term kPrepaid{"BT-113", ""};
inline constexpr Term kRounding{"BT-114", ""};
inline constexpr Term kDue{"BT-115", "BR-15"};
inline constexpr Term kTaxable{"BT-116", "BR-45"};
inline constexpr Term kCategoryTax{"BT-117", "BR-46"};
inline constexpr Term kCategory{"BT-118", "BR-47"};
inline constexpr Term kRate{"BT-119", ""};
inline constexpr Term kLineId{"BT-126", "BR-21"};
inline constexpr Term kQuantity{"BT-129", ""};
inline constexpr Term kLineAmount{"BT-131", "BR-24"};
inline constexpr Term kLineStart{"BT-134", ""};
inline constexpr Term kLineEnd{"BT-135", ""};
inline constexpr Term kNetPrice{"BT-146", "BR-26"};
inline constexpr Term kDiscount{"BT-147", ""};
inline constexpr Term kGrossPrice{"BT-148", ""};
inline constexpr Term kBaseQuantity{"BT-149", ""};
inline constexpr Term kLineRate{"BT-152", ""};
inline constexpr Term kThirdPartyAmount{"BT-DEX-002", "BR-DEX-11"};

// The terms of an allowance or charge.
struct AllowanceTerms {
  Term amount;
  Term base;
  Term percent;
  Term rate;
};
inline constexpr AllowanceTerms kAllowance{
    {"BT-92", "BR-31"}, {"BT-93", ""}, {"BT-94", ""}, {"BT-96", ""}};
inline constexpr AllowanceTerms kCharge{
    {"BT-99", "BR-36"}, {"BT-100", ""}, {"BT-101", ""}, {"BT-103", ""}};
inline constexpr AllowanceTerms kLineAllowance{
    {"BT-136", "BR-41"}, {"BT-137", ""}, {"BT-138", ""}, {"", ""}};
inline constexpr AllowanceTerms kLineCharge{
    {"BT-141", "BR-43"}, {"BT-142", ""}, {"BT-143", ""}, {"", ""}};

}  // namespace recourse::einvoice
