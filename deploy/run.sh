#!/usr/bin/env bash
# Installs what is missing, builds, starts all four services in one process, loads the sample
# business, shows what happened and returns with the services running.
set -euo pipefail
called_from=$PWD
cd "$(dirname "$0")/.."

usage() {
  cat <<'END'
Usage: deploy/run.sh [--data FOLDER] [--address HOST:PORT] [--kafka]

  --data     where the data is kept; else $RECOURSE_HOME, else ./recourse-data
  --address  where the services listen, loopback only; else 127.0.0.1:7443
  --kafka    events pass over an Apache Kafka broker on 127.0.0.1:9092, which is started too

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
pid_file=$data/recourse.pid
log=$data/recourse.log
broker_pid_file=$data/kafka.pid
broker_log=$data/kafka.log
made_here=$data/made-for-sample  # There if the installation was made by this script.

# Whether the process of a pid file is still a $2, and not another's number by now.
is_running() {
  [[ -f $1 ]] || return 1
  local pid
  pid=$(<"$1")
  [[ -n $pid && $(cat "/proc/$pid/comm" 2>/dev/null) == "$2" ]]
}
running() { is_running "$pid_file" recourse; }

build() {
  deploy/deps.sh ${kafka:+--kafka}
  cmake --preset release >/dev/null
  cmake --build --preset release --target recourse
}

# Waits until the process started last says where it serves; shows its words if it ends instead.
await_start() {
  local from=$1
  for _ in {1..600}; do
    if tail -n "+$from" "$log" | grep "Recourse serves on"; then return; fi
    running || break
    sleep 0.1
  done
  tail -n "+$from" "$log" >&2
  if running; then kill "$(<"$pid_file")"; fi
  rm -f "$pid_file"
  fail "the services did not start on $address; the lines above, from $log, say why"
}

# The broker, unless it runs already, and its topics.
start_kafka() {
  if ! is_running "$broker_pid_file" java; then
    setsid nohup deploy/kafka/broker.sh --data "$data/kafka" >>"$broker_log" 2>&1 </dev/null &
    echo $! >"$broker_pid_file"
  fi
  for _ in {1..12}; do  # Each waits five seconds for an answer.
    if "$recourse" --data "$data" topics apply --kafka "$kafka" 2>>"$broker_log"; then return; fi
    kill -0 "$(<"$broker_pid_file")" 2>/dev/null || break
    sleep 0.5
  done
  tail -n 5 "$broker_log" >&2
  fail "there is no broker on $kafka; the lines above, from $broker_log, say why"
}

start() {
  local from=1
  [[ -f $log ]] && from=$(($(wc -l <"$log") + 1))
  setsid nohup "$recourse" --data "$data" --address "$address" up \
    ${kafka:+--kafka "$kafka"} >>"$log" 2>&1 </dev/null &
  echo $! >"$pid_file"
  # Until it has become recourse it has another name.
  for _ in {1..50}; do
    running && break
    sleep 0.02
  done
  await_start "$from"
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
    *) fail "the sample business could not be loaded; the services run as process" \
      "$(<"$pid_file"), stop them with: kill $(<"$pid_file")" ;;
  esac
}

# A process that was told to stop takes its address back first, then finishes.
for _ in {1..300}; do
  [[ ! -f $data/address ]] && running || break
  sleep 0.1
done
if running; then
  fail "$data is in use by process $(<"$pid_file"), on $(cat "$data/address" 2>/dev/null);" \
    "stop it with: kill $(<"$pid_file")"
fi
build
if [[ -f $data/recourse.toml ]]; then
  echo "== Starting again on $data"
else
  echo "== Making an installation in $data"
  "$recourse" --data "$data" init --clock simulated:2026-01-01
  touch "$made_here"
fi
if [[ $kafka ]]; then start_kafka; fi
start
load_sample

cat <<END

The services run as process $(<"$pid_file"); their log is $log.
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

To stop them: kill $(<"$pid_file")${kafka:+; and the broker: kill $(<"$broker_pid_file")}
END
