#include "libs/process/ending.h"
#include "libs/process/service_main.h"
#include "services/invoicing/part.h"

int main(int argc, char** argv) {
  return recourse::process::ServiceMain(argc, argv, [](const auto&) {
    return recourse::invoicing::MakePart(recourse::process::ShareFolder() / "rates");
  });
}
