#include "libs/process/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "libs/mail/address.h"
#include "libs/process/toml_file.h"

namespace recourse::process {
namespace {

namespace fs = std::filesystem;

constexpr char kStandalone[] = "standalone";

// A host, a colon and a port; without a host, a port would be mistaken for one.
bool IsPlace(const std::string& text) {
  const auto colon = text.rfind(':');
  return colon != std::string::npos && colon > 0 && colon + 1 < text.size() &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

bool IsMailDomain(const std::string& text) { return mail::IsAddress("issuer@" + text); }

// Reads the keys of one table, each as it should be, and notes the first that is not.
class TableReader {
 public:
  // `path` names the table in complaints: "services.dispute".
  TableReader(const fs::path& data, const toml::table& table, std::string path)
      : data_(data), table_(table), path_(std::move(path)) {}

  std::string Text(const std::string& key, const std::string& expected,
                   const std::function<bool(const std::string&)>& is_right) {
    known_.insert(key);
    const auto node = table_[key];
    if (!node) return "";
    const auto text = node.value_exact<std::string>();
    if (!text || !is_right(*text)) Complain(key, Written(node), expected);
    return text.value_or("");
  }
  std::string Place(const std::string& key) {
    return Text(key, "host:port, such as \"127.0.0.1:7501\"", IsPlace);
  }
  std::string Folder(const std::string& key) {
    return Text(key, "an absolute path",
                [](const std::string& text) { return fs::path(text).is_absolute(); });
  }
  std::optional<std::uint16_t> Port(const std::string& key) {
    known_.insert(key);
    const auto node = table_[key];
    if (!node) return std::nullopt;
    const auto port = node.value_exact<std::int64_t>();
    if (port && *port >= 0 && *port <= 65535) return static_cast<std::uint16_t>(*port);
    Complain(key, Written(node), "a port, 0 to 65535");
    return std::nullopt;
  }
  std::optional<bool> Bool(const std::string& key) {
    known_.insert(key);
    const auto node = table_[key];
    if (!node) return std::nullopt;
    if (!node.is_boolean()) Complain(key, Written(node), "true or false");
    return node.value_exact<bool>();
  }
  const toml::table* Table(const std::string& key) {
    known_.insert(key);
    const auto node = table_[key];
    if (node && !node.is_table()) Complain(key, Written(node), "a table");
    return node.as_table();
  }
  // Keys that somebody else reads.
  void Pass(std::initializer_list<const char*> keys) { known_.insert(keys.begin(), keys.end()); }
  // Once all that may be there was asked for.
  void RefuseOthers() {
    for (const auto& [key, node] : table_) {
      const std::string name(key.str());
      if (known_.count(name) > 0) continue;
      Complain(name, "set", fmt::format("one of {}", fmt::join(known_, ", ")));
    }
  }
  const std::optional<Failure>& wrong() const { return wrong_; }

 private:
  void Complain(const std::string& key, std::string value, std::string expected) {
    if (wrong_) return;
    wrong_ = WrongValue(data_, path_.empty() ? key : path_ + "." + key, std::move(value),
                        std::move(expected));
  }

  const fs::path& data_;
  const toml::table& table_;
  const std::string path_;
  std::set<std::string> known_;
  std::optional<Failure> wrong_;
};

Expected<Settings, Failure> ReadService(const fs::path& data, const toml::table& table,
                                        const std::string& name) {
  TableReader reader(data, table, "services." + name);
  Settings settings;
  settings.address = reader.Place("address");
  settings.tls = reader.Folder("tls");
  settings.metrics_port = reader.Port("metrics_port");
  if (name == "invoicing") settings.conductor_tls = reader.Folder("conductor_tls");
  if (name == "communication_log" || name == kStandalone) {
    settings.mail_domain = reader.Text("mail_domain", "a domain", IsMailDomain);
  }
  reader.RefuseOthers();
  if (reader.wrong()) return Unexpected{*reader.wrong()};
  return settings;
}

// The settings of `name`, with the places of the others.
Expected<Settings, Failure> ReadServices(const fs::path& data, const toml::table& table,
                                         const std::string& name) {
  TableReader reader(data, table, "services");
  Settings settings;
  std::map<std::string, std::string> places;
  std::vector<std::string> names(std::begin(kServices), std::end(kServices));
  names.emplace_back(kStandalone);
  for (const std::string& service : names) {
    const toml::table* one = reader.Table(service);
    if (one == nullptr) continue;
    auto read = ReadService(data, *one, service);
    if (!read) return read;
    if (service == name) {
      settings = *std::move(read);
    } else if (service != kStandalone && !read->address.empty()) {
      places[service] = read->address;
    }
  }
  reader.RefuseOthers();
  if (reader.wrong()) return Unexpected{*reader.wrong()};
  settings.peers = std::move(places);
  return settings;
}

std::string Either(const std::string& first, const std::string& second) {
  return first.empty() ? second : first;
}

}  // namespace

Settings Settings::Over(const Settings& others) const {
  Settings all{.address = Either(address, others.address),
               .tls = Either(tls, others.tls),
               .conductor_tls = Either(conductor_tls, others.conductor_tls),
               .kafka = Either(kafka, others.kafka),
               .kafka_tls = kafka_tls ? kafka_tls : others.kafka_tls,
               .mail_domain = Either(mail_domain, others.mail_domain),
               .metrics_port = metrics_port ? metrics_port : others.metrics_port,
               .peers = peers};
  for (const auto& [service, place] : others.peers) all.peers.emplace(service, place);
  return all;
}

Process::Options Settings::ToOptions(const fs::path& data) const {
  Process::Options options{.data = data,
                           .tls = tls,
                           .conductor_tls = conductor_tls,
                           .metrics_port = metrics_port.value_or(0),
                           .peers = peers};
  if (!address.empty()) options.address = address;
  if (!kafka.empty()) {
    options.kafka = bus::kafka::Settings{kafka, kafka_tls.value_or(false) ? tls : ""};
  }
  return options;
}

std::string CheckPlace(const std::string& text) {
  return IsPlace(text) ? "" : fmt::format("\"{}\" is not host:port", text);
}

std::string CheckBrokers(const std::string& text) {
  return bus::kafka::IsBrokerList(text) ? "" : fmt::format("\"{}\" is not host:port,...", text);
}

std::string CheckMailDomain(const std::string& text) {
  if (IsMailDomain(text)) return "";
  return fmt::format("\"{}\" cannot stand after the @ of an address", text);
}

Expected<Settings, Failure> ReadSettings(const fs::path& data, const std::string& name) {
  const auto file = ReadToml(data);
  if (!file) return Unexpected{file.error()};
  TableReader root(data, *file, "");
  root.Pass({"installation", "shards", "witnesses", "master_key", "simulated_from"});
  const toml::table* services = root.Table("services");
  const toml::table* kafka = root.Table("kafka");
  root.RefuseOthers();
  if (root.wrong()) return Unexpected{*root.wrong()};
  Settings settings;
  if (services != nullptr) {
    auto read = ReadServices(data, *services, name);
    if (!read) return read;
    settings = *std::move(read);
  }
  if (kafka != nullptr) {
    TableReader reader(data, *kafka, "kafka");
    settings.kafka = reader.Text("brokers", "host:port,...", bus::kafka::IsBrokerList);
    settings.kafka_tls = reader.Bool("tls");
    reader.RefuseOthers();
    if (reader.wrong()) return Unexpected{*reader.wrong()};
  }
  return settings;
}

}  // namespace recourse::process
