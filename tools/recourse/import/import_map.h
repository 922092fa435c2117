#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "tools/recourse/import/account_traits.h"
#include "tools/recourse/import/complaint.h"
#include "tools/recourse/import/source.h"

namespace recourse::csv_import {

// Who bills. Named by its id alone it must be registered already; with a name and the rest it is
// registered by the import, which does nothing if that was done before.
struct IssuerEntry {
  std::string id;
  std::string zone;  // In which its days are counted.
  std::string name;  // Empty: not to be registered.
  std::string country;
  std::string language;
  std::string tax_id;
  std::string court_venue;
  std::string iban;
  std::string bic;
};

// What the column on disputes means. The whole invoice is disputed; the file has no days for it.
struct DisputedEntry {
  std::string column;
  std::string yes;
  std::string no;
  Days opens_after_issue{};
  Days closes_before_settlement{};
  std::string outcome;
  std::string grounds;  // Of a rejection; else empty.
  std::string reason;
};

// What a map file says: where in a CSV file the parts of an invoice stand, and what they mean.
struct ImportMap {
  std::string file;  // As complaints name it.
  char delimiter = ',';
  std::string date_format;
  char decimal_sign = '.';

  std::string number_column;
  std::string customer_column;
  std::string issue_date_column;
  std::string due_date_column;
  std::string amount_column;
  Source currency;
  TraitSources traits;  // Of the customer.

  IssuerEntry issuer;
  std::optional<DisputedEntry> disputed;      // Nothing: the file does not tell of disputes.
  std::optional<std::string> settled_column;  // Nothing: the file does not tell of payments.
};

// Reads a map. Every key that is missing, unknown, of the wrong type or has a value that may not be
// is named with its line.
Expected<ImportMap, Complaints> ParseImportMap(std::string file, std::string_view text);

}  // namespace recourse::csv_import
