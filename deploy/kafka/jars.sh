#!/usr/bin/env bash
# Prints the folder of the broker's jars; with --fetch it fills it first, unless it is filled. Each
# version has a folder of its own, under the user's cache, so it is fetched once.
set -euo pipefail
cd "$(dirname "$0")"
version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/recourse/kafka-$version

if [[ ${1:-} == --fetch && ! -d $folder ]]; then
  echo "deploy/deps.sh: fetching Apache Kafka $version" >&2
  mkdir -p "$(dirname "$folder")"
  fetched=$(mktemp -d "$folder.XXXXXX")
  trap 'rm -rf "$fetched"' EXIT
  # Standard output is the answer. A checksum that is not the published one ends it.
  mvn --batch-mode --quiet --strict-checksums -Dstyle.color=never --file pom.xml \
    dependency:copy-dependencies -DincludeScope=runtime "-DoutputDirectory=$fetched" >&2
  # Whole or not at all, also when two fetch at once.
  mv --no-target-directory "$fetched" "$folder" 2>/dev/null || [[ -d $folder ]]
fi
if [[ ! -d $folder ]]; then
  echo "deploy/kafka/jars.sh: no broker in $folder; deploy/deps.sh --kafka fetches it" >&2
  exit 1
fi
echo "$folder"
