#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "libs/engine/engine.h"

namespace recourse::invoicing {

// Collects the answers of one batch, and sends them when all have come. It keeps itself alive until
// then. The response has its results in field 1, one for each request, in their order; a result has
// the answer in field 1 or a google.rpc.Status in field 2.
class BatchAnswers {
 public:
  static constexpr int kResultsField = 1;
  static constexpr int kAnswerField = 1;
  static constexpr int kFailureField = 2;

  // `send` is called once, with the bytes of the response.
  static std::shared_ptr<BatchAnswers> Of(std::size_t count, std::function<void(std::string)> send);

  // What takes the answer of the item `index`, from any thread, once. So small that a std::function
  // holds it without allocating.
  auto Taker(std::size_t index) {
    return [item = &items_[index]](const engine::Result& result) {
      item->batch->Take(*item, result.outcome);
    };
  }

 private:
  struct Item {
    BatchAnswers* batch;
    std::string result;
  };

  BatchAnswers(std::size_t count, std::function<void(std::string)> send);
  void Take(Item& item, const engine::Outcome& outcome);

  const std::function<void(std::string)> send_;
  std::vector<Item> items_;
  std::atomic<std::size_t> left_;
  std::shared_ptr<BatchAnswers> self_;
};

}  // namespace recourse::invoicing
