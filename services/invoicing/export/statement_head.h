#pragma once

#include <string>
#include <vector>

namespace recourse::invoicing {

// What stands on an exported statement beside its figures.
struct StatementHead {
  std::string issuer_name;  // Registered name.
  std::string tax_id;
  std::string iban;
  std::string language_code;  // BCP 47, of the account.
  std::vector<std::string> addressee_lines;
};

}  // namespace recourse::invoicing
