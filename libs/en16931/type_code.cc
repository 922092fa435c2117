#include "libs/en16931/type_code.h"

#include <algorithm>
#include <array>

namespace recourse::en16931 {
namespace {

// The code lists of BR-CL-01, version 1.3.16 of CEN's validation artefacts.
constexpr auto kCreditNoteCodes = std::to_array<std::string_view>(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"});
constexpr auto kInvoiceCodes = std::to_array<std::string_view>(
    {"71",  "80",  "82",  "84",  "102", "130", "202", "203", "204", "211", "218", "219", "295",
     "325", "326", "331", "380", "382", "383", "384", "385", "386", "387", "388", "389", "390",
     "393", "394", "395", "456", "457", "471", "472", "473", "500", "501", "527", "553", "575",
     "623", "633", "751", "780", "817", "870", "875", "876", "877", "935"});

bool Contains(const auto& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

bool IsCreditNoteCode(std::string_view type_code) { return Contains(kCreditNoteCodes, type_code); }

bool IsTypeCode(std::string_view type_code) {
  return IsCreditNoteCode(type_code) || Contains(kInvoiceCodes, type_code);
}

}  // namespace recourse::en16931
