from django.contrib import admin
from django.contrib.auth.views import PasswordResetCompleteView
from django.urls import include, path

from iria import accounts, outbox
from iria.admin import people
from iria.health import healthz
from iria.signingin import sign_in

urlpatterns = [
    # Before the desk, which takes all that begins with its address
    path("admin/password/forgotten/", accounts.ask, name="admin_password_reset"),
    path("admin/password/sent/", accounts.asked, name="password_reset_done"),
    path(
        "admin/password/<uidb64>/<token>/",
        accounts.Choose.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "admin/password/chosen/",
        PasswordResetCompleteView.as_view(template_name="admin/password/chosen.html"),
        name="password_reset_complete",
    ),
    path("admin/sign-in/", sign_in, name="sign-in"),
    path("admin/outbox/", admin.site.admin_view(outbox.index), name="outbox"),
    path("admin/outbox/<str:name>/", admin.site.admin_view(outbox.detail), name="outbox-mail"),
    path("admin/outbox/<str:name>/html/", admin.site.admin_view(outbox.html), name="outbox-html"),
    path("admin/people/", admin.site.admin_view(people.index), name="people"),
    path("admin/people/data/", admin.site.admin_view(people.download), name="people-download"),
    path("admin/people/erase/", admin.site.admin_view(people.erase), name="people-erase"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("newsletter/", include("newsletter.urls")),
    path("", include("articles.urls")),
]

handler403 = "articles.reading.errors.forbidden"
handler404 = "articles.reading.errors.not_found"
