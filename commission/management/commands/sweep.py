"""The sweep over a whole register: every company's foreign share and ultimate controller, and what is alarming."""

import argparse
import json
import resource
import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commission.services.alerts import objects_of_interest, raise_alerts
from registry.sweeping.runs import sweep_registry


class Command(BaseCommand):
    help = (
        "--registry: computes M and K of all foreigners with bounds, and the ultimate controller, of every company "
        "of the registry; stores them; raises alerts for strategic objects. Run it daily."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--registry", action="store_true", required=True, help="sweep the database")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the view date; today if not given"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        self._registry(options["as_of"] or timezone.localdate(), as_json=options["format"] == "json")

    def _registry(self, as_of: date, *, as_json: bool) -> None:
        if as_of > timezone.localdate():
            raise CommandError(
                "The view date lies in the future: what will be recorded by then is not known."
            )

        def note(text: str) -> None:
            if not as_json:
                self.stdout.write(text)

        swept = sweep_registry(as_of=as_of, note=note)
        began = time.perf_counter()
        # What is alarming is so today: alerts are not raised for days long past.
        raised = (
            raise_alerts(object_ids=objects_of_interest(), as_of=as_of)
            if as_of == timezone.localdate()
            else []
        )
        alerts_s = round(time.perf_counter() - began, 3)
        note(f"{alerts_s:7.2f} s  {len(raised)} new alerts")
        if as_json:
            run = swept.run
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            found = {
                "view_date": as_of.isoformat(), "engine": run.engine, "parties": run.parties, "holdings": run.holdings,
                "companies": run.companies, "exact": run.rechecked, "unsettled": run.unsettled, **swept.seconds,
                "alerts": len(raised), "alerts_s": alerts_s, "peak_rss_mb": peak,
            }  # fmt: skip
            self.stdout.write(json.dumps(found))
