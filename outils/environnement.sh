#!/usr/bin/env bash
# Makes the virtual environment and installs the two locks into it. Usage: environnement.sh PYTHON DOSSIER
set -euo pipefail
python=$1
venv=$2

"$python" - <<'PY' || { echo "Il faut Python 3.11, 3.12 ou 3.13 (make PYTHON=/chemin/vers/python3.12 …)." >&2; exit 1; }
import sys
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PY

# Debian ships python3 without ensurepip: ask apt for it where we may, else say what to do.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  "$(dirname "$0")/paquets_systeme.sh" python3-venv || true
  "$python" -c 'import ensurepip, venv' 2>/dev/null || {
    echo "Il manque le module venv de Python : installez le paquet python3-venv, puis relancez la commande." >&2
    exit 1
  }
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
# uv installs several times faster than pip; it must use this very interpreter and download no other.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check uv
UV_PYTHON_DOWNLOADS=never "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" \
  --require-hashes -r requirements.txt -r requirements-dev.txt
