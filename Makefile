# The commands of the project. `make run` and `make test` are the two to know.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What WeasyPrint needs to make PDFs: Pango, and one font at least.
PAQUETS_PDF := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
PYTEST := $(BIN)/pytest -q
# Some images forbid it; every process that we start then compiles the whole house again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: aide run test test-complet installer lint format migrations verrous paquets-pdf navigateur \
        captures verifier-statique essais essais-navigateur essais-sqlite

aide:
	@echo "make run           installer, charger la démonstration et démarrer (make run PORT=8001)"
	@echo "make test          toutes les vérifications (moins de dix minutes)"
	@echo "make test-complet  les mêmes, avec les grands nombres (moins d'une heure)"
	@echo "make installer     l'environnement Python seulement"
	@echo "make lint          les vérifications qui ne lancent rien ; make format remet en forme"
	@echo "make migrations    dire si une migration manque"
	@echo "make captures      redessiner les images de l'aide (docs/guide/images), d'après la démonstration"
	@echo "make verrous       refaire les listes de dépendances verrouillées"

run: $(VENV)/.execution paquets-pdf
	@exec $(BIN)/python -m config.lanceur

test: lint migrations essais essais-navigateur essais-sqlite

test-complet: export COMPLET := 1
test-complet: test

# The stamps make a second call free; they move when a lock moves.
$(VENV)/.execution: requirements.txt outils/environnement.sh outils/uv.txt
	@outils/environnement.sh "$(PYTHON)" $(VENV) requirements.txt
	@touch $@

$(VENV)/.essais: $(VENV)/.execution requirements-dev.txt
	@outils/environnement.sh "$(PYTHON)" $(VENV) requirements-dev.txt
	@touch $@

installer: $(VENV)/.essais

# Without them everything works but the PDFs, whose page says what is missing.
paquets-pdf:
	@outils/paquets_systeme.sh $(PAQUETS_PDF) || echo "Le service fonctionnera, sans les PDF."

lint: installer
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/hadolint Dockerfile

format: installer
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migrations: installer
	BASE=sqlite DJANGO_SETTINGS_MODULE=tests.reglages $(BIN)/python manage.py makemigrations --check --dry-run

essais: installer paquets-pdf
	$(PYTEST) -n 2 --ignore=tests/parcours

ifeq ($(NAVIGATEUR),0)
navigateur essais-navigateur: ; @echo "Essais du navigateur laissés de côté (NAVIGATEUR=0)."
else
navigateur:
	@[ -n "$(CHROMIUM)" ] || command -v chromium chromium-browser google-chrome >/dev/null || outils/paquets_systeme.sh chromium

# One test at a time, the longest first: files are too uneven to be shared out whole.
essais-navigateur: installer navigateur
	$(PYTEST) -n 2 --dist loadgroup $(if $(COMPLET),,-m "not sqlite") tests/parcours
endif

# The embedded default's database: what `make run` stands on. `make test-complet` walks the main path on a computer there.
essais-sqlite: installer navigateur
	BASE=sqlite $(PYTEST) -n 2 -m sqlite

# The help's screenshots, drawn by a browser on the demonstration: see docs/guide/README.md.
captures: installer navigateur
	BASE=sqlite CAPTURES=1 $(PYTEST) -n 0 tests/parcours/test_captures.py

verrous: installer
	@for f in requirements requirements-dev outils/uv; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make verrous" $$f.in -o $$f.txt || exit 1; \
	done
