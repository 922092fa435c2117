#include "services/invoicing/api/refusals.h"

// Of what is asked for by a name that nothing has.
namespace recourse::invoicing {

using enum Failure::Kind;

Failure NoSuchAccount(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_ACCOUNT",
          "No account of this name is open.",
          {{"account", std::string(name)}}};
}

Failure NoSuchInvoice(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_INVOICE",
          "There is no invoice of this name.",
          {{"invoice", std::string(name)}}};
}

Failure NoSuchPayment(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_PAYMENT",
          "There is no payment of this name.",
          {{"payment", std::string(name)}}};
}

Failure NoSuchCreditNote(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_CREDIT_NOTE",
          "There is no credit note of this name.",
          {{"credit_note", std::string(name)}}};
}

Failure NoSuchWriteOff(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_WRITE_OFF",
          "There is no write-off of this name.",
          {{"write_off", std::string(name)}}};
}

Failure NoSuchCharge(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_CHARGE",
          "There is no charge of this name.",
          {{"charge", std::string(name)}}};
}

Failure NoSuchSetOff(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_SET_OFF",
          "There is no set-off of this name.",
          {{"set_off", std::string(name)}}};
}

}  // namespace recourse::invoicing
