#include "services/invoicing/documents/seller.h"

#include <gtest/gtest.h>

namespace recourse::invoicing {
namespace {

IssuerProfile Issuer() {
  IssuerProfile issuer;
  issuer.name = "West Rigging";
  issuer.tax_id = "IE6388047V";
  return issuer;
}

einvoice::Party Seller() {
  einvoice::Party seller;
  seller.name = "Galway Sails";
  seller.vat_id = "IE1234567T";
  return seller;
}

TEST(SellerTest, IsTheIssuerByAnyOfItsIdentifiers) {
  einvoice::Party seller = Seller();
  EXPECT_FALSE(IsSeller(Issuer(), seller));
  seller.vat_id = "IE6388047V";
  EXPECT_TRUE(IsSeller(Issuer(), seller));
  seller = Seller();
  seller.tax_number = "IE6388047V";
  EXPECT_TRUE(IsSeller(Issuer(), seller));
  seller = Seller();
  seller.legal_id = einvoice::Identifier{"IE6388047V", "0088"};
  EXPECT_TRUE(IsSeller(Issuer(), seller));
}

TEST(SellerTest, IsTheIssuerByEitherName) {
  einvoice::Party seller = Seller();
  seller.name = "West Rigging";
  EXPECT_TRUE(IsSeller(Issuer(), seller));
  seller = Seller();
  seller.trading_name = "West Rigging";
  EXPECT_TRUE(IsSeller(Issuer(), seller));
  seller.trading_name = "West Rigging II";
  EXPECT_FALSE(IsSeller(Issuer(), seller));
}

TEST(SellerTest, SignsSpacesAndCaseDoNotCount) {
  einvoice::Party seller = Seller();
  seller.vat_id = "ie 6388-047.V";
  EXPECT_TRUE(IsSeller(Issuer(), seller));
  seller = Seller();
  seller.name = "WEST  RIGGING";
  EXPECT_TRUE(IsSeller(Issuer(), seller));
}

TEST(SellerTest, WhatIsLeftUnsaidIsEqualToNothing) {
  EXPECT_FALSE(IsSeller({}, {}));
  IssuerProfile issuer = Issuer();
  issuer.tax_id = "--";
  einvoice::Party seller = Seller();
  seller.tax_number = " ";
  EXPECT_FALSE(IsSeller(issuer, seller));
}

TEST(SellerTest, BothAreShownWithAllThatIsCompared) {
  einvoice::Party seller = Seller();
  seller.legal_id = einvoice::Identifier{"42", ""};
  EXPECT_EQ(Shown(seller), "Galway Sails, IE1234567T, 42");
  EXPECT_EQ(Shown(Issuer()), "West Rigging, IE6388047V");
}

}  // namespace
}  // namespace recourse::invoicing
