#!/usr/bin/env bash
# A small certificate authority for one's own machines: makes it, and issues certificates that name
# a principal. Whoever has an authority already gives its certificates the same name instead.
set -euo pipefail

usage() {
  cat <<'END'
Usage: deploy/tls/issue.sh --folder FOLDER PRINCIPAL [--days N] [NAME...]

  --folder   where the authority is; made if it is not there
  PRINCIPAL  whom the certificate names: services/dispute, operators/anna, partners/isar-inkasso
  --days     how long it is valid; else 90
  NAME       for what listens: the host names and addresses that it is called by

Writes FOLDER/PRINCIPAL/tls.crt, tls.key and ca.crt, as `recourse --tls` takes them. Again for the
same principal, it puts a new certificate in the place of the old one, as a whole: what runs takes
it up within seconds. FOLDER/ca.key signs: keep it where the services are not.
END
}

fail() {
  echo "deploy/tls/issue.sh: $*" >&2
  exit 2
}

folder='' principal='' days=90 names=()
while (($#)); do
  case $1 in
    --folder | --days)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      printf -v "${1#--}" '%s' "$2"
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
      if [[ $principal ]]; then names+=("$1"); else principal=$1; fi
      shift
      ;;
  esac
done
[[ $folder ]] || fail "--folder is needed"
[[ $principal =~ ^[a-z_]{1,32}/[A-Za-z0-9._-]+$ ]] ||
  fail "\"$principal\" is no principal: a collection, a slash and an id, such as services/dispute"
[[ $days =~ ^[0-9]+$ ]] || fail "--days \"$days\" is no number"

umask 077
mkdir -p "$folder"
new_key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

if [[ ! -f $folder/ca.key ]]; then
  new_key "$folder/ca.key.new"
  openssl req -x509 -new -key "$folder/ca.key.new" -days 3650 -subj "/CN=Recourse authority" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -out "$folder/ca.crt"
  mv "$folder/ca.key.new" "$folder/ca.key"
fi

san="URI:spiffe://recourse/$principal"
for name in ${names[@]+"${names[@]}"}; do
  kind=DNS
  [[ $name =~ ^[0-9.]+$ || $name == *:* ]] && kind=IP
  san+=",$kind:$name"
done

mkdir -p "$folder/$principal"
made=$(mktemp -d "$folder/$principal.XXXXXX")
trap 'rm -rf "$made"' EXIT
new_key "$made/tls.key"
openssl req -new -key "$made/tls.key" -subj "/CN=${principal//\//.}" -out "$made/request"
openssl x509 -req -in "$made/request" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" \
  -CAcreateserial -days "$days" -out "$made/tls.crt" -extfile <(
    printf '%s\n' "subjectAltName=$san" "basicConstraints=critical,CA:FALSE" \
      "keyUsage=critical,digitalSignature" "extendedKeyUsage=serverAuth,clientAuth"
  ) 2>/dev/null
rm "$made/request"
cp "$folder/ca.crt" "$made/ca.crt"
# As a whole, so that nobody finds a key beside another certificate.
old=$(mktemp -d "$folder/$principal.XXXXXX")
mv --no-target-directory "$folder/$principal" "$old"
mv "$made" "$folder/$principal"
rm -rf "$old"
