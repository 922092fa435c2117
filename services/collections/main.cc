#include "libs/process/service_main.h"
#include "services/collections/part.h"

int main(int argc, char** argv) {
  return recourse::process::ServiceMain(
      argc, argv, [](const auto&) { return recourse::collections::MakePart(); });
}
