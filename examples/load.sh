#!/bin/sh
# Replaces the graph of a running issuer with a document. Needs curl.
set -eu

usage() {
    cat <<'USAGE'
usage: load.sh FILE

REPLACES the whole graph of a running issuer with the YAML document FILE, as its next version.
The version before stays in the history and can be restored: POST /graph/versions/{n}/restore

  ISSUER_URL  where the issuer answers      (default http://localhost:8080)
  DATA_DIR    where admin-client.json lies  (default ./var)
USAGE
}

die() {
    printf 'load.sh: %s\n' "$1" >&2
    exit 1
}

# The string member $1 of the flat JSON object on stdin.
member() {
    sed -n "s/.*\"$1\"[[:space:]]*:[[:space:]]*\"\([^\"\\\\]*\)\".*/\1/p"
}

# Runs curl with a config on stdin, where secrets are safe from ps(1); leaves $status and $body.
request() {
    answer=$(curl --silent --show-error --config - --write-out '\n%{http_code}' "$@") ||
        die "cannot reach $issuer"
    status=${answer##*"$newline"}
    body=${answer%"$newline"*}
}

# Stops unless the last request succeeded; $1 says what it was for.
expect_ok() {
    case $status in
    2??) ;;
    *) die "$1 failed: HTTP $status$newline$body" ;;
    esac
}

# A request with the token.
authorized() {
    request "$@" <<CONFIG
header = "Authorization: Bearer $token"
CONFIG
}

newline='
'
case ${1-} in
-h | --help)
    usage
    exit
    ;;
esac
if [ $# -ne 1 ]; then
    usage >&2
    exit 2
fi
file=$1
issuer=${ISSUER_URL:-http://localhost:8080}
issuer=${issuer%/}
admin=${DATA_DIR:-./var}/admin-client.json

[ -r "$file" ] || die "cannot read $file"
[ -r "$admin" ] || die "cannot read $admin: is DATA_DIR the issuer's, and has it been started once?"
client_id=$(member client_id <"$admin")
client_secret=$(member client_secret <"$admin")
[ -n "$client_id" ] || die "no client_id in $admin"
[ -n "$client_secret" ] || die "no client_secret in $admin"

request --data grant_type=client_credentials \
    --data-urlencode 'scope=graph:read graph:write graph:publish-any' "$issuer/oauth2/token" <<CONFIG
user = "$client_id:$client_secret"
CONFIG
expect_ok 'getting a token'
token=$(printf '%s' "$body" | member access_token)
[ -n "$token" ] || die 'the token response has no access_token'

headers=$(mktemp)
trap 'rm -f "$headers"' EXIT
authorized --dump-header "$headers" "$issuer/graph"
expect_ok 'reading the graph'
etag=$(tr -d '\r' <"$headers" | sed -n 's/^[Ee][Tt][Aa][Gg]:[[:space:]]*//p')
[ -n "$etag" ] || die 'the graph came without an ETag'

name=$(basename -- "$file" | sed 's/[^A-Za-z0-9._-]/_/g')
authorized --request PUT --header 'Content-Type: application/yaml' --header "If-Match: $etag" \
    --data-binary "@$file" "$issuer/graph?message=Load%20$name"
expect_ok "publishing $file"
printf '%s\n' "$body"
