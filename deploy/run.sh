#!/usr/bin/env bash
# Installs what is missing, builds, starts all four services, loads the sample business, shows what
# happened and returns with the services running: in one process, or with --kafka in four.
set -euo pipefail
called_from=$PWD
cd "$(dirname "$0")/.."

usage() {
  cat <<'END'
Usage: deploy/run.sh [--data FOLDER] [--address HOST:PORT] [--kafka]

  --data     where the data is kept; else $RECOURSE_HOME, else ./recourse-data
  --address  where the services listen, loopback only; else 127.0.0.1:7443
  --kafka    each service in a process of its own, on 127.0.0.1:7501 to 7504, with certificates of
             an authority that is made for it; nginx in front of them on --address; events over an
             Apache Kafka broker on 127.0.0.1:9092. All of it is started here

Run again after the services were stopped, it starts them on the data that is there. The sample
business is loaded only into a folder that this script made; one with other business is started
and left as it is.
END
}

fail() {
  echo "deploy/run.sh: $*" >&2
  exit 1
}

data=${RECOURSE_HOME:-recourse-data}
address=127.0.0.1:7443
kafka=''
while (($#)); do
  case $1 in
    --data | --address)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      if [[ $1 == --data ]]; then data=$2; else address=$2; fi
      shift 2
      ;;
    --kafka)
      kafka=127.0.0.1:9092
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
[[ $data == /* ]] || data=$called_from/$data

recourse=build/release/bin/recourse
made_here=$data/made-for-sample  # There if the installation was made by this script.
services=(invoicing dispute communication_log collections)
tls=$data/tls
# What is in this folder passes over Kafka from then on.
if [[ -f $data/recourse.toml ]] && grep -q '^\[kafka\]' "$data/recourse.toml"; then
  kafka=127.0.0.1:9092
fi

# What runs is known by a name: its process is in <data>/<name>.pid, its words in
# <data>/<name>.log.
# Whether the process of that name is still a $2, and not another's number by now.
is_running() {
  local pid
  [[ -f $data/$1.pid ]] || return 1
  pid=$(<"$data/$1.pid")
  [[ -n $pid && $(cat "/proc/$pid/comm" 2>/dev/null) == "$2" ]]
}

# The kernel keeps 15 characters of a program's name.
is_running_service() { is_running "$1" "$(cut -c 1-15 <<<"recourse-${1//_/-}")"; }

# Whether any of the services runs, or is still ending.
any_running() {
  is_running recourse recourse && return
  for service in "${services[@]}"; do is_running_service "$service" && return; done
  return 1
}

# Whether any of them serves.
in_use() {
  is_running recourse recourse && [[ -f $data/address ]] && return
  for service in "${services[@]}"; do
    is_running_service "$service" && [[ -f $data/$service/address ]] && return
  done
  return 1
}

# Starts `COMMAND...` under a name, beside this script.
launch() {
  local name=$1
  shift
  setsid nohup "$@" >>"$data/$name.log" 2>&1 </dev/null &
  echo $! >"$data/$name.pid"
}

pids() {
  local name
  for name in "$@"; do
    [[ -f $data/$name.pid ]] && cat "$data/$name.pid"
  done | tr '\n' ' '
}

build() {
  deploy/deps.sh ${kafka:+--kafka}
  cmake --preset release >/dev/null
  local targets=(recourse)
  if [[ $kafka ]]; then
    for service in "${services[@]}"; do targets+=("recourse-${service//_/-}"); done
  fi
  cmake --build --preset release --target "${targets[@]}"
}

# Waits until the process of that name says where it serves; shows its words if it ends instead.
await_start() {
  local name=$1 from=$2
  for _ in {1..600}; do
    if tail -n "+$from" "$data/$name.log" | grep "erves on"; then return; fi
    kill -0 "$(<"$data/$name.pid")" 2>/dev/null || break
    sleep 0.1
  done
  tail -n "+$from" "$data/$name.log" >&2
  stop_all
  fail "the services did not start; the lines above, from $data/$name.log, say why"
}

stop_all() {
  local name
  for name in recourse "${services[@]}" edge; do
    [[ -f $data/$name.pid ]] && kill "$(<"$data/$name.pid")" 2>/dev/null
    rm -f "$data/$name.pid"
  done
}

next_line() {
  if [[ -f $data/$1.log ]]; then echo $(($(wc -l <"$data/$1.log") + 1)); else echo 1; fi
}

# The broker, unless it runs already, and its topics.
start_kafka() {
  is_running kafka java || launch kafka deploy/kafka/broker.sh --data "$data/kafka"
  for _ in {1..12}; do  # Each waits five seconds for an answer.
    "$recourse" --data "$data" topics apply --kafka "$kafka" 2>>"$data/kafka.log" && return
    kill -0 "$(<"$data/kafka.pid")" 2>/dev/null || break
    sleep 0.5
  done
  tail -n 5 "$data/kafka.log" >&2
  fail "there is no broker on $kafka; the lines above, from $data/kafka.log, say why"
}

# What the four processes are told of each other, once; and certificates, each time new ones.
prepare_processes() {
  local service port=7501
  for service in "${services[@]}"; do
    deploy/tls/issue.sh --folder "$tls" "services/$service" localhost 127.0.0.1
  done
  deploy/tls/issue.sh --folder "$tls" edges/nginx
  deploy/tls/issue.sh --folder "$tls" operators/conductor
  if grep -q '^\[kafka\]' "$data/recourse.toml"; then return; fi
  {
    printf '\n[kafka]\nbrokers = "%s"\n' "$kafka"
    for service in "${services[@]}"; do
      printf '\n[services.%s]\naddress = "127.0.0.1:%s"\ntls = "%s"\n' "$service" "$port" \
        "$tls/services/$service"
      if [[ $service == invoicing ]]; then
        printf 'conductor_tls = "%s"\n' "$tls/operators/conductor"
      fi
      port=$((port + 1))
    done
  } >>"$data/recourse.toml"
}

start_processes() {
  local service from=()
  for service in "${services[@]}"; do
    from+=("$(next_line "$service")")
    launch "$service" "build/release/bin/recourse-${service//_/-}" --data "$data"
  done
  launch edge deploy/nginx/edge.sh --tls "$tls/edges/nginx" --listen "$address" --data "$data/edge"
  for i in "${!services[@]}"; do await_start "${services[i]}" "${from[i]}"; done
  kill -0 "$(<"$data/edge.pid")" 2>/dev/null || {
    tail -n 5 "$data/edge.log" >&2
    stop_all
    fail "the edge did not start on $address; the lines above, from $data/edge.log, say why"
  }
  echo "$address" >"$data/address"
  echo "The edge passes on what comes to $address."
}

start() {
  if [[ $kafka ]]; then
    start_processes
    return
  fi
  local from
  from=$(next_line recourse)
  launch recourse "$recourse" --data "$data" --address "$address" up
  await_start recourse "$from"
}

# Says whether the sample is there in the end, in `sample`.
load_sample() {
  sample=false
  if ! grep -q '^simulated_from' "$data/recourse.toml"; then
    echo "== $data runs on real time: the sample business, which is of the past, is left out"
    return
  fi
  local into_new=() ended=0
  [[ -f $made_here ]] && into_new=(--into-new)
  echo "== The sample business"
  /usr/bin/python3 deploy/sample/load.py --data "$data" "${into_new[@]}" || ended=$?
  case $ended in
    0) sample=true ;;
    3) echo "$data was not made for it: it is left out, and the clock stays where it is" ;;
    *) fail "the sample business could not be loaded; the services run, stop them with:" \
      "kill $(pids recourse "${services[@]}" edge)" ;;
  esac
}

# A process that was told to stop takes its address back first, then finishes.
for _ in {1..300}; do
  any_running || break
  in_use && break
  sleep 0.1
done
if any_running; then
  fail "$data is in use, on $(cat "$data/address" 2>/dev/null);" \
    "stop it with: kill $(pids recourse "${services[@]}" edge)"
fi
build
if [[ -f $data/recourse.toml ]]; then
  echo "== Starting again on $data"
else
  echo "== Making an installation in $data"
  "$recourse" --data "$data" init --clock simulated:2026-01-01
  touch "$made_here"
fi
if [[ $kafka ]]; then
  start_kafka
  prepare_processes
fi
start
load_sample
if [[ $kafka ]]; then  # The sample registers an agency, which gets a topic of its own.
  "$recourse" --data "$data" topics apply --kafka "$kafka" >>"$data/kafka.log"
fi

cat <<END

The services run; their logs are $data/*.log.
What to type next:

  export RECOURSE_HOME=$data PATH=$PWD/build/release/bin:\$PATH
END
if $sample; then
  cat <<'END'
  recourse account west-rigging                  # one account as all services see it
  recourse report aging --issuer harbour-tools   # what is open, by days past due
  recourse replay --home accounts/isar-metallbau # all that happened to it
END
fi
cat <<END
  recourse tail                                  # what happens, as it happens
  recourse verify                                # prove that the logs are what was written
  ls \$RECOURSE_HOME/outbox                       # the letters
END
if [[ $kafka ]]; then
  cat <<END
  kcat -q -b $kafka -C -t recourse.invoicing.v1 -e -f '%k %h\n'   # what others can follow
END
fi
cat <<END

To stop them: kill $(pids recourse "${services[@]}" edge)
${kafka:+and then the broker: kill $(pids kafka)}
END
