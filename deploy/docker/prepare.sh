#!/usr/bin/env bash
# What the containers of docker-compose.yml need before they start: an installation, certificates,
# the edge's configuration. Run again, it leaves the installation as it is and makes new
# certificates; services take them up by themselves, the edge when it is started again.
set -euo pipefail

usage() {
  cat <<'END'
Usage: deploy/docker/prepare.sh [--root FOLDER] [NAME...]

  --root  the folder in which data, witness, keys, authority, tls and edge are; else /
  NAME    more names and addresses that callers know the edge by, besides localhost
END
}

root='' names=(localhost 127.0.0.1)
while (($#)); do
  case $1 in
    --root)
      root=${2:?}
      shift 2
      ;;
    --help | -h)
      usage
      exit
      ;;
    -*)
      usage >&2
      exit 2
      ;;
    *)
      names+=("$1")
      shift
      ;;
  esac
done
deploy=$(cd "$(dirname "$0")/.." && pwd)

if [[ ! -f $root/data/recourse.toml ]]; then
  recourse --data "$root/data" init --witness "$root/witness" --master-key "$root/keys/master-key"
fi

# Issues to PRINCIPAL, by the authority that no service sees, and lays it into FOLDER of its own.
issue() {
  local principal=$1 folder=$2
  shift 2
  "$deploy/tls/issue.sh" --folder "$root/authority" "$principal" "$@"
  rm -rf "$folder.new" "$folder.old"
  cp -r "$root/authority/$principal" "$folder.new"
  # As a whole, as issue.sh does.
  if [[ -d $folder ]]; then mv "$folder" "$folder.old"; fi
  mv "$folder.new" "$folder"
  rm -rf "$folder.old"
}

for service in invoicing dispute communication_log collections; do
  # Other containers ask for the first name, the edge for localhost.
  issue "services/$service" "$root/tls/$service/current" "${service//_/-}" localhost 127.0.0.1
done
issue edges/nginx "$root/edge/tls" "${names[@]}"

# Without TLS for the command line only, which shares the edge's loopback.
"$deploy/nginx/edge.sh" --tls "$root/edge/tls" --serve-tls "$root/edge/tls" \
  --listen 0.0.0.0:7443 --local-listen 127.0.0.1:7444 \
  --invoicing invoicing:7501 --dispute dispute:7502 \
  --communication-log communication-log:7503 --collections collections:7504 \
  --print >"$root/edge/recourse.conf.new"
mv "$root/edge/recourse.conf.new" "$root/edge/recourse.conf"
echo 127.0.0.1:7444 >"$root/data/address"
