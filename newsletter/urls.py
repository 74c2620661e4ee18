from django.urls import include, path

from newsletter import archive, owndata, views

urlpatterns = [
    path("", views.subscribe, name="newsletter"),
    path("asked/", views.asked, name="newsletter-asked"),
    path("confirm/<str:token>/", views.confirm, name="newsletter-confirm"),
    path("welcome/", views.welcome, name="newsletter-welcome"),
    path("leave/<str:key>/", views.leave, name="newsletter-leave"),
    path("leave/<str:key>/undo/", views.undo, name="newsletter-undo"),
    path("archive/", archive.archive, name="newsletter-archive"),
    path("archive/feed/", archive.feed, name="newsletter-archive-feed"),
    path("archive/<str:key>/", archive.campaign, name="newsletter-campaign"),
    path("data/", include(owndata.patterns)),
]
