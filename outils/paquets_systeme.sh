#!/usr/bin/env bash
# Installs the given Debian packages where that can be done without asking anything; else says what is missing.
# Exits 1 when a package is still missing: the caller decides whether that matters.
set -euo pipefail

manquants=()
for paquet in "$@"; do
  dpkg-query --show --showformat='${Status}' "$paquet" 2>/dev/null | grep -q 'install ok installed' || manquants+=("$paquet")
done
[ ${#manquants[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "Paquets système absents (à installer avec l'outil de votre système) : ${manquants[*]}" >&2
  exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
  sudo=()
elif sudo -n true 2>/dev/null; then
  sudo=(sudo -n)
else
  echo "Paquets système absents : ${manquants[*]}. Installez-les avec : sudo apt-get install ${manquants[*]}" >&2
  exit 1
fi
echo "Installation des paquets système : ${manquants[*]}"
# A source that does not answer does not keep the others from serving.
"${sudo[@]}" apt-get -qq update || true
# sudo drops the variables that stand before it.
if ! "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "${manquants[@]}" >/dev/null; then
  echo "L'installation de ${manquants[*]} a échoué : voir le message d'apt ci-dessus." >&2
  exit 1
fi
