# Shared by the scripts of this folder: installs and starts what they need, and ends what they started.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
started_pids=()
apt_updated=

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# build PROJECT: in Release, silent unless it fails.
build() {
    mkdir -p "$root/artifacts"
    dotnet build "$1" -c Release -v q -nr:false --nologo >"$root/artifacts/build.log" 2>&1 || { cat "$root/artifacts/build.log" >&2; return 1; }
}

# have_or_install COMMAND PACKAGE...: makes sure that COMMAND is there, from Debian where we may install.
have_or_install() {
    local command=$1
    shift
    command -v "$command" >/dev/null 2>&1 && return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        return 1
    fi
    say "Installing $* ..."
    mkdir -p "$root/artifacts"
    {
        [ -n "$apt_updated" ] || apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    } >"$root/artifacts/apt.log" 2>&1 || { tail -n 5 "$root/artifacts/apt.log" >&2; return 1; }
    apt_updated=1
    command -v "$command" >/dev/null 2>&1
}

# start_logged LOG COMMAND...: runs it in the background in a group of its own, so that its children end with it in stop_started.
start_logged() {
    local log=$1
    shift
    setsid "$@" >"$log" 2>&1 </dev/null &
    started_pids+=("$!")
}

stop_started() {
    local i
    for ((i = ${#started_pids[@]} - 1; i >= 0; i--)); do
        kill -TERM -- "-${started_pids[i]}" 2>/dev/null || true
        wait "${started_pids[i]}" 2>/dev/null || true
    done
    started_pids=()
}

# wait_for SECONDS COMMAND...: tries the command until it succeeds.
wait_for() {
    local seconds=$1 end
    shift
    end=$((SECONDS + seconds))
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.2
    done
}

# ensure_docker: a Docker engine that answers: the running one, or one that is installed and started here.
ensure_docker() {
    docker info >/dev/null 2>&1 && return 0
    have_or_install dockerd docker.io iptables || return 1
    docker info >/dev/null 2>&1 && return 0
    [ "$(id -u)" = 0 ] || return 1
    mkdir -p "$root/artifacts"
    say "Starting dockerd ..."
    start_logged "$root/artifacts/dockerd.log" dockerd
    if ! wait_for 60 docker info; then
        tail -n 5 "$root/artifacts/dockerd.log" >&2
        return 1
    fi
}

# ensure_postgres: the programs of PostgreSQL, with which the tests start a server of their own.
ensure_postgres() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && return 0
    command -v initdb >/dev/null 2>&1 && return 0
    # The package would start a server of its own, which nobody asked for.
    mkdir -p /etc/postgresql-common 2>/dev/null && [ -w /etc/postgresql-common ] && [ ! -e /etc/postgresql-common/createcluster.conf ] &&
        printf 'create_main_cluster = false\n' >/etc/postgresql-common/createcluster.conf
    have_or_install /usr/lib/postgresql/15/bin/initdb postgresql-15 || have_or_install psql postgresql
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

# free_port [WANTED]: WANTED when nothing listens on it, otherwise any free port.
free_port() {
    local wanted=${1:-0} port
    if [ "$wanted" != 0 ] && ! port_is_open "$wanted"; then
        echo "$wanted"
        return
    fi
    while :; do
        port=$((20000 + RANDOM % 12000))
        port_is_open "$port" || { echo "$port"; return; }
    done
}

port_is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
