#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"

namespace recourse::collections {

// One line of IBM's sample of late payments, as far as the ladder depends on it. The sample has no
// currency; it is read as EUR.
struct IbmInvoice {
  std::string number;
  std::string account;
  std::string region;
  Date issued;
  Date due;
  Date settled;
  Money amount;
  bool disputed = false;
};

// All of the file. A file that cannot be read as the sample fails the running test.
std::vector<IbmInvoice> ReadIbmInvoices(const std::filesystem::path& file);

}  // namespace recourse::collections
