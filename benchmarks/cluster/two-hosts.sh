#!/usr/bin/env bash
#
# Runs a command in two processes on two "hosts" of this machine: network namespaces, joined by a link
# that delays each packet. Needs root, Open MPI, Python 3, and `ip` (iproute2).
#
#     benchmarks/cluster/two-hosts.sh MILLISECONDS COMMAND...
set -euo pipefail

delay=$1
shift
a=onelayer-a-$$ b=onelayer-b-$$
work=$(mktemp -d /tmp/onelayer-hosts.XXXXXX)
link=

clean_up() {
  [ -z "$link" ] || kill "$link" 2>/dev/null || true
  ip netns del "$a" 2>/dev/null || true
  ip netns del "$b" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

ip netns add "$a"
ip netns add "$b"
: >"$work/link"
python3 "$(dirname "$0")/delaying_link.py" "$a" "$b" "$delay" >"$work/link" &
link=$!
until grep -q ready "$work/link"; do
  kill -0 "$link"
  sleep 0.1
done
ip -n "$a" addr add 10.77.0.1/24 dev delayed
ip -n "$b" addr add 10.77.0.2/24 dev delayed
for namespace in "$a" "$b"; do
  ip -n "$namespace" link set lo up
  ip -n "$namespace" link set delayed mtu 9000 up
done

# What Open MPI calls in the place of ssh: AGENT HOST COMMAND...
cat >"$work/agent" <<AGENT
#!/bin/sh
shift
exec ip netns exec $b unshare --uts sh -c 'hostname onelayer-b; exec sh -c "\$*"' agent "\$@"
AGENT
chmod +x "$work/agent"

ip netns exec "$a" unshare --uts sh -c 'hostname onelayer-a; exec "$@"' run \
  mpirun --allow-run-as-root -n 2 --host 10.77.0.1:1,10.77.0.2:1 --bind-to none \
  --mca plm_rsh_agent "$work/agent" --mca btl tcp,self --mca btl_tcp_if_include 10.77.0.0/24 \
  --mca oob_tcp_if_include 10.77.0.0/24 "$@"
