"""Where this machine's PostgreSQL and Redis are, if they answer. Runs inside the virtual environment."""

import getpass
import os

import psycopg
import redis
from psycopg import sql

SCRATCH_DATABASE = "commission_test"


def postgres_candidates() -> list[str]:
    """URLs to try: what TEST_DATABASE_URL names, else the local cluster as postgres, as ourselves, by socket."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        return [named]
    return [
        f"postgres://postgres@127.0.0.1:5432/{SCRATCH_DATABASE}",
        f"postgres://{getpass.getuser()}@127.0.0.1:5432/{SCRATCH_DATABASE}",
        f"postgres:///{SCRATCH_DATABASE}",
    ]


def with_database(url: str, name: str) -> str:
    """The same server, another database."""
    # Not urllib's: it would write postgres:///name, the local socket, with one slash.
    place, _, options = url.partition("?")
    return f"{place.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")


def database_name(url: str) -> str:
    """The database that a URL names."""
    return url.partition("?")[0].rpartition("/")[2]


def may_create_databases(url: str) -> bool:
    """Whether the server answers and lets us make and drop scratch databases."""
    question = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(with_database(url, "postgres"), connect_timeout=3) as connection:
            row = connection.execute(question).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


def drop_databases_like(url: str) -> None:
    """Drop the database a URL names and its xdist workers' own, should a killed run have left them."""
    with psycopg.connect(with_database(url, "postgres"), autocommit=True) as connection:
        ours = connection.execute(
            "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)",
            [database_name(url), f"{database_name(url)}_gw"],
        )
        for (name,) in ours.fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def find_postgres() -> str | None:
    """The first candidate that answers and lets us create databases, or None."""
    return next((url for url in postgres_candidates() if may_create_databases(url)), None)


def find_redis() -> str | None:
    """TEST_REDIS_URL (database 9 of the local server unless told otherwise) if it answers, or None."""
    url = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2).ping()
    except redis.RedisError:
        return None
    return url
