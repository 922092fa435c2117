#include "services/invoicing/api/batch_answers.h"

#include <string_view>
#include <utility>

#include "libs/rpc/status.h"

namespace recourse::invoicing {
namespace {

void AppendVarint(std::size_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

// A length-delimited field of a protobuf message, as its encoding page defines it.
void AppendField(int number, std::string_view bytes, std::string& out) {
  AppendVarint(static_cast<std::size_t>(number) << 3 | 2, out);
  AppendVarint(bytes.size(), out);
  out += bytes;
}

}  // namespace

std::shared_ptr<BatchAnswers> BatchAnswers::Of(std::size_t count,
                                               std::function<void(std::string)> send) {
  std::shared_ptr<BatchAnswers> answers(new BatchAnswers(count, std::move(send)));
  answers->self_ = answers;
  return answers;
}

BatchAnswers::BatchAnswers(std::size_t count, std::function<void(std::string)> send)
    : send_(std::move(send)), left_(count) {
  items_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) items_.push_back({this, std::string()});
}

void BatchAnswers::Take(Item& item, const engine::Outcome& outcome) {
  if (outcome) {
    AppendField(kAnswerField, *outcome, item.result);
  } else {
    AppendField(kFailureField, rpc::ToStatus(outcome.error()).error_details(), item.result);
  }
  if (left_.fetch_sub(1) > 1) return;
  const auto self = std::move(self_);
  // The answers are serialised already: parsing them, only to write them again, would cost more
  // than recording a payment does.
  std::string bytes;
  for (const Item& each : items_) AppendField(kResultsField, each.result, bytes);
  send_(std::move(bytes));
}

}  // namespace recourse::invoicing
