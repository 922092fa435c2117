#pragma once

#include <string_view>

namespace recourse::collections {

// Where collections keeps its facts. Homes are "accounts/<id>", "partners/<id>", and one directory.
inline constexpr std::string_view kCaseStream = "case";             // Of an account.
inline constexpr std::string_view kSearchStream = "agency_search";  // Of an account.
inline constexpr std::string_view kPartnerStream = "partner";       // Of a partner.
inline constexpr std::string_view kFeedStream = "feed";             // Of a partner.
inline constexpr std::string_view kDirectoryHome = "directories/agencies";
inline constexpr std::string_view kDirectoryStream = "directory";

}  // namespace recourse::collections
