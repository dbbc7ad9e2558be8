#!/usr/bin/env bash
# Makes the virtual environment and installs one lock into it. Usage: environnement.sh PYTHON DOSSIER VERROU
set -euo pipefail
python=$1
venv=$2
verrou=$3
ici=$(dirname "$0")

"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || {
  echo "Il faut Python 3.11, 3.12 ou 3.13 : make PYTHON=/chemin/vers/python3.12 …" >&2
  exit 1
}

# Debian ships python3 without ensurepip: ask apt for it where we may, else say what to do.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  "$ici/paquets_systeme.sh" python3-venv || true
  "$python" -c 'import ensurepip, venv' 2>/dev/null || {
    echo "Il manque le module venv de Python : installez le paquet python3-venv, puis relancez la commande." >&2
    exit 1
  }
fi

# Half an environment (an interrupted first try) is made again.
"$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$venv"
pip=("$venv/bin/python" -m pip --disable-pip-version-check --quiet)
# uv installs several times faster than pip; it must use this very interpreter and download no other.
[ -x "$venv/bin/uv" ] || { echo "Installation de l'environnement Python…"; "${pip[@]}" install --require-hashes -r "$ici/uv.txt"; }
# Compiled now, once: each process that starts would otherwise compile all it imports where Python may not keep it.
UV_PYTHON_DOWNLOADS=never "$venv/bin/uv" pip install --quiet --compile-bytecode --python "$venv/bin/python" --require-hashes -r "$verrou"
