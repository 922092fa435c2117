#include "services/invoicing/part.h"

#include "services/invoicing/service.h"

namespace recourse::invoicing {

process::Part MakePart() {
  return {.definition = MakeDefinition(), .make_apis = [](const process::Part::ApiBase& base) {
            return MakeApis({base.shell, base.commands, base.sealer});
          }};
}

}  // namespace recourse::invoicing
