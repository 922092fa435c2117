#include "tools/recourse/help_page.h"

#include <utility>

namespace recourse::cli {

std::string HelpPage::make_help(const CLI::App* app, std::string name,
                                CLI::AppFormatMode mode) const {
  if (app->get_parent() == nullptr || mode == CLI::AppFormatMode::Sub) {
    return Formatter::make_help(app, std::move(name), mode);
  }
  const CLI::App* root = app;
  while (root->get_parent() != nullptr) root = root->get_parent();
  const auto everywhere = root->get_options([root](const CLI::Option* option) {
    return option->nonpositional() && option != root->get_help_ptr();
  });
  return make_description(app) + make_usage(app, std::move(name)) + make_positionals(app) +
         make_groups(app, mode) + make_group("Options of every subcommand", false, everywhere) +
         make_subcommands(app, mode) + "\n" + make_footer(app);
}

}  // namespace recourse::cli
