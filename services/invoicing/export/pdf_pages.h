#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"

namespace recourse::invoicing {

// Lines of text on A4 pages, one below the other, as a PDF in memory. Text is never read as markup.
// Not thread safe.
class PdfPages {
 public:
  enum class Weight { kPlain, kBold, kTitle };

  // One piece of a line: of a column that begins at `left` points and is `width` wide.
  struct Cell {
    double left = 0;
    double width = 0;
    std::string_view text;
    bool is_number = false;  // Stands at the right, and is never cut; else cut at its end.
  };

  // `day` stands where a PDF says when it was made; `footer` on each page, before its number.
  PdfPages(std::string_view title, Date day, std::string footer, std::size_t bytes_max);
  ~PdfPages();
  PdfPages(const PdfPages&) = delete;
  PdfPages& operator=(const PdfPages&) = delete;

  // On a new page if the last one is full; behind it, so that a line that heads others is not left
  // alone, `keep` lines still have room on its page.
  void Line(const std::vector<Cell>& cells, Weight weight = Weight::kPlain, int keep = 0);
  void Rule();
  void Space();

  // Ends the last page. Nothing can be added after it.
  std::string Finish();

  // False once a letter stood in no font, or the bytes were too many.
  bool all_printed() const { return all_printed_; }
  bool too_large() const { return too_large_; }

 private:
  void NewPage();
  void EndPage();
  void Show(const Cell& cell, Weight weight);
  static cairo_status_t Take(void* self, const unsigned char* data, unsigned int size);

  const std::string footer_;
  const std::size_t bytes_max_;
  std::string bytes_;
  double y_ = 0;
  int page_ = 0;
  bool all_printed_ = true;
  bool too_large_ = false;
  cairo_surface_t* surface_;
  cairo_t* cairo_;
};

}  // namespace recourse::invoicing
