# The Python that the tests run on. Bring it up to date here and in nothing else.
FROM python:3.11.15-slim-trixie

ENV PATH=/opt/newswire/.venv/bin:$PATH \
    PYTHONPATH=/opt/newswire/plugins \
    PYTHONUNBUFFERED=1 \
    MALLOC_MMAP_THRESHOLD_=1048576 \
    OTEL_EXPORTER_OTLP_TIMEOUT=1 \
    NEWSWIRE_HOME=/var/lib/newswire \
    AIRFLOW_HOME=/var/lib/newswire/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/newswire/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/newswire/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False

# A new volume takes over owner and mode of the folder that it is mounted on.
RUN groupadd --gid 10001 newswire \
    && useradd --uid 10001 --gid newswire --home-dir /var/lib/newswire --no-create-home --shell /usr/sbin/nologin newswire \
    && install --directory --owner=newswire --group=newswire --mode=0700 \
        /var/lib/newswire /var/lib/newswire/airflow /var/lib/newswire/airflow/logs

WORKDIR /opt/newswire

# Only wheels, and only those whose hashes are locked: nothing is compiled, so no compiler is needed.
COPY requirements-image.lock ./
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: --requirement requirements-image.lock

COPY newswire ./
COPY pyproject.toml ./
COPY sql ./sql
COPY sources ./sources
# What the source "sample" reads.
COPY tests/fixtures/sample ./tests/fixtures/sample
COPY plugins ./plugins
COPY dags ./dags

# The user of the services cannot write here: each start would compile the modules anew, and the first make the tables.
RUN .venv/bin/python -m compileall -q plugins dags && .venv/bin/python -m newswire.workers.tables

USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=2m --retries=5 \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8080/api/v2/version', timeout=5)"]
CMD ["airflow", "api-server"]
