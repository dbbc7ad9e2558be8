# The commands of the project. `make run` and `make test` are the two to know.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: aide installer run test test-complet lint format migrations verrous paquets

aide:
	@echo "make run           tout installer, charger la démonstration et démarrer (PORT=8000 par défaut)"
	@echo "make test          toutes les vérifications (moins de dix minutes)"
	@echo "make test-complet  les mêmes, avec les grands nombres (moins d'une heure)"
	@echo "make lint format migrations verrous"

# The stamp makes a second `make` free; it moves when a lock moves.
$(VENV)/.installe: requirements.txt requirements-dev.txt outils/environnement.sh
	@outils/environnement.sh "$(PYTHON)" "$(VENV)"
	@touch $@

installer: $(VENV)/.installe

verrous: installer
	@for f in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make verrous" $$f.in -o $$f.txt || exit 1; \
	done
