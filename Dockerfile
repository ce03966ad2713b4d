# Two stages: the environment, then a slim image with it and the code.
FROM python:3.13-slim AS environment
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    UNSENT_DATABASE_URL=sqlite:////data/unsent.db UNSENT_LISTEN=0.0.0.0:8080
RUN useradd --uid 10001 --no-create-home unsent && install -d -o unsent -g unsent -m 0700 /data
COPY --from=environment /opt/venv /opt/venv
WORKDIR /app
COPY bot bot
COPY content content
USER 10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "bot", "healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
