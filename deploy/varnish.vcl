vcl 4.1;

# Varnish between the server with TLS and the site; docs/deploy.md says how to run it.
#
# A page is kept for one second at most, then the site is asked whether it still stands (304). What
# a commit changes is dropped with it: the site sends PURGE with the tags. So a page is old for a
# second at most where a PURGE is lost, where it was on its way when its tag was dropped, and where
# its time has come by itself (a schedule, the end of a licence).
#
# Needs vmod xkey (Debian: varnish-modules) and these parameters: -p http_gzip_support=off, as the
# site compresses by itself and better; -p http_range_support=off, as pages go out whole.

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 1s;
    .first_byte_timeout = 60s;
}

# Machines of the site: their web processes, workers and commands say what to drop.
acl site {
    "127.0.0.1";
    "::1";
}

# Servers with TLS: who comes by another way did not come by https.
acl front {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # Handed on by the server in front, it is a stranger's.
        if (client.ip !~ site || req.http.X-Forwarded-Proto || req.http.X-Forwarded-For ~ ",") {
            return (synth(403));
        }
        xkey.purge(req.http.Cache-Tag);
        return (synth(200));
    }
    if (client.ip !~ front || req.http.X-Forwarded-Proto != "https") {
        set req.http.X-Forwarded-Proto = "http";
    }
    # 0 while the site answers: nobody is shown what it was not asked about for a second.
    set req.grace = 0s;
    if (req.restarts > 0) {
        set req.grace = 60s;
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.url ~ "^/(admin|preview|documents|search|static|media)/" || req.url == "/healthz") {
        return (pass);
    }
    # Staff have links of their own. Other cookies are handed on and change no public page.
    if (req.http.Cookie ~ "sessionid") {
        return (pass);
    }
    # The address that a page is kept under. The site gets the whole one: redirects keep it.
    set req.http.X-Key = req.url;
    if (req.url ~ "\?") {
        set req.http.X-Key = regsuball(req.http.X-Key, "(?<=[?&])(utm_[^=&]*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|li_fat_id|mc_cid|mc_eid)(=[^&]*)?(&|$)", "");
        set req.http.X-Key = regsub(req.http.X-Key, "[?&]$", "");
        if (req.http.X-Key !~ "^[^?]*(\?before=[^&]*)?$") {
            return (pass);
        }
    }
    # One of three words, so that a page is kept three times and not once for each browser.
    if (req.http.Accept-Encoding) {
        if (req.http.Accept-Encoding ~ "(?i)(^|[\s,])br\s*(,|$|;(?!\s*q=0(\.0*)?\s*(,|$)))") {
            set req.http.Accept-Encoding = "br";
        } elsif (req.http.Accept-Encoding ~ "(?i)(^|[\s,])gzip\s*(,|$|;(?!\s*q=0(\.0*)?\s*(,|$)))") {
            set req.http.Accept-Encoding = "gzip";
        } else {
            unset req.http.Accept-Encoding;
        }
    }
    return (hash);
}

# Not the host: all addresses in a page come from SITE_URL, and strangers can make up hosts. What
# the site refuses for its host is not kept.
sub vcl_hash {
    hash_data(req.http.X-Key);
    hash_data(req.http.X-Forwarded-Proto);
    return (lookup);
}

sub vcl_backend_fetch {
    unset bereq.http.X-Key;
}

sub vcl_backend_response {
    if (bereq.uncacheable) {
        return (deliver);
    }
    set beresp.ttl = 1s;
    if (!beresp.http.Cache-Tag || beresp.http.Cache-Control !~ "public" || beresp.http.Set-Cookie) {
        # Remembered for that second, in which requests for it do not wait for each other.
        set beresp.uncacheable = true;
        return (deliver);
    }
    set beresp.http.xkey = beresp.http.Cache-Tag;
    set beresp.http.Vary = "Accept-Encoding";
    set beresp.grace = 60s;
    set beresp.keep = 1h;
    return (deliver);
}

# A site that is started anew: what was kept a minute ago is shown once more. What is dropped
# meanwhile is gone, since PURGE takes that too.
sub vcl_backend_error {
    if (!bereq.uncacheable) {
        return (abandon);
    }
}

sub vcl_synth {
    if (resp.status == 503 && req.restarts == 0 && req.http.X-Key) {
        return (restart);
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    set resp.body = resp.reason + {"
"};
    if (resp.status == 503) {
        set resp.http.Retry-After = "10";
        set resp.body = {"The site does not answer just now. Please try again in a minute.
"};
    }
    return (deliver);
}

sub vcl_deliver {
    if (resp.http.Cache-Tag) {
        if (req.method == "GET" && (resp.status == 200 || resp.status == 304) && req.url ~ "^/articles/") {
            # varnishncsa hands on these lines: a view.
            std.log("view");
        }
        set resp.http.Vary = "Cookie, Accept-Encoding";
        unset resp.http.Cache-Tag;
        unset resp.http.xkey;
        # As the site has it: a date counts only if it is the very one that was told.
        if (req.http.If-Modified-Since != resp.http.Last-Modified) {
            unset req.http.If-Modified-Since;
        }
    }
    # X-Varnish stays: it has two numbers where the site was not asked.
    unset resp.http.Via;
}
