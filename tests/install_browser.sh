#!/bin/sh
# Chromium and a Chinese font, which the browser tests need, and curl, which asks the server in its tests; nothing is
# done where all are there.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
command -v curl >/dev/null 2>&1 || missing="$missing curl"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-wqy-microhei"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
    echo "The tests need:$missing. Install them with your system's package manager, then run make test again." >&2
    exit 1
fi
apt-get -qq update
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $missing >/dev/null
