#include <algorithm>
#include <set>

#include "services/invoicing/domain/ledger_limits.h"
#include "services/invoicing/domain/matching.h"

namespace recourse::invoicing {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
// Bytes of letters beyond ASCII belong to words as they stand.
bool IsOfWord(char c) { return IsDigit(c) || IsUpper(c) || IsLower(c) || (c & 0x80) != 0; }

// The first kWordsMax words, normalised.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  for (const char c : text) {
    if (!IsOfWord(c)) {
      in_word = false;
      continue;
    }
    if (!in_word) {
      if (words.size() == kWordsMax) break;
      words.emplace_back();
      in_word = true;
    }
    words.back() += IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return words;
}

}  // namespace

std::string NormalisedNumber(std::string_view number) {
  std::string normalised;
  for (const char c : number) {
    if (IsOfWord(c)) normalised += IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return normalised;
}

std::vector<std::string> NumbersIn(std::string_view text) {
  constexpr std::size_t kLeast = 2;
  const std::vector<std::string> words = WordsOf(text);
  std::vector<std::string> numbers;
  std::set<std::string> seen;
  for (std::size_t first = 0; first < words.size(); ++first) {
    std::string run;
    const std::size_t end = std::min(words.size(), first + kWordsOfNumberMax);
    for (std::size_t last = first; last < end; ++last) {
      run += words[last];
      if (run.size() > kNumberBytesMax) break;
      if (run.size() < kLeast || std::none_of(run.begin(), run.end(), IsDigit)) continue;
      if (seen.insert(run).second) numbers.push_back(run);
    }
  }
  return numbers;
}

std::string ReferenceOf(std::string_view creditor_reference) {
  constexpr std::size_t kPrefix = 4;
  std::string reference = NormalisedNumber(creditor_reference);
  const bool is_rf = reference.size() > kPrefix && reference.starts_with("RF") &&
                     IsDigit(reference[2]) && IsDigit(reference[3]);
  return is_rf ? reference.substr(kPrefix) : reference;
}

}  // namespace recourse::invoicing
