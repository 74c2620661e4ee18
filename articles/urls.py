from django.urls import path

from articles.reading import (
    commenting,
    crediting,
    documents,
    feeds,
    lists,
    media,
    pages,
    previews,
    robots,
    search,
    sitemaps,
)

urlpatterns = [
    path("", lists.home, name="home"),
    path("feed/", feeds.site, name="feed"),
    path("articles/<str:slug>/", pages.article, name="article"),
    path("articles/<str:slug>/comments/", commenting.comment, name="comment"),
    path("articles/<str:slug>/comments/<str:token>/", commenting.own, name="comment-own"),
    path("comments/decide/<str:token>/", commenting.decide, name="comment-decide"),
    path("documents/<str:key>/<str:name>", documents.document, name="document"),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("preview/<str:token>/<str:key>/<str:name>", documents.previewed, name="preview-document"),
    # Lists
    path("categories/<str:slug>/", lists.category, name="category"),
    path("categories/<str:slug>/feed/", feeds.category, name="category-feed"),
    path("tags/<str:slug>/", lists.tag, name="tag"),
    path("tags/<str:slug>/feed/", feeds.tag, name="tag-feed"),
    path("authors/<str:slug>/", lists.author, name="author"),
    path("authors/<str:slug>/feed/", feeds.author, name="author-feed"),
    path("archive/", lists.archive, name="archive"),
    path("archive/<int:year>/<int:month>/", lists.archive, name="archive-month"),
    path("search/", search.search, name="search"),
    path("credits/", crediting.listing, name="credits"),
    path("credits/<int:number>/", crediting.listing, name="credits-part"),
    path("credits.csv", crediting.table, name="credits-table"),
    # For machines
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.part, name="sitemap-part"),
    path("robots.txt", robots.robots, name="robots"),
    path("media/<path:path>", media.media, name="media"),
    # Last, since it takes every single word
    path("<str:slug>/", pages.page, name="page"),
]
