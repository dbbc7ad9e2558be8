# The service's image: the same for the web, the worker and beat (see docker-compose.yml).
FROM python:3.12-slim-bookworm AS construction
WORKDIR /service
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.12-slim-bookworm
# WeasyPrint's libraries and one font, without which it makes no PDF. Not pinned: Debian stable only moves them
# to mend a fault, and drops the former version from its servers.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /service --shell /usr/sbin/nologin poles \
    && install -d -o poles -g poles -m 700 /donnees
WORKDIR /service
COPY --from=construction /venv /venv
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    DATA_DIR=/donnees \
    STATIC_ROOT=/service/staticfiles \
    ADRESSE_ECOUTE=0.0.0.0 \
    PORT=8000
# Gathering the static files reads the settings, not a database: these values serve this line alone.
RUN SECRET_KEY=construction-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF URL_PUBLIQUE=http://localhost \
    REDIS_URL=redis://localhost EMAIL_URL=console: EXPEDITEUR=construction@localhost DATA_DIR=/tmp/construction \
    python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/construction
USER 10001
VOLUME /donnees
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "config.sonde"]
CMD ["gunicorn", "-c", "config/serveur_web.py", "config.wsgi"]
