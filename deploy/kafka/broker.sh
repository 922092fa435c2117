#!/usr/bin/env bash
# Runs one Kafka broker in the foreground, on loopback, in the process that this script was: for one
# machine, and for tests. deploy/deps.sh --kafka installs it.
set -euo pipefail

usage() {
  cat <<'END'
Usage: deploy/kafka/broker.sh --data FOLDER [--port N] [--controller-port N]
                              [--node N --join PORT] [--tls FOLDER [--super USER]...]

  --data             where the broker keeps its topics; made if it is not there
  --port             where clients connect; else 9092
  --controller-port  where controllers talk; else 9093
  --node             a number of its own for each broker of a cluster; else 1
  --join             the first broker's controller port: this one then only keeps topics
  --tls              the broker's own certificate (tls.crt, tls.key, ca.crt): clients then show
                     theirs, whose common name is their user, and may do what they are permitted
  --super            a user who may do everything, such as operators.root
END
}

fail() {
  echo "deploy/kafka/broker.sh: $*" >&2
  exit 2
}

data='' port=9092 controller_port=9093 node=1 join='' tls='' supers=()
while (($#)); do
  case $1 in
    --super)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      supers+=("User:$2")
      shift 2
      ;;
    --tls | --data | --port | --controller-port | --node | --join)
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

umask 077
mkdir -p "$data"
protocol=PLAINTEXT
security=''
if [[ $tls ]]; then
  protocol=SSL
  cat "$tls/tls.key" "$tls/tls.crt" >"$data/broker.pem"
  # Brokers and controllers talk to each other in the broker's own name.
  name=$(openssl x509 -in "$tls/tls.crt" -noout -subject -nameopt multiline |
    sed -n 's/^ *commonName *= //p')
  supers+=("User:$name")
  security="ssl.keystore.type=PEM
ssl.keystore.location=$data/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location=$tls/ca.crt
ssl.client.auth=required
ssl.principal.mapping.rules=RULE:^CN=(.*)\$/\$1/,DEFAULT
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=$(IFS=';' && echo "${supers[*]}")"
fi
# Topics are made by `recourse topics apply` and kept for ever. Two copies where there are two
# brokers; a copy that fell behind never becomes the leader. A broker that died is not waited for
# as long as in a network, or it could not come back for nine seconds.
cat >"$data/server.properties" <<END
process.roles=$roles
node.id=$node
controller.quorum.voters=$quorum
listeners=$listeners
listener.security.protocol.map=BROKER:$protocol,CONTROLLER:$protocol
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
$security
END

java=(java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$jars/*")
if [[ ! -f $data/topics/meta.properties ]]; then
  # One name for all clusters that this script makes: each is one machine's.
  "${java[@]}" kafka.tools.StorageTool format --cluster-id recourse-one-machine-0 \
    --config "$data/server.properties" >/dev/null
fi
exec "${java[@]}" kafka.Kafka "$data/server.properties"
