#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/invoicing/api/touched.h"

namespace recourse::invoicing {

// What a history is asked for: whose streams of which home; of one thing in them, if it is one.
struct HistorySubject {
  std::string home;
  std::vector<std::string> streams;
  std::optional<ItemName> item;
};

// Nothing if nothing of invoicing can have this name.
std::optional<HistorySubject> ReadSubject(const std::string& name);

// Whether an event of the stream is about the subject's item: of an approval, of the ledger, or of
// a statement's line. `payload` can be read: it comes from the log.
bool IsAbout(const ItemName& item, std::string_view stream, std::string_view type,
             std::string_view payload);

}  // namespace recourse::invoicing
