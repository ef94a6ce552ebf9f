#!/bin/sh
# What the browser tests need beside Python: Chromium, Node, and two npm packages. Installs what it may, says what it can't;
# the tests themselves decide whether a missing tool is a failure (it is in CI).
cd "$(dirname "$0")" || exit 1

missing() { ! command -v "$1" >/dev/null 2>&1; }
has_chromium() { for name in chromium chromium-browser google-chrome; do command -v $name && return; done; return 1; }

apt() {
  [ "$(id -u)" = 0 ] && ! missing apt-get || return 1
  echo "installing $* with apt-get"
  apt-get install -y -qq "$@" >/dev/null 2>&1 && return
  apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq "$@" >/dev/null 2>&1
}

if ! has_chromium >/dev/null; then
  apt chromium || ../../.venv/bin/python -m playwright install chromium >/dev/null 2>&1 ||
    echo "NO CHROMIUM: the browser tests can't run; install it (Debian: apt-get install chromium)" >&2
fi
if missing npm; then
  apt nodejs npm || echo "NO NODE: pages can't be validated; install Node 20 or newer" >&2
fi
if ! missing npm && { [ ! -e node_modules/.ready ] || [ package-lock.json -nt node_modules/.ready ]; }; then
  npm ci --silent --no-audit --no-fund >/dev/null 2>&1 && touch node_modules/.ready ||
    echo "NO NPM PACKAGES: npm ci failed in tests/browser" >&2
fi
exit 0
