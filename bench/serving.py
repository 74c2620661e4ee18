"""Servers that are measured: ours, with an article in a database of its own, nginx with files in a
folder, and Varnish before ours. Each has one process, on a free port of loopback."""

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
UNLOGGED = (
    "-VCL_call,-VCL_return,-VCL_use,-VCL_acl,-Timestamp,-Hit,-ReqStart,-ReqProtocol,-ReqAcct,"
    "-RespHeader,-RespProtocol,-RespReason"
)
# As deploy/varnish.conf has it, but without a user of its own, who could not read the folder.
VARNISH = (
    *("-j", "none", "-s", "malloc,256m"),
    *("-p", "http_gzip_support=off", "-p", "http_range_support=off"),
    *("-p", f"vsl_mask={UNLOGGED}"),
)


def headers(coding: str) -> dict[str, str]:
    """As a proxy with TLS hands a request on."""
    given = {"Host": "iria.example", "X-Forwarded-Proto": "https"}
    return given | ({"Accept-Encoding": coding} if coding else {})


def environment(folder: Path, url: str = "") -> dict[str, str]:
    """Settings of a site behind a proxy: in a new SQLite database, or in the one of this URL."""
    url = url or f"sqlite:///{folder / 'bench.sqlite3'}"
    return processes.environment(url, NO_MAIL) | {
        "TRUSTED_PROXIES": "127.0.0.1",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "PAGES_SIGNAL": str(folder / "pages.signal"),
    }


def site(
    stack: ExitStack, folder: Path, server: tuple[str, ...] = SERVER, **more: str
) -> tuple[int, int]:
    """Port and process id. Writes an article into the database first."""
    settings = environment(folder) | more
    processes.said(
        processes.start(stack, "-m", "bench.inside", "content", "0", "draft", **settings)
    )
    return served(stack, settings, server)


def served(
    stack: ExitStack, settings: dict[str, str], server: tuple[str, ...] = SERVER
) -> tuple[int, int]:
    """Port and process id of a site whose database is there."""
    collect = ("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    processes.said(processes.start(stack, *collect, **settings))
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


def varnish(
    stack: ExitStack, folder: Path, site: int, port: int, *options: str
) -> tuple[int, int]:
    """With the configuration that goes with the site, whose port is given."""
    vcl = (processes.ROOT / "deploy" / "varnish.vcl").read_text()
    (folder / "site.vcl").write_text(vcl.replace('"8000"', f'"{site}"'))
    process = subprocess.Popen(
        [
            *(str(shutil.which("varnishd")), "-F", "-n", str(folder / "varnish"), *VARNISH),
            *("-a", f"127.0.0.1:{port}", "-f", str(folder / "site.vcl"), *options),
        ],
        start_new_session=True,
        stdout=(folder / "varnish.log").open("w"),
        stderr=subprocess.STDOUT,
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
