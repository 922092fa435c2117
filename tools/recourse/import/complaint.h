#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace recourse::csv_import {

// One thing in a file that cannot be read or that may not be so, in the words of that file.
struct Complaint {
  std::string file;
  int line = 0;          // From 1; 0 if it concerns the file as a whole.
  std::string place;     // The column of a CSV file, or the key of a map. May be empty.
  std::string value;     // As it stands there. May be empty.
  std::string expected;  // "expected a date written %d/%m/%Y", "its number is also on line 3".

  bool operator==(const Complaint&) const = default;
};
using Complaints = std::vector<Complaint>;

// `late.csv:17: DueDate "31/31/2012": expected a date written %d/%m/%Y`. Values are shown on one
// line: what is not printable or not UTF-8 as \xNN, and at most 80 bytes of them.
std::string ToString(const Complaint& complaint);

// The first complaints, one a line in order of file and line, then how many there are in all.
void Print(Complaints complaints, std::ostream& out, std::size_t lines_max = 100);

// `value` in quotes on one line, as ToString shows it.
std::string Quoted(std::string_view value);

}  // namespace recourse::csv_import
