#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "tools/recourse/import/import_map.h"
#include "tools/recourse/import/invoice_row.h"

namespace recourse::csv_import {

// What an import asks of the services, with ids that follow from issuer and number, so that a
// second run asks for the same things.
struct RegisterIssuer {
  IssuerEntry issuer;
};
struct OpenAccount {
  std::string account_id;
  AccountTraits traits;
};
struct IssueInvoice {
  std::string account_id;
  std::string invoice_id;
  std::string number;
  Date issued;
  Date due;
  Money amount;
};
struct OpenDispute {
  std::string account_id;
  std::string dispute_id;
  std::string invoice_id;
  std::string reason;  // One of kReasons.
};
struct CloseDispute {
  std::string account_id;
  std::string dispute_id;
  std::string outcome;
  std::string grounds;
};
struct RecordPayment {
  std::string account_id;
  std::string payment_id;
  std::string invoice_id;
  Money amount;
};

// In the order in which those of one day are run.
using PlannedCommand = std::variant<RegisterIssuer, OpenAccount, IssueInvoice, OpenDispute,
                                    CloseDispute, RecordPayment>;

struct PlannedStep {
  Date day;      // On which it is effective and, on a simulated clock, recorded.
  int line = 0;  // Of the row that it follows from.
  PlannedCommand command;
};

struct Plan {
  std::string file;
  std::string issuer_id;
  std::string zone;                // Whose days they are.
  std::vector<PlannedStep> steps;  // By day, then kind of command, then row.
};

// A dispute opens and closes as the map says, but never before its invoice is issued, never after
// it has closed and, if given, never after `last_day`; one whose invoice is not paid stays open.
Plan MakePlan(const ImportedFile& file, const ImportMap& map, std::optional<Date> last_day);

// The days on which disputes were opened that are there already, by dispute id.
using OpenedDays = std::map<std::string, Date>;

// Where a plan has a `last_day`, an open dispute's day follows from the day of the import. One that
// an earlier import has opened keeps its day, so that it is asked for as it was.
void KeepOpenedDays(const OpenedDays& opened, Plan& plan);

}  // namespace recourse::csv_import
