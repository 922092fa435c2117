#!/usr/bin/env bash
# Installs every package that building and running Recourse needs on Debian 12; with --kafka also
# what four processes need on one machine, an Apache Kafka broker and nginx as the edge in front of
# them; with --tests that and all that tests need beside it. The broker comes from Maven; buf and
# AsyncAPI's parser, which judge the protos and what is made of them, from npm. Debian has none of
# them.
# Safe to run again: it asks for nothing that is already there, and then needs no network.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  # compilers and build
  g++ cmake ninja-build ccache clang-format pkg-config git openssl
  # RPC, messages, log, crypto
  libgrpc++-dev libgrpc-dev protobuf-compiler protobuf-compiler-grpc libprotobuf-dev grpc-proto
  golang-github-gogo-googleapis-dev librdkafka-dev
  librocksdb-dev libsnappy-dev liblz4-dev libzstd-dev libbz2-dev zlib1g-dev libssl-dev libxxhash-dev
  libjemalloc-dev
  # libraries of the house
  libabsl-dev libfmt-dev libspdlog-dev prometheus-cpp-dev libhowardhinnant-date-dev tzdata
  libtomlplusplus-dev
  libquantlib0-dev
  libcli11-dev libcsv-dev libxml2-dev libutfcpp-dev nlohmann-json3-dev libgmime-3.0-dev
  libkainjow-mustache-dev libpango1.0-dev fonts-dejavu-core
  # tests and measurements
  libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev libnghttp2-dev nghttp2-client
  python3 python3-grpcio python3-protobuf
)

kafka='' tools=()
case ${1:-} in
  --kafka) kafka=yes ;;
  --tests)
    kafka=yes
    # Tests run its tool and its server. Where there is systemd, Debian also starts a server for the
    # machine, on port 9090: `systemctl disable --now prometheus` ends that one.
    packages+=(prometheus)
    packages+=(kcat python3-kafka python3-yaml)
    # Reads the documents that are exported.
    packages+=(poppler-utils)
    # Judges of what ships for containers and for systemd. Neither is started: docker-compose comes
    # without an engine, and where systemd does not run, its package starts nothing.
    packages+=(docker-compose systemd binutils)
    command -v npm >/dev/null || packages+=(npm)
    modules=$(npm root --global 2>/dev/null || true)
    for tool in @bufbuild/buf@1.75.0 @asyncapi/parser@3.6.3; do
      [[ $modules && -d $modules/${tool%@*} ]] || tools+=("$tool")
    done
    ;;
esac
if [[ $kafka ]]; then
  # Where there is systemd, Debian also starts a web server for the machine, on port 80: `systemctl
  # disable --now nginx` ends that one.
  packages+=(nginx)
  command -v java >/dev/null || packages+=(openjdk-17-jre-headless)
  deploy/kafka/jars.sh >/dev/null 2>&1 || command -v mvn >/dev/null || packages+=(maven)
fi

run=()
if ((EUID != 0)); then run=(sudo); fi

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done
if ((${#missing[@]})); then
  echo "deploy/deps.sh: installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  "${run[@]}" apt-get update -q
  "${run[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
fi
if ((${#tools[@]})); then
  echo "deploy/deps.sh: installing ${tools[*]}"
  "${run[@]}" npm install --global --no-fund --loglevel=error "${tools[@]}"
fi
if [[ $kafka ]]; then deploy/kafka/jars.sh --fetch >/dev/null; fi
