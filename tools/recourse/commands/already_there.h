#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"
#include "recourse/history/v1/history_service.pb.h"
#include "tools/recourse/import/plan.h"

namespace recourse::cli {

// Told after each thing that was asked for, since that is a call for each.
using OnLooked = std::function<void(std::size_t done, std::size_t total)>;

// What an import would add is there already, in part or whole: looked for before it runs, told of
// afterwards, so that a repeat does not look like a first run.
class AlreadyThere {
 public:
  static Expected<AlreadyThere, Failure> Look(const rpc::Client& client,
                                              const csv_import::Plan& plan,
                                              const OnLooked& on_looked);

  // "2466 of 2466 invoices were there already; nothing was added." Empty if none was there.
  std::string Tell(const rpc::Client& client) const;

 private:
  std::size_t invoices_ = 0;
  std::size_t there_ = 0;
  // How far the logs of invoicing and dispute reached. Nothing if the caller may not know.
  std::optional<history::v1::GetMarksResponse> marks_;
};

// On which days the disputes of `plan` were opened that are there already.
Expected<csv_import::OpenedDays, Failure> FindOpenedDays(const rpc::Client& client,
                                                         const csv_import::Plan& plan,
                                                         const OnLooked& on_looked);

}  // namespace recourse::cli
