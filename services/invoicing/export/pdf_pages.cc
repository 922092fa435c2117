#include "services/invoicing/export/pdf_pages.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <utility>

#include "libs/base/check.h"

namespace recourse::invoicing {
namespace {

constexpr double kWidth = 595.276;  // A4, in points.
constexpr double kHeight = 841.89;
constexpr double kMargin = 40;
constexpr double kLineHeight = 12;
constexpr double kFooterHeight = 20;

// The family that deploy/deps.sh installs: Latin, Cyrillic and Greek.
const char* FontOf(PdfPages::Weight weight) {
  switch (weight) {
    case PdfPages::Weight::kPlain:
      return "DejaVu Sans 7.5";
    case PdfPages::Weight::kBold:
      return "DejaVu Sans Bold 7.5";
    case PdfPages::Weight::kTitle:
      return "DejaVu Sans Bold 13";
  }
  __builtin_unreachable();
}

double HeightOf(PdfPages::Weight weight) {
  return weight == PdfPages::Weight::kTitle ? 2 * kLineHeight : kLineHeight;
}

}  // namespace

PdfPages::PdfPages(std::string_view title, Date day, std::string footer, std::size_t bytes_max)
    : footer_(std::move(footer)),
      bytes_max_(bytes_max),
      surface_(cairo_pdf_surface_create_for_stream(Take, this, kWidth, kHeight)),
      cairo_(cairo_create(surface_)) {
  const std::string made = ToString(day) + "T00:00:00Z";
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_MOD_DATE, made.c_str());
  NewPage();
}

PdfPages::~PdfPages() {
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void PdfPages::Line(const std::vector<Cell>& cells, Weight weight, int keep) {
  if (y_ + HeightOf(weight) + keep * kLineHeight > kHeight - kMargin - kFooterHeight) {
    EndPage();
    NewPage();
    if (!table_head_.empty()) {
      ShowAll(table_head_, Weight::kBold);
      Rule();
    }
  }
  ShowAll(cells, weight);
}

void PdfPages::BeginTable(std::vector<Cell> head) {
  table_head_.clear();
  Line(head, Weight::kBold, 1);
  Rule();
  table_head_ = std::move(head);
}

void PdfPages::EndTable() { table_head_.clear(); }

void PdfPages::Rule() {
  cairo_set_line_width(cairo_, 0.5);
  cairo_move_to(cairo_, kMargin, y_ - 1);
  cairo_line_to(cairo_, kWidth - kMargin, y_ - 1);
  cairo_stroke(cairo_);
}

void PdfPages::Space() { y_ += kLineHeight; }

std::string PdfPages::Finish() {
  EndPage();
  cairo_surface_finish(surface_);
  CHECK(too_large_ || cairo_surface_status(surface_) == CAIRO_STATUS_SUCCESS);
  return std::move(bytes_);
}

void PdfPages::ShowAll(const std::vector<Cell>& cells, Weight weight) {
  for (const Cell& cell : cells) Show(cell, weight);
  y_ += HeightOf(weight);
}

void PdfPages::NewPage() {
  ++page_;
  y_ = kMargin;
}

void PdfPages::EndPage() {
  y_ = kHeight - kMargin - kLineHeight;
  Show({0, kWidth - 2 * kMargin, fmt::format("{} {}", footer_, page_), true}, Weight::kPlain);
  cairo_show_page(cairo_);
}

void PdfPages::Show(const Cell& cell, Weight weight) {
  PangoLayout* const layout = pango_cairo_create_layout(cairo_);
  PangoFontDescription* const font = pango_font_description_from_string(FontOf(weight));
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_single_paragraph_mode(layout, true);
  pango_layout_set_text(layout, cell.text.data(), static_cast<int>(cell.text.size()));
  double left = cell.left + kMargin;
  if (cell.is_number) {
    int width = 0;
    pango_layout_get_size(layout, &width, nullptr);
    left += cell.width - static_cast<double>(width) / PANGO_SCALE;
  } else {
    pango_layout_set_width(layout, static_cast<int>(cell.width * PANGO_SCALE));
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  if (!unprinted_ && pango_layout_get_unknown_glyphs_count(layout) != 0) {
    NoteUnprinted(layout, cell.text);
  }
  cairo_move_to(cairo_, left, y_);
  pango_cairo_show_layout(cairo_, layout);
  g_object_unref(layout);
}

void PdfPages::NoteUnprinted(PangoLayout* layout, std::string_view text) {
  unprinted_.emplace().page = page_;
  PangoLayoutIter* const at = pango_layout_get_iter(layout);
  do {
    const PangoLayoutRun* const run = pango_layout_iter_get_run_readonly(at);
    for (int i = 0; run != nullptr && i < run->glyphs->num_glyphs; ++i) {
      const PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
      if ((glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0 || unprinted_->letter != 0) continue;
      const int byte = run->item->offset + run->glyphs->log_clusters[i];
      unprinted_->code_point = glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
      unprinted_->letter =
          static_cast<std::size_t>(g_utf8_pointer_to_offset(text.data(), text.data() + byte)) + 1;
    }
  } while (pango_layout_iter_next_run(at));
  pango_layout_iter_free(at);
}

cairo_status_t PdfPages::Take(void* self, const unsigned char* data, unsigned int size) {
  PdfPages& pages = *static_cast<PdfPages*>(self);
  if (pages.bytes_.size() + size > pages.bytes_max_) {
    pages.too_large_ = true;
    return CAIRO_STATUS_WRITE_ERROR;
  }
  pages.bytes_.append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace recourse::invoicing
