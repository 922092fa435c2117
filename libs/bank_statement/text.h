#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace recourse::bank_statement {

// `text` without the spaces, tabs and line breaks around it.
std::string_view Trimmed(std::string_view text);

// Adds `piece` behind a line break, or nothing if it is blank.
void AddLine(std::string& text, std::string_view piece);

// `text`, unless it only says that there is none: NONREF (SWIFT), NOTPROVIDED (SEPA).
std::string Reference(std::string_view text);

// One text of pieces that were cut from it every `width` characters (not bytes): a full piece runs
// on into the next; a shorter one had spaces behind it, which the bank dropped, so one is put back.
struct Joined {
  std::string text;
  std::vector<std::size_t> starts;  // Where in `text` each piece begins; empty pieces left out.
};
Joined JoinCut(const std::vector<std::string_view>& pieces, std::size_t width);

}  // namespace recourse::bank_statement
