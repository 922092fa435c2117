#include "libs/mail/address.h"

#include <string>

#include "libs/mail/gmime.h"

namespace recourse::mail {

bool IsAddress(std::string_view text) {
  InitGMimeOnce();
  const Owned<InternetAddressList> list{
      internet_address_list_parse(nullptr, std::string(text).c_str())};
  if (list == nullptr || internet_address_list_length(list.get()) != 1) return false;
  InternetAddress* const only = internet_address_list_get_address(list.get(), 0);
  if (!INTERNET_ADDRESS_IS_MAILBOX(only)) return false;
  const InternetAddressMailbox* const mailbox = INTERNET_ADDRESS_MAILBOX(only);
  // The parser forgives much: what it left out or put right was no address.
  return mailbox->at > 0 && mailbox->addr == text;
}

}  // namespace recourse::mail
