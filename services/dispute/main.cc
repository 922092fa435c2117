#include "libs/process/service_main.h"
#include "services/dispute/part.h"

int main(int argc, char** argv) {
  return recourse::process::ServiceMain(argc, argv,
                                        [](const auto&) { return recourse::dispute::MakePart(); });
}
