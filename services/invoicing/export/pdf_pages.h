#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <cstddef>
#include <cstdint>
#include <optional>
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

  // A letter that stands in no font.
  struct Unprinted {
    std::uint32_t code_point = 0;
    std::size_t letter = 0;  // Which of its cell's text, from 1.
    int page = 0;
  };

  // `day` stands where a PDF says when it was made; `footer` on each page, before its number.
  PdfPages(std::string_view title, Date day, std::string footer, std::size_t bytes_max);
  ~PdfPages();
  PdfPages(const PdfPages&) = delete;
  PdfPages& operator=(const PdfPages&) = delete;

  // On a new page if the last one is full; behind it, so that a line that heads others is not left
  // alone, `keep` lines still have room on its page.
  void Line(const std::vector<Cell>& cells, Weight weight = Weight::kPlain, int keep = 0);
  // Heads a table by a line and a rule, which each further page repeats until the table ends.
  void BeginTable(std::vector<Cell> head);
  void EndTable();
  void Rule();
  void Space();

  // Ends the last page. Nothing can be added after it.
  std::string Finish();

  // The first letter that stood in no font.
  const std::optional<Unprinted>& unprinted() const { return unprinted_; }
  // Whether the bytes were too many.
  bool too_large() const { return too_large_; }

 private:
  void NewPage();
  void EndPage();
  void ShowAll(const std::vector<Cell>& cells, Weight weight);
  void NoteUnprinted(PangoLayout* layout, std::string_view text);
  void Show(const Cell& cell, Weight weight);
  static cairo_status_t Take(void* self, const unsigned char* data, unsigned int size);

  const std::string footer_;
  const std::size_t bytes_max_;
  std::string bytes_;
  double y_ = 0;
  int page_ = 0;
  std::vector<Cell> table_head_;
  std::optional<Unprinted> unprinted_;
  bool too_large_ = false;
  cairo_surface_t* surface_;
  cairo_t* cairo_;
};

}  // namespace recourse::invoicing
