#include "libs/bank_statement/text.h"

#include <utf8.h>

namespace recourse::bank_statement {

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

void AddLine(std::string& text, std::string_view piece) {
  piece = Trimmed(piece);
  if (piece.empty()) return;
  if (!text.empty()) text += '\n';
  text += piece;
}

std::string Reference(std::string_view text) {
  text = Trimmed(text);
  if (text == "NONREF" || text == "NOTPROVIDED") return "";
  return std::string(text);
}

Joined JoinCut(const std::vector<std::string_view>& pieces, std::size_t width) {
  Joined joined;
  std::size_t last = width;
  for (const std::string_view piece : pieces) {
    if (piece.empty()) continue;
    const bool parted = last >= width || joined.text.ends_with(' ') || piece.starts_with(' ');
    if (!parted) joined.text += ' ';
    joined.starts.push_back(joined.text.size());
    joined.text += piece;
    last = static_cast<std::size_t>(utf8::unchecked::distance(piece.begin(), piece.end()));
  }
  return joined;
}

}  // namespace recourse::bank_statement
