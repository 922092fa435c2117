#include "libs/bank_statement/mt940_reader.h"

#include <fmt/format.h>

#include <utility>

#include "libs/bank_statement/text.h"
#include "libs/base/check.h"

namespace recourse::bank_statement {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsFraming(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; }

std::string_view WithoutFraming(std::string_view line) {
  while (!line.empty() && IsFraming(line.front())) line.remove_prefix(1);
  while (!line.empty() && IsFraming(line.back())) line.remove_suffix(1);
  return line;
}

// Two digits, then no further one.
bool IsEndOfTime(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  return digits == 2 || (digits == std::string_view::npos && text.size() == 2);
}

}  // namespace

Mt940Reader::Mt940Reader(StatementSink& sink, std::string encoding)
    : sink_(sink),
      encoding_(std::move(encoding)),
      lines_([this](int line, std::string_view bytes) { return TakeLine(line, bytes); }) {}

Expected<Done, Failure> Mt940Reader::Feed(std::string_view chunk) {
  if (failure_) return Unexpected{*failure_};
  const auto fed = lines_.Feed(chunk);
  if (!fed) failure_ = fed.error();
  return fed;
}

Expected<Done, Failure> Mt940Reader::Finish() {
  if (failure_) return Unexpected{*failure_};
  const auto finished = FinishFile();
  if (!finished) failure_ = finished.error();
  return finished;
}

Expected<Done, Failure> Mt940Reader::FinishFile() {
  if (const auto last = lines_.Finish(); !last) return last;
  if (statement_) return FinishStatement(lines_.line());
  if (any_statement_) return Done{};
  return Refused("NO_STATEMENT", {lines_.line(), ":20:"}, "", "an MT940 or MT942");
}

Expected<Done, Failure> Mt940Reader::TakeLine(int line, std::string_view bytes) {
  if (line == 1 && bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  const auto text = encoding_.ToUtf8(WithoutFraming(bytes), {line, "line"});
  if (!text) return Unexpected{text.error()};
  const auto tagged = ReadTag(*text);
  return statement_ ? TakeInside(line, *text, tagged) : TakeOutside(line, tagged);
}

Expected<Done, Failure> Mt940Reader::TakeOutside(int line,
                                                 const std::optional<MtTaggedLine>& tagged) {
  if (!tagged || tagged->tag == MtTag::kHeader) return Done{};
  if (tagged->tag != MtTag::k20) {
    return Refused("FIELD_OUTSIDE_STATEMENT", {line, fmt::format(":{}:", tagged->name)},
                   tagged->text, "it in a statement, which begins with :20:");
  }
  statement_.emplace(sink_);
  field_ = MtField{tagged->tag, std::string(tagged->name), line, {std::string(tagged->text)}};
  field_bytes_ = tagged->text.size();
  return Done{};
}

Expected<Done, Failure> Mt940Reader::TakeInside(int line, std::string_view text,
                                                const std::optional<MtTaggedLine>& tagged) {
  if (!tagged || IsText(*tagged)) {
    if (text == "-" || text.starts_with("-}")) return FinishStatement(line);
    if (!text.starts_with('-')) return Continue(line, text);
    // The closing balance may be in the field that is still open.
    if (field_->tag == MtTag::k62 || statement_->IsComplete()) return FinishStatement(line);
    return Continue(line, text);
  }
  if (const auto finished = FinishField(); !finished) return finished;
  const bool begins = tagged->tag == MtTag::k20 || tagged->tag == MtTag::kHeader;
  if (begins && statement_->IsComplete()) {
    if (const auto finished = FinishStatement(line); !finished) return finished;
    return TakeOutside(line, tagged);
  }
  field_ = MtField{tagged->tag, std::string(tagged->name), line, {std::string(tagged->text)}};
  field_bytes_ = tagged->text.size();
  return Done{};
}

bool Mt940Reader::IsText(const MtTaggedLine& tagged) const {
  const bool in_text = field_ && (field_->tag == MtTag::k86 || field_->tag == MtTag::kNs);
  if (!in_text) return false;
  if (tagged.tag == MtTag::kUnknown) return true;
  const bool belongs_elsewhere = tagged.tag == MtTag::k13 || tagged.tag == MtTag::k20 ||
                                 tagged.tag == MtTag::k21 || tagged.tag == MtTag::k25 ||
                                 tagged.tag == MtTag::k28;
  return belongs_elsewhere && statement_->HasEntry() && tagged.name.size() == 2 &&
         IsEndOfTime(tagged.text);
}

Expected<Done, Failure> Mt940Reader::Continue(int line, std::string_view text) {
  if (!field_) return Done{};
  field_bytes_ += text.size() + 1;
  if (field_bytes_ > kMtFieldBytesMax) {
    return Refused("FIELD_TOO_LONG", {line, field_->place().field}, text,
                   fmt::format("at most {} bytes in a field", kMtFieldBytesMax));
  }
  field_->lines.emplace_back(text);
  return Done{};
}

Expected<Done, Failure> Mt940Reader::FinishField() {
  if (!field_) return Done{};
  MtField field = *std::exchange(field_, std::nullopt);
  while (field.lines.size() > 1 && Trimmed(field.lines.back()).empty()) field.lines.pop_back();
  return statement_->Take(field);
}

Expected<Done, Failure> Mt940Reader::FinishStatement(int line) {
  if (const auto finished = FinishField(); !finished) return finished;
  if (const auto ended = statement_->End(line); !ended) return ended;
  statement_.reset();
  any_statement_ = true;
  return Done{};
}

}  // namespace recourse::bank_statement
