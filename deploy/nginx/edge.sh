#!/usr/bin/env bash
# The edge: one address in front of the four services. With --print it writes nginx's configuration,
# to be laid into /etc/nginx/conf.d; else it runs nginx with it in the foreground, in the process
# that this script was.
set -euo pipefail

usage() {
  cat <<'END'
Usage: deploy/nginx/edge.sh --tls FOLDER [--listen HOST:PORT] [--serve-tls FOLDER]
                            [--local-listen HOST:PORT]
                            [--invoicing HOST:PORT] [--dispute HOST:PORT]
                            [--communication-log HOST:PORT] [--collections HOST:PORT]
                            (--print | --data FOLDER)

  --tls        the edge's own certificate, edges/<name>, which it shows to the services: a folder
               with tls.crt, tls.key and ca.crt
  --listen     where callers connect; else 127.0.0.1:7443
  --serve-tls  the certificate that is shown to callers; without it only loopback may be listened on
  --local-listen  one more address, on loopback and without TLS: for `recourse` on this machine
  --invoicing and so on: where the services listen; else 127.0.0.1:7501 to 7504
  --data       a folder for what nginx writes; made if it is not there
END
}

fail() {
  echo "deploy/nginx/edge.sh: $*" >&2
  exit 2
}

tls='' listen=127.0.0.1:7443 serve_tls='' local_listen='' data='' print=''
invoicing=127.0.0.1:7501 dispute=127.0.0.1:7502
communication_log=127.0.0.1:7503 collections=127.0.0.1:7504
while (($#)); do
  case $1 in
    --tls | --listen | --serve-tls | --local-listen | --data | --invoicing | --dispute | \
      --communication-log | --collections)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      name=${1#--}
      printf -v "${name//-/_}" '%s' "$2"
      shift 2
      ;;
    --print)
      print=yes
      shift
      ;;
    --help | -h)
      usage
      exit
      ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
done
[[ $tls ]] || fail "--tls is needed"
[[ $print || $data ]] || fail "--print or --data is needed"
[[ $serve_tls || $listen == 127.* || $listen == localhost:* ]] ||
  fail "--listen $listen: without --serve-tls tokens would travel in the clear"
[[ ! $local_listen || $local_listen == 127.* || $local_listen == localhost:* ]] ||
  fail "--local-listen $local_listen: there is no TLS there, so it must be loopback"

serve_ssl=''
if [[ $serve_tls ]]; then
  serve_ssl="ssl_certificate $serve_tls/tls.crt;
  ssl_certificate_key $serve_tls/tls.key;
  ssl_protocols TLSv1.2 TLSv1.3;"
fi

configuration() {
  cat <<END
# Made by deploy/nginx/edge.sh.

upstream recourse_invoicing { server $invoicing; keepalive 16; }
upstream recourse_dispute { server $dispute; keepalive 16; }
upstream recourse_communication_log { server $communication_log; keepalive 16; }
upstream recourse_collections { server $collections; keepalive 16; }

# What several services serve (history, parked, tokens, health, reflection) goes to the one that the
# caller names in its metadata.
map \$http_recourse_service \$recourse_named {
  default recourse_invoicing;
  dispute recourse_dispute;
  communication_log recourse_communication_log;
  collections recourse_collections;
}

server {
  listen $listen${serve_tls:+ ssl} http2;
  ${local_listen:+listen $local_listen http2;}
  $serve_ssl

  # Towards the services: mutual TLS. A token that the caller showed goes along.
  grpc_ssl_certificate $tls/tls.crt;
  grpc_ssl_certificate_key $tls/tls.key;
  grpc_ssl_trusted_certificate $tls/ca.crt;
  grpc_ssl_verify on;
  grpc_ssl_name localhost;
  grpc_ssl_protocols TLSv1.2 TLSv1.3;

  # Callers have deadlines of their own, and streams may be silent for as long as nothing happens.
  # The services bound each message.
  client_max_body_size 0;
  client_body_timeout 1d;
  grpc_read_timeout 1d;
  grpc_send_timeout 1d;
  grpc_buffer_size 64k;
  large_client_header_buffers 4 64k;
  keepalive_requests 100000;

  location /recourse.invoicing. { grpc_pass grpcs://recourse_invoicing; }
  location /recourse.dispute. { grpc_pass grpcs://recourse_dispute; }
  location /recourse.communication_log. { grpc_pass grpcs://recourse_communication_log; }
  location /recourse.collections. { grpc_pass grpcs://recourse_collections; }
  location /recourse.simulation.v1.ConductorService/ { grpc_pass grpcs://recourse_invoicing; }
  # Between processes only.
  location /recourse.admin.v1.KeyService/ { return 404; }
  location /recourse.simulation.v1.ClockService/ { return 404; }
  location / { grpc_pass grpcs://\$recourse_named; }

  # What nginx answers by itself, as gRPC says it: UNIMPLEMENTED and UNAVAILABLE.
  error_page 404 = @unimplemented;
  error_page 502 503 504 = @unavailable;
  location @unimplemented {
    internal;
    default_type application/grpc;
    add_header grpc-status 12 always;
    add_header grpc-message "not served here" always;
    return 204;
  }
  location @unavailable {
    internal;
    default_type application/grpc;
    add_header grpc-status 14 always;
    add_header grpc-message "the service is away" always;
    return 204;
  }
}
END
}

if [[ $print ]]; then
  configuration
  exit
fi

umask 077
mkdir -p "$data"
data=$(cd "$data" && pwd)
configuration >"$data/recourse.conf"
cat >"$data/nginx.conf" <<END
daemon off;
worker_processes 1;
pid $data/nginx.pid;
error_log $data/error.log warn;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path $data/body;
  proxy_temp_path $data/proxy;
  fastcgi_temp_path $data/fastcgi;
  uwsgi_temp_path $data/uwsgi;
  scgi_temp_path $data/scgi;
  include $data/recourse.conf;
}
END
exec nginx -p "$data" -c "$data/nginx.conf" -e "$data/error.log"
