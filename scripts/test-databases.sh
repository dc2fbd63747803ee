# Sourced by test.sh: starts PostgreSQL and MariaDB for tests, on loopback, under $work, and exports where they are:
# address|account|password|file of the certificate authority. Expects free_port and the array pids; whoever sources it stops them.
# shellcheck shell=bash disable=SC2154

tls_name=db.admin.test

# as USER: sets $run to what goes before a command, because a database refuses to run as root; nothing when somebody else runs this.
as() {
    run=()
    [ "$(id -u)" -ne 0 ] || run=(setpriv "--reuid=$1" "--regid=$1" --clear-groups)
}

# own USER PATH...: gives the files to the user that will run the server.
own() {
    local user=$1
    shift
    [ "$(id -u)" -ne 0 ] || chown -R "$user:$user" "$@"
}

# until_open PORT: waits up to 30 s for a port to answer.
until_open() {
    local i
    for ((i = 0; i < 300; i++)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
        sleep 0.1
    done
    return 1
}

# An authority of our own and a certificate for $tls_name alone, so that a test can tell right names from wrong ones.
make_certificates() {
    mkdir -p "$work/tls"
    chmod 755 "$work" "$work/tls"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Admin test authority" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" \
        -keyout "$work/tls/ca.key" -out "$work/tls/ca.pem" 2>"$work/tls.log"
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$tls_name" -keyout "$work/tls/server.key" -out "$work/tls/server.csr" 2>>"$work/tls.log"
    openssl x509 -req -in "$work/tls/server.csr" -CA "$work/tls/ca.pem" -CAkey "$work/tls/ca.key" -CAcreateserial -days 2 \
        -extfile <(printf 'subjectAltName=DNS:%s\nextendedKeyUsage=serverAuth\n' "$tls_name") -out "$work/tls/server.pem" 2>>"$work/tls.log"
    chmod 644 "$work/tls/ca.pem" "$work/tls/server.pem"
}

start_postgresql() {
    local bin home="$work/postgresql" port password
    bin=$(dirname "$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
    port=$(free_port)
    password=$(openssl rand -hex 12)
    mkdir -p "$home"
    printf '%s' "$password" >"$home/password"
    cp "$work/tls/server.pem" "$work/tls/server.key" "$home/"
    chmod 600 "$home/server.key"
    own postgres "$home"
    as postgres
    "${run[@]}" "$bin/initdb" --pgdata "$home/data" --username admin_test --pwfile "$home/password" --auth scram-sha-256 \
        --encoding UTF8 --locale C.UTF-8 >"$work/postgresql.log" 2>&1
    "${run[@]}" "$bin/postgres" -D "$home/data" -h 127.0.0.1 -p "$port" -k "" -c fsync=off -c full_page_writes=off -c max_connections=30 \
        -c ssl=on -c ssl_cert_file="$home/server.pem" -c ssl_key_file="$home/server.key" >>"$work/postgresql.log" 2>&1 &
    pids+=($!)
    until_open "$port" || return 1
    export ADMIN_TEST_POSTGRESQL="127.0.0.1:$port|admin_test|$password|$work/tls/ca.pem"
}

start_mariadb() {
    local home="$work/mariadb" port password server
    server=$(PATH="$PATH:/usr/sbin" command -v mariadbd)
    port=$(free_port)
    password=$(openssl rand -hex 12)
    mkdir -p "$home/tmp"
    cp "$work/tls/server.pem" "$work/tls/server.key" "$work/tls/ca.pem" "$home/"
    cat >"$home/init.sql" <<SQL
CREATE USER 'admin_test'@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON *.* TO 'admin_test'@'127.0.0.1' WITH GRANT OPTION;
SQL
    own mysql "$home"
    as mysql
    "${run[@]}" mariadb-install-db --no-defaults --datadir="$home/data" --tmpdir="$home/tmp" --skip-test-db --auth-root-authentication-method=socket \
        >"$work/mariadb.log" 2>&1
    "${run[@]}" "$server" --no-defaults --datadir="$home/data" --tmpdir="$home/tmp" --bind-address=127.0.0.1 --port="$port" --socket="$home/socket" \
        --pid-file="$home/pid" --skip-name-resolve --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=0 --max-connections=40 \
        --max-allowed-packet=160M --ssl-ca="$home/ca.pem" --ssl-cert="$home/server.pem" --ssl-key="$home/server.key" --init-file="$home/init.sql" \
        >>"$work/mariadb.log" 2>&1 &
    pids+=($!)
    until_open "$port" || return 1
    export ADMIN_TEST_MYSQL="127.0.0.1:$port|admin_test|$password|$work/tls/ca.pem"
}
