"""Under which key an address is kept, if at all."""

from typing import Any

from django.conf import settings
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

# What is answered anew each time: who asks counts, or the bytes are too many to hold.
NEVER_KEPT = ("/admin/", "/preview/", "/documents/")
# A page is kept under this parameter only; others pass by the store.
KNOWN_PARAMETER = "before"
# Put behind addresses by mailings, networks and advertisers; no page of ours looks at them.
TRACKING = {
    *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid", "igshid"),
    *("li_fat_id", "mc_cid", "mc_eid"),
}
MOST_HOSTS = 100

Key = tuple[str, str, str]


class Keys:
    def __init__(self) -> None:
        self.never_kept = (settings.STATIC_URL, settings.MEDIA_URL, *NEVER_KEPT)
        self.session_cookie = settings.SESSION_COOKIE_NAME
        self.proxied = settings.SECURE_PROXY_SSL_HEADER
        self.known_hosts: set[str] = set()

    def key(self, environ: dict[str, Any]) -> Key | None:
        """Scheme, path and parameters; None for what is never kept. Not the host: all addresses in
        a page come from SITE_URL, and a stranger could make up as many ports as there are."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        path = environ.get("PATH_INFO", "/")
        if path.startswith(self.never_kept):
            return None
        if self.is_signed_in(environ.get("HTTP_COOKIE", "")):
            return None
        query = environ.get("QUERY_STRING", "")
        if query:
            query = untracked(query)
            if query and not is_known(query):
                return None
        host = environ.get("HTTP_HOST", "")
        if host not in self.known_hosts and not self.admit(host):
            return None
        return (self.scheme(environ), path, query)

    def is_signed_in(self, cookies: str) -> bool:
        """By the presence of the cookie, as `iria.pagecache.is_anonymous` has it."""
        return self.session_cookie in cookies and self.session_cookie in parse_cookie(cookies)

    def admit(self, host: str) -> bool:
        """Whether Django would answer for it."""
        domain = split_domain_port(host)[0]
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            return False
        if len(self.known_hosts) < MOST_HOSTS:
            self.known_hosts.add(host)
        return True

    def scheme(self, environ: dict[str, Any]) -> str:
        """As Django sees it: what came by http may have to be led to https."""
        if self.proxied:
            name, secure = self.proxied
            return "https" if environ.get(name, "").split(",")[0].strip() == secure else "http"
        return environ.get("wsgi.url_scheme", "")


def untracked(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not is_tracking(part))


def is_tracking(part: str) -> bool:
    name = part.split("=", 1)[0]
    return name in TRACKING or name.startswith("utm_")


def is_known(query: str) -> bool:
    return query.startswith(f"{KNOWN_PARAMETER}=") and "&" not in query
