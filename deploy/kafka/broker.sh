#!/usr/bin/env bash
# Runs one Kafka broker in the foreground, on loopback, in the process that this script was: for one
# machine, and for tests. deploy/deps.sh --kafka installs it.
set -euo pipefail

usage() {
  cat <<'END'
Usage: deploy/kafka/broker.sh --data FOLDER [--port N] [--controller-port N]
                              [--node N --join PORT]

  --data             where the broker keeps its topics; made if it is not there
  --port             where clients connect; else 9092
  --controller-port  where controllers talk; else 9093
  --node             a number of its own for each broker of a cluster; else 1
  --join             the first broker's controller port: this one then only keeps topics
END
}

fail() {
  echo "deploy/kafka/broker.sh: $*" >&2
  exit 2
}

data='' port=9092 controller_port=9093 node=1 join=''
while (($#)); do
  case $1 in
    --data | --port | --controller-port | --node | --join)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      name=${1#--}
      printf -v "${name//-/_}" '%s' "$2"
      shift 2
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
[[ $data ]] || fail "--data is needed"
jars=$("$(dirname "$0")/jars.sh")

roles=broker,controller
listeners=BROKER://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller_port
quorum=1@127.0.0.1:$controller_port
if [[ $join ]]; then
  roles=broker
  listeners=BROKER://127.0.0.1:$port
  quorum=1@127.0.0.1:$join
fi

mkdir -p "$data"
# Topics are made by `recourse topics apply` and kept for ever. Two copies where there are two
# brokers; a copy that fell behind never becomes the leader. A broker that died is not waited for
# as long as in a network, or it could not come back for nine seconds.
cat >"$data/server.properties" <<END
process.roles=$roles
node.id=$node
controller.quorum.voters=$quorum
listeners=$listeners
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=BROKER
log.dirs=$data/topics
auto.create.topics.enable=false
unclean.leader.election.enable=false
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
END

java=(java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$jars/*")
if [[ ! -f $data/topics/meta.properties ]]; then
  # One name for all clusters that this script makes: each is one machine's.
  "${java[@]}" kafka.tools.StorageTool format --cluster-id recourse-one-machine-0 \
    --config "$data/server.properties" >/dev/null
fi
exec "${java[@]}" kafka.Kafka "$data/server.properties"
