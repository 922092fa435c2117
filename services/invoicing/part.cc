#include "services/invoicing/part.h"

#include <memory>
#include <utility>

#include "services/invoicing/rate_book/rate_book.h"
#include "services/invoicing/service.h"

namespace recourse::invoicing {

process::Part MakePart(const std::filesystem::path& rates) {
  return {
      .definition = MakeDefinition(),
      .make_apis =
          [rates](const process::Part::ApiBase& base) -> Expected<process::Part::Apis, Failure> {
        auto book = LoadRateBook(rates);
        if (!book) return Unexpected{book.error()};
        return MakeApis({base.shell, base.commands, base.streams, base.sealer,
                         std::make_shared<const RateBook>(*std::move(book))});
      }};
}

}  // namespace recourse::invoicing
