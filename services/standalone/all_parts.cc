#include "services/standalone/all_parts.h"

#include "services/collections/part.h"
#include "services/dispute/part.h"
#include "services/invoicing/part.h"

namespace recourse::standalone {

std::vector<process::Part> AllParts(const std::filesystem::path& rates,
                                    const communication_log::PartOptions& messages) {
  std::vector<process::Part> parts;
  parts.push_back(invoicing::MakePart(rates));
  parts.push_back(dispute::MakePart());
  parts.push_back(communication_log::MakePart(messages));
  parts.push_back(collections::MakePart());
  return parts;
}

}  // namespace recourse::standalone
