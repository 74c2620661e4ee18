"""Servers that are measured: ours, with an article in a database of its own, and nginx with files
in a folder. Both have one process, on a free port of loopback."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from bench import processes

NO_MAIL = 1  # a port: nothing is sent
NGINX = """
daemon off;
user root;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 10000000;
    open_file_cache max=100;
    default_type "text/html; charset=utf-8";
    client_body_temp_path {folder};
    proxy_temp_path {folder};
    fastcgi_temp_path {folder};
    uwsgi_temp_path {folder};
    scgi_temp_path {folder};
    server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""
SERVER = (
    *("granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"),
    *("--log-level", "warning", "--no-ws", "iria.wsgi:application"),
)


def headers(coding: str) -> dict[str, str]:
    """As a proxy with TLS hands a request on."""
    given = {"Host": "iria.example", "X-Forwarded-Proto": "https"}
    return given | ({"Accept-Encoding": coding} if coding else {})


def site(stack: ExitStack, folder: Path, server: tuple[str, ...] = SERVER) -> tuple[int, int]:
    """Port and process id. Writes an article into a new SQLite database."""
    settings = processes.environment(f"sqlite:///{folder / 'bench.sqlite3'}", NO_MAIL) | {
        "TRUSTED_PROXIES": "127.0.0.1",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "PAGES_SIGNAL": str(folder / "pages.signal"),
    }
    for command in (
        ("-m", "bench.inside", "content", "0", "draft"),
        ("manage.py", "collectstatic", "--noinput", "--verbosity", "0"),
    ):
        processes.said(processes.start(stack, *command, **settings))
    port = free_port()
    process = processes.start(
        stack, "-m", *server, "--host", "127.0.0.1", "--port", str(port), **settings
    )
    stack.callback(end, process)
    wait(port)
    return port, process.pid


def nginx(stack: ExitStack, folder: Path) -> tuple[int, int]:
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port))
    process = subprocess.Popen(
        [str(shutil.which("nginx")), "-e", str(folder / "nginx.log"), "-c", str(config)],
        start_new_session=True,
        stderr=sys.stderr,
    )
    stack.callback(end, process)
    wait(port)
    return port, process.pid


def end(process: subprocess.Popen) -> None:
    """With its children, which a killed server would leave."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(port: int) -> None:
    """Until somebody listens; 30 seconds at most."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"Nobody answers on port {port}.")
