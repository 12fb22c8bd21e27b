#!/usr/bin/env bash
# Install what a fresh Debian or Ubuntu lacks. `install.sh run`: for the program; `install.sh test`: for its tests too.
# Quick when nothing is missing: one check per program, one stamp per lock file.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}

missing=()
need() { # need PACKAGE TEST...: note the Debian package when TEST fails
  local package=$1; shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
library() { ldconfig -p | grep -q "$1"; }
postgres() { compgen -G '/usr/lib/postgresql/*/bin/postgres' || command -v postgres; }

python=$(command -v python3.11 || command -v python3 || true)
need python3 test -n "$python"
need python3-venv "${python:-python3}" -c 'import ensurepip, venv'
need libpango-1.0-0 library libpango-1.0.so.0
need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
need poppler-utils command -v pdftoppm
if [ "$purpose" = test ]; then
  need chromium command -v chromium
  need chromium-headless-shell command -v chromium-headless-shell
  need firefox-esr command -v firefox-esr
  need coturn command -v turnserver
  need postgresql postgres
  need redis-server command -v redis-server
  need qpdf command -v qpdf
  need fonts-roboto test -d /usr/share/fonts/truetype/roboto
fi
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}"
  sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update -qq
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
python=$(command -v python3.11 || command -v python3)

stamp() { cat "$@" | sha256sum | cut -c1-16; }

python_stamp=.venv/.installed-$(stamp requirements-dev.lock pyproject.toml)
if [ ! -e "$python_stamp" ] || [ ! -x .venv/bin/kellerblick ]; then
  echo "Installing the Python packages"
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
  .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  touch "$python_stamp"
fi

browser_stamp=static/vendor/.installed-$(stamp package-lock.json deploy/vendor.py)
if [ ! -e "$browser_stamp" ]; then
  echo "Installing the browser packages"
  deploy/node.sh npm ci --silent --no-progress
  .venv/bin/python deploy/vendor.py
  touch "$browser_stamp"
fi
