#include "services/collections/part.h"

#include "services/collections/homes.h"
#include "services/collections/service.h"

namespace recourse::collections {

process::Part MakePart() {
  return {.definition = MakeDefinition(),
          .make_apis =
              [](const process::Part::ApiBase& base) {
                return MakeApis({base.shell, base.commands});
              },
          .partner_stream = std::string(kPartnerStream)};
}

}  // namespace recourse::collections
