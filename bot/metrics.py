"""What a host may know of a running bot: counts and ages, no ids. Served as /metrics and /healthz where wanted."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.core.errors import StorageError
from bot.core.ports import Gauge as Standing

LATE_BUCKETS = (1, 2, 5, 15, 60, 300, 1800, float("inf"))


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        """All at zero, in a registry of their own."""
        self.registry = CollectorRegistry()
        self._received = Counter(
            "unsent_received", "Things that came in and were new", registry=self.registry
        )
        self._answered = Counter(
            "unsent_answered", "Things that were answered", registry=self.registry
        )
        self._sent = Counter(
            "unsent_sent", "Messages that were sent", ["lane"], registry=self.registry
        )
        self._errors = Counter(
            "unsent_errors", "Failures by kind", ["kind"], registry=self.registry
        )
        self._kept = Counter("unsent_kept", "Appointments that were kept", registry=self.registry)
        self._late = Histogram(
            "unsent_late_seconds",
            "How late appointments were kept",
            buckets=LATE_BUCKETS,
            registry=self.registry,
        )
        self._waiting = Gauge(
            "unsent_waiting", "Things that wait for an answer", registry=self.registry
        )
        self._oldest = Gauge(
            "unsent_oldest_waiting_seconds", "Age of the oldest of them", registry=self.registry
        )
        self._outbound = Gauge(
            "unsent_outbound", "Replies on their way out", registry=self.registry
        )
        self._due = Gauge("unsent_due", "Appointments that are due", registry=self.registry)
        self._oldest_due = Gauge(
            "unsent_oldest_due_seconds", "How late the oldest of them is", registry=self.registry
        )
        self._stale_lines = Gauge(
            "unsent_help_lines_stale", "Help lines past their check date", registry=self.registry
        )

        self._database = Gauge(
            "unsent_database_up", "1 where the database answers", registry=self.registry
        )

    def received(self, count: int) -> None:
        """So many came in."""
        self._received.inc(count)

    def answered(self, count: int) -> None:
        """So many were answered."""
        self._answered.inc(count)

    def count(self, what: str, label: str) -> None:
        """("sent", lane) or ("error", kind)."""
        if what == "sent":
            self._sent.labels(label).inc()
        else:
            self._errors.labels(label).inc()

    def kept(self, count: int, late_s: float) -> None:
        """So many appointments, the earliest of them so late."""
        self._kept.inc(count)
        self._late.observe(max(0.0, late_s))

    def stale_help_lines(self, count: int) -> None:
        """So many help lines are past their check date."""
        self._stale_lines.set(count)

    def standing(self, gauge: Standing) -> None:
        """How much waits."""
        self._waiting.set(gauge.waiting)
        self._oldest.set(gauge.oldest_waiting_s)
        self._outbound.set(gauge.outbound)
        self._due.set(gauge.due)
        self._oldest_due.set(gauge.oldest_due_s)

    def database(self, *, answers: bool) -> None:
        """Whether it answered just now; where it did not, what waits is as it was known last."""
        self._database.set(int(answers))

    def text(self) -> bytes:
        """All of it in Prometheus' format."""
        return generate_latest(self.registry)


def metrics_app(
    metrics: Metrics,
    refresh: Callable[[], Awaitable[Standing]],
    is_well: Callable[[], Awaitable[bool]],
) -> web.Application:
    """`refresh` brings the gauges up to date, `is_well` says whether the process does its work."""

    async def show(_request: web.Request) -> web.Response:
        try:
            metrics.standing(await refresh())
        except StorageError:
            metrics.database(answers=False)
        else:
            metrics.database(answers=True)
        return web.Response(body=metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def health(_request: web.Request) -> web.Response:
        return web.Response(status=200 if await is_well() else 503)

    app = web.Application()
    app.router.add_get("/metrics", show)
    app.router.add_get("/healthz", health)
    return app
