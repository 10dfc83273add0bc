#!/bin/sh
# Chromium and a Chinese font, which the browser tests need, curl, which asks the server in its tests, and Virtuoso, the
# server of another make; nothing is done where all are there. Only the tests of Virtuoso are skipped where it cannot be
# had.
set -eu
missing=""
virtuoso=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
command -v curl >/dev/null 2>&1 || missing="$missing curl"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-wqy-microhei"
command -v virtuoso-t >/dev/null 2>&1 || virtuoso="virtuoso-opensource-7-bin"
[ -n "$missing$virtuoso" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
    [ -n "$missing" ] || exit 0
    echo "The tests need:$missing. Install them with your system's package manager, then run make test again." >&2
    exit 1
fi

install() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
}

apt-get -qq update || [ -z "$missing" ]
# shellcheck disable=SC2086
install $missing
[ -z "$virtuoso" ] || install "$virtuoso" || echo "Virtuoso cannot be installed: its tests will be skipped." >&2
