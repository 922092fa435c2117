#include "services/dispute/part.h"

#include "services/dispute/service.h"

namespace recourse::dispute {

process::Part MakePart() {
  return {.definition = MakeDefinition(), .make_apis = [](const process::Part::ApiBase& base) {
            return MakeApis({base.shell, base.commands, base.sealer});
          }};
}

}  // namespace recourse::dispute
