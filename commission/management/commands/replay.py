"""Run checks again on the facts of their day, and compare."""

import argparse
import json
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commission.law.check import CHECKS
from commission.models import Application
from commission.procedure.regimes import regime_for
from commission.services.replay import (
    OnADay,
    Outcome,
    Replayed,
    findings_to_replay,
    object_on,
    replay,
)


class Command(BaseCommand):
    help = (
        "Computes stored findings again from their frozen facts and prints every difference; or, with --object and "
        "--as-of, what the checks say of an object on a past day, from what had been recorded by then. Exit 0: all "
        "findings are equal; 1: some differ; 2: there is nothing such to replay."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--application", metavar="NUMBER", help="one case, for example C-2026-00042")
        parser.add_argument("--all", action="store_true", help="every stored finding")
        parser.add_argument("--check", metavar="ID", default="", help="this check only, for example media_20")
        parser.add_argument("--object", metavar="CODE", help="an object, for example SO-B-022")
        parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the object's day")
        parser.add_argument(
            "--known-by",
            type=_moment,
            metavar="YYYY-MM-DDTHH:MM",
            help="what had been recorded before this moment; without it, by the end of the day",
        )
        parser.add_argument("--regime", choices=["R1", "R2"], help="of an object; without it, the instance's")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"] and options["check"] not in CHECKS:
            raise CommandError(f"there is no check {options['check']!r}", returncode=2)
        if sum(map(bool, (options["application"], options["all"], options["object"]))) != 1:
            raise CommandError("Give one of --application NUMBER, --all, --object CODE.", returncode=2)
        if options["object"]:
            self._object(options)
        else:
            self._findings(options)

    def _findings(self, options: dict[str, Any]) -> None:
        reference = options["application"] or ""
        if options["as_of"] or options["known_by"] or options["regime"]:
            raise CommandError("--as-of, --known-by and --regime belong to --object.", returncode=2)
        if reference and not Application.objects.filter(reference=reference).exists():
            raise CommandError(f"there is no case {reference}", returncode=2)
        done, as_json = Outcome(), options["format"] == "json"
        for replayed in replay(findings_to_replay(reference=reference, check_id=options["check"])):
            done.add(replayed)
            if not as_json and not replayed.is_equal:
                self.stdout.write("\n".join(_lines(replayed)))
        if as_json:
            self._json(done.to_json())
        else:
            self.stdout.write(
                f"findings equal: {done.equal}, different: {len(done.different)}, of an earlier version: "
                f"{len(done.superseded)}"
            )
        if done.different:
            raise CommandError(f"{len(done.different)} findings differ", returncode=1)

    def _object(self, options: dict[str, Any]) -> None:
        if options["as_of"] is None:
            raise CommandError("Give the day: --as-of YYYY-MM-DD.", returncode=2)
        if options["as_of"] > timezone.localdate():
            raise CommandError("The day is still to come: nothing can be replayed.", returncode=2)
        found = object_on(
            options["object"],
            as_of=options["as_of"],
            regime=options["regime"] or regime_for(settings.REGIME_MODE, options["as_of"]).code,
            check_id=options["check"],
            known=options["known_by"],
        )
        if found is None:
            raise CommandError(f"no object {options['object']} had been recorded by then", returncode=2)
        if options["format"] == "json":
            self._json(found.to_json())
        else:
            self.stdout.write("\n".join(_page(found)))

    def _json(self, value: Any) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1))


def _lines(replayed: Replayed) -> list[str]:
    """One finding that is not equal, in lines."""
    name = f"{replayed.application} revision {replayed.revision} {replayed.check} [{replayed.law_version}]"
    said = [f"{name}: superseded by {replayed.superseded}"] if replayed.superseded else []
    for one in replayed.differences:
        said.append(f"{name}: {one.field}: stored {_short(one.stored)}, replayed {_short(one.replayed)}")
    return said


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 200 else f"{text[:197]}..."


def _page(found: OnADay) -> list[str]:
    known = timezone.localtime(found.known_by).strftime("%d.%m.%Y %H:%M")
    head = (
        f"{found.facts.object.code} on {found.facts.as_of:%d.%m.%Y}, recorded before {known}, "
        f"{found.facts.regime}, facts {found.facts.sha256()}"
    )
    return [head, *(f"{each.check_id}: {each.outcome} [{each.message}]" for each in found.findings)]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no date; write YYYY-MM-DD.", returncode=2) from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no moment; write YYYY-MM-DDTHH:MM.", returncode=2) from error
    return moment if moment.tzinfo else timezone.make_aware(moment)
